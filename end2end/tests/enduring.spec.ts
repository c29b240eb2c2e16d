// The process is killed at the worst moment and started again on the same folder: what was acknowledged stands, its
// letter goes once, and there is no letter for what did not happen.
import { expect, linkIn, Nuanxin, openWishes, test } from '../support';

test.use({ scene: 'the power fails' });

type Form = Record<string, string>;

// What was promised: ready again in less than two seconds.
const SOON = 2000;

// Sends a page's form as a browser on this network does; the redirect is the acknowledgement.
async function send(nuanxin: Nuanxin, page: string, path: string, typed: Form, network: number): Promise<Response> {
  const shown = await (await fetch(page)).text();
  const field = (name: string) => shown.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1];
  const kept = { form: field('form') ?? '', token: field('token') ?? '', code: field('code') ?? '' };
  return fetch(`${nuanxin.url}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: nuanxin.url, 'x-forwarded-for': `192.0.2.${network}` },
    body: new URLSearchParams({ ...kept, ...typed }),
  });
}

function claim(nuanxin: Nuanxin, code: string, visitor: number): Promise<Response> {
  const typed = { email: `visitor-${visitor}@example.org`, name: `第 ${visitor} 位`, rules: 'yes' };
  return send(nuanxin, `${nuanxin.url}/claim?code=${code}`, '/claim', typed, visitor);
}

function isDone(answer: Response): boolean {
  return answer.status === 303;
}

test('an act that was acknowledged stands after kill -9, and its letter goes once', async ({ page, nuanxin }) => {
  const [code] = await openWishes(page);
  const restarts: number[] = [];
  const fail = async () => {
    await nuanxin.kill();
    restarts.push(await nuanxin.serve());
  };

  const held = await claim(nuanxin, code, 0);
  expect(held.headers.get('location')).toBe('/claim/sent');
  const before = await killAndLook(nuanxin, 'hold_received');
  restarts.push(await nuanxin.serve());
  await page.goto(`/wishes/${code}`);
  await expect(page.getByText('有人刚刚选了它')).toBeVisible();
  const letter = await nuanxin.letter('visitor-0@example.org', 'hold_received');
  expect([letter.messageId, undefined], 'a letter keeps its Message-ID').toContain(before ?? letter.messageId);

  const confirmed = await send(nuanxin, linkIn(letter, '/hold'), '/hold', {}, 0);
  expect(confirmed.headers.get('location')).toBe(`/gifts/${code}`);
  const session = confirmed.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  await fail();
  const gift = await fetch(`${nuanxin.url}/gifts/${code}`, { headers: { cookie: session.join('; ') } });
  expect(gift.status).toBe(200);
  await nuanxin.letter('visitor-0@example.org', 'claim_confirmed');
  await fail();

  // A letter written after these two has gone: had one of them been due again, it would have gone before.
  await claim(nuanxin, (await openWishes(page))[0], 1);
  await nuanxin.letter('visitor-1@example.org', 'hold_received');
  for (const kind of ['hold_received', 'claim_confirmed']) {
    expect((await nuanxin.letters('visitor-0@example.org', kind)).length, kind).toBe(1);
  }
  console.log(`ready again ${restarts.join(', ')} ms after kill -9`);
  expect(Math.max(...restarts), 'ready again, in ms').toBeLessThan(SOON);
});

test('of many claims cut short by kill -9, each acknowledged one stands, and each letter is true', async ({
  page,
  nuanxin,
}) => {
  const before = new Set((await nuanxin.allLetters('hold_received')).map(({ messageId }) => messageId));
  const codes = await openWishes(page);
  const acknowledged: string[] = [];
  let killed: Promise<void> | undefined;
  const claims = codes.map(async (code, i) => {
    const answer = await claim(nuanxin, code, i + 10);
    if (!isDone(answer)) return;
    acknowledged.push(code);
    // In the middle of the others.
    if (acknowledged.length === 8) killed = nuanxin.kill();
  });
  await Promise.allSettled(claims);
  await killed;
  expect(acknowledged.length).toBeGreaterThanOrEqual(8);
  const restart = await nuanxin.serve();
  expect(restart, 'ready again, in ms').toBeLessThan(SOON);

  const letterTo = (code: string) => nuanxin.letter(`visitor-${codes.indexOf(code) + 10}@example.org`, 'hold_received');
  for (const code of acknowledged) {
    await page.goto(linkIn(await letterTo(code), '/hold'));
    await expect(page.locator(`main a[href="/wishes/${code}"]`)).toBeVisible();
    await expect(page.getByRole('button', { name: '确认认领' })).toBeVisible();
  }
  const letters = await nuanxin.allLetters('hold_received');
  for (const letter of letters.filter((letter) => !before.has(letter.messageId))) {
    expect((await fetch(linkIn(letter, '/hold'))).status, letter.text).toBe(200);
  }
  expect(new Set(letters.map((letter) => letter.messageId)).size).toBe(letters.length);
  const stillOpen = new Set(await openWishes(page));
  expect(acknowledged.filter((code) => stillOpen.has(code))).toEqual([]);
  console.log(`${acknowledged.length} of ${codes.length} claims acknowledged before kill -9; ready after ${restart} ms`);
});

// The Message-ID of the newest letter that lay there when the process died.
async function killAndLook(nuanxin: Nuanxin, kind: string): Promise<string | undefined> {
  await nuanxin.kill();
  return (await nuanxin.allLetters(kind)).at(-1)?.messageId;
}
