// The hand-out in a village without a network: the roster is kept, opened, ticked and signed on a phone that is
// offline, sends itself later and once, beside a second phone; and what it keeps is sealed and goes away.
import type { Page } from '@playwright/test';
import { enterAs, expect, network, onlyRefused, test } from '../support';

test.use({ scene: 'no network in the village', viewport: { width: 360, height: 740 } });
test.describe.configure({ mode: 'serial' });

// Of the page's own script.
declare const all: (store: string) => Promise<unknown[]>;
declare const one: (store: string, key: string) => Promise<{ lines: { code: string }[] }>;
declare const settle: (act: unknown, isDone: boolean, answer: object) => Promise<void>;
declare const take: (isNew: boolean) => Promise<string | undefined>;
declare const typed: () => object;

const PAGE = '/school/away/5';
const TEACHER = '王老师';

test('two phones hand out offline, send themselves once, and the second sees what the first did', async ({
  someone,
  nuanxin,
}) => {
  await receiveAll(await someone());
  const [first, second] = [await phone(await someone()), await phone(await someone())];
  const letters = (await nuanxin.allLetters('handed_out')).length;
  const sent: string[] = [];
  for (const page of [first, second]) {
    page.context().on('request', (request) => {
      if (request.url().endsWith('/send')) sent.push(request.postData() ?? '');
    });
  }
  const children = await first.locator('#away-lines .who').allTextContents();
  expect(children.length).toBeGreaterThanOrEqual(3);
  expect(await namesOn(first, children), 'what the phone keeps is sealed').toEqual([]);

  await test.step('without a network the page opens, after a reload too, and keeps what is ticked', async () => {
    for (const page of [first, second]) await network(page.context(), 'off');
    await first.reload();
    await expect(first.locator('#away-says')).toContainText('没有网络也能打开');
    await expect(first.locator('#away-says')).toContainText(/\d{4}年\d{1,2}月\d{1,2}日 \d{2}:\d{2}自动删除/);
    await tick(first, 0);
    await first.locator('#second_adult').fill('样例主任');
    await expect.poll(() => draftsOn(first)).toContain('样例主任');
    await first.reload();
    await expect(first.locator('[name=tick]').first()).toBeChecked();
    await expect(first.locator('#second_adult')).toHaveValue('样例主任');
  });

  await test.step('what is not right is said on the spot', async () => {
    await first.locator('#second_adult').fill(await first.locator('#teacher').inputValue());
    await confirm(first);
    await expect(first.locator('#away-says')).toHaveText('要有两位不同的成年人在场');
    await expect(first.getByRole('alert')).toBeFocused();
    await expect(first.getByRole('alert')).toBeInViewport();
    await expect(first.locator('#second_adult')).toHaveAttribute('aria-invalid', 'true');
    await first.locator('#second_adult').fill('样例主任');
  });

  await test.step('it is signed offline and waits', async () => {
    await confirm(first);
    await expect(first.locator('#away-says')).toHaveText('1 份已签好，存在手机里，有信号时自动发出。');
    await expect(first.getByRole('alert')).toHaveCount(0);
    await confirm(first);
    await expect(first.locator('#away-says'), 'what waits does not hide it').toHaveText('还没有勾选孩子');
    await expect(first.getByRole('alert')).toBeInViewport();
    await first.reload();
    await expect(first.locator('#away-says')).toContainText('1 份已签好');
    await expect(first.locator('#away-lines .given')).toContainText(children[0]);
    await second.reload();
    for (const place of [0, 1]) await tick(second, place);
    await second.locator('#second_adult').fill('样例村医');
    await confirm(second);
    await expect(second.locator('#away-says')).toContainText('2 份已签好');
    expect((await nuanxin.allLetters('handed_out')).length).toBe(letters);
  });

  await test.step('with a network each sends itself, and the second is told of the first', async () => {
    await network(first.context(), 'on');
    await expect(first.locator('#away-told')).toContainText('已发出：1 份');
    await expect(first.locator('#away-lines .who').filter({ hasText: children[0] })).toHaveCount(0);
    await network(second.context(), 'on');
    await expect(second.locator('#away-told')).toContainText('已发出：1 份');
    await expect(second.locator('#away-told')).toContainText(/：王老师.*已发放/);
    await expect(second.locator('#away-given'), 'what the school handed out lately').toContainText(/：王老师.*已发放/);
    await expect.poll(async () => (await nuanxin.allLetters('handed_out')).length).toBe(letters + 2);
  });

  await test.step('back in a network, the first sees what the second did and keeps what is ticked', async () => {
    const line = (child: string) => first.locator('#away-lines li').filter({ hasText: child });
    await expect(line(children[1])).toHaveCount(1);
    await network(first.context(), 'off');
    await line(children[2]).locator('[name=tick]').check();
    await first.locator('#second_adult').fill('样例校长');
    await network(first.context(), 'on');
    await expect(line(children[1])).toHaveCount(0);
    await expect(first.locator('#away-given')).toContainText(/：王老师.*已发放/);
    await expect(line(children[2]).locator('[name=tick]')).toBeChecked();
    await expect(first.locator('#second_adult')).toHaveValue('样例校长');
    expect((await nuanxin.allLetters('handed_out')).length, 'nothing waited to be sent').toBe(letters + 2);
  });

  await test.step('sent again, even days later, it is the same one', async () => {
    for (const body of new Set(sent.filter(Boolean))) {
      const answer = await first.context().request.post(`${nuanxin.url}${PAGE}/send`, {
        data: body,
        headers: { 'content-type': 'application/json', origin: nuanxin.url, 'sec-fetch-site': 'same-origin' },
      });
      expect(answer.status()).toBe(200);
      expect((await answer.json()).says.join()).toContain('已发出：1 份');
    }
    await first.goto('/school/hand-outs');
    await expect(first.locator('main')).toContainText('样例主任');
    expect((await nuanxin.allLetters('handed_out')).length).toBe(letters + 2);
  });

  await test.step('what was sent in Chinese is told in English on an English page', async () => {
    await first.goto(`${PAGE}?lang=en`);
    await expect(first.locator('#away-told')).toContainText('Sent: 1.');
    await expect(first.locator('#away-told')).not.toContainText('已发出');
  });
});

test('what is typed before a refusal is drawn takes no tick away', async ({ someone }) => {
  const page = await phone(await someone());
  const code = await page.locator('[name=tick]').first().inputValue();
  await network(page.context(), 'off');
  await tick(page, 0);
  await page.locator('#second_adult').fill('样例主任');
  await confirm(page);
  await expect(page.locator('#away-says')).toContainText('1 份已签好');
  // As the worker does it, which draws nothing.
  await page.evaluate(async () => {
    const [act] = await all('acts');
    await settle(act, false, { settled: [], says: ['样例'] });
  });
  await page.locator('#second_adult').fill('样例校长');
  await expect.poll(() => draftsOn(page)).toContain('样例校长');
  await page.reload();
  await expect(page.locator(`[name=tick][value="${code}"]`)).toBeChecked();
  await expect(page.locator('#second_adult')).toHaveValue('样例校长');
});

test('a roster that was asked for before an act was settled is asked for again', async ({ someone }) => {
  const page = await phone(await someone());
  const code = await page.locator('[name=tick]').first().inputValue();
  const asked = await page.evaluate(async (code) => {
    const ask = window.fetch;
    let times = 0;
    window.fetch = async (what, how) => {
      const told = await (await ask(what, how)).json();
      times += 1;
      // Meanwhile the worker has sent an act and was answered.
      const act = { key: 'k', roster: '5', sheet: { ticks: [{ code }] }, draft: typed() };
      if (times === 1) await settle(act, true, { settled: [code], says: [] });
      else told.lines = told.lines.filter((line: { code: string }) => line.code !== code);
      return Response.json(told);
    };
    const state = await take(false);
    window.fetch = ask;
    const codes = (await one('rosters', '5')).lines.map((line) => line.code);
    return { times, state, isThere: codes.includes(code) };
  }, code);
  expect(asked).toEqual({ times: 2, state: 'kept', isThere: false });
});

test('a phone whose page is closed sends when its browser finds a network', async ({ someone, nuanxin }) => {
  const page = await phone(await someone());
  const letters = (await nuanxin.allLetters('handed_out')).length;
  const context = page.context();
  await network(context, 'off');
  await tick(page, 0);
  await page.locator('#second_adult').fill('样例主任');
  await confirm(page);
  await expect(page.locator('#away-says')).toContainText('1 份已签好');
  // The page goes away before the network comes; only its worker is left.
  const wake = await workerOf(page);
  await page.goto('about:blank');
  await network(context, 'on');
  await page.goto('/about');
  await wake();
  await expect.poll(async () => (await nuanxin.allLetters('handed_out')).length, { timeout: 20_000 }).toBe(letters + 1);
  await page.goto(PAGE);
  await expect(page.locator('#away-told')).toContainText('已发出：1 份');
});

test('what a phone keeps is gone at the press of a button, and after 72 hours', async ({ someone }) => {
  const page = await phone(await someone());
  const key = (await page.context().cookies(`${new URL(page.url()).origin}${PAGE}`)).find((c) => c.name === 'away-5');
  const hours = ((key?.expires ?? 0) - Date.now() / 1000) / 3600;
  expect(hours, 'the browser itself throws the key away').toBeCloseTo(72, 0);
  await page.getByRole('button', { name: '从这部手机删除' }).click();
  await expect(page.locator('#away-says')).toHaveText('已从这部手机删除。');
  await expect.poll(() => leftOn(page)).toEqual({ rosters: 0, acts: 0, pages: 0, workers: 0, keys: 0 });

  await network(page.context(), 'off');
  await page.getByRole('button', { name: '存到这部手机' }).click();
  await expect(page.locator('#away-says')).toContainText('没有网络');
  await network(page.context(), 'on');
  await page.getByRole('button', { name: '存到这部手机' }).click();
  await expect(page.locator('#away-lines .who')).not.toHaveCount(0);
  await network(page.context(), 'off');
  await page.clock.setFixedTime(Date.now() + 72 * 3600 * 1000 + 1000);
  await page.reload();
  await expect(page.locator('#away-take')).toBeVisible();
  await expect(page.locator('#away-lines .who')).toHaveCount(0);
  await expect.poll(() => leftOn(page)).toEqual({ rosters: 0, acts: 0, pages: 0, workers: 0, keys: 0 });
});

test('what the server refuses, of a phone whose clock is wrong, is told and stands in the form again', async ({
  someone,
  nuanxin,
  troubles,
}) => {
  const page = await phone(await someone());
  const letters = (await nuanxin.allLetters('handed_out')).length;
  const day = await page.locator('#handed_on').inputValue();
  await network(page.context(), 'off');
  await page.clock.setFixedTime(Date.now() + 48 * 3600 * 1000);
  await page.reload();
  await expect(page.locator('#away-says')).toContainText('没有网络也能打开');
  const wrongDay = await page.locator('#handed_on').inputValue();
  expect(wrongDay > day).toBe(true);
  const code = await page.locator('[name=tick]').first().inputValue();
  const box = page.locator(`[name=tick][value="${code}"]`);
  await tick(page, 0);
  await page.locator('#second_adult').fill('样例主任');
  await confirm(page);
  await expect(page.locator('#away-says')).toContainText('1 份已签好');
  await expect(box).toHaveCount(0);
  const next = page.locator(`[name=tick][value="${await page.locator('[name=tick]').first().inputValue()}"]`);
  await next.check();
  await expect.poll(() => draftsOn(page)).toContain(await next.inputValue());
  await network(page.context(), 'on');
  await expect(page.locator('#away-refused')).toContainText('这一天还没有到');
  await expect(page.locator('#away-refused')).toBeInViewport();
  await expect(page.locator('#away-told'), 'what was refused was not sent').toBeHidden();
  await expect(box).toBeChecked();
  await expect(next, 'what was ticked since stays').toBeChecked();
  await next.uncheck();
  await expect(page.locator('#second_adult')).toHaveValue('样例主任');
  await expect(page.locator('#handed_on')).toHaveValue(wrongDay);
  await page.locator('#handed_on').fill(day);
  await confirm(page);
  await expect(page.locator('#away-told')).toContainText('已发出：1 份');
  await expect(page.locator('#away-sent'), 'beside the button').toContainText('已发出：1 份');
  await expect(page.locator('#away-sent')).toBeInViewport();
  await expect(page.locator('#away-refused'), 'signed again, it is refused no longer').toBeHidden();
  await expect.poll(async () => (await nuanxin.allLetters('handed_out')).length).toBe(letters + 1);
  onlyRefused(troubles, 422, /\/send$/);
});

test('a line that the server refuses by itself is told with its reason and stays ticked', async ({ someone, nuanxin }) => {
  const page = await phone(await someone());
  const letters = (await nuanxin.allLetters('handed_out')).length;
  const code = await page.locator('[name=tick]').first().inputValue();
  // No gift was here on that day.
  await page.locator('#handed_on').fill('2020-01-01');
  await tick(page, 0);
  await page.locator('#second_adult').fill('样例主任');
  await confirm(page);
  await expect(page.locator('#away-refused')).toContainText('发放日期不能比这更早');
  await expect(page.locator('#away-refused')).toBeFocused();
  await expect(page.locator('#away-refused')).toBeInViewport();
  await expect(page.locator('#away-told')).toBeHidden();
  await expect(page.locator(`[name=tick][value="${code}"]`)).toBeChecked();
  await expect(page.locator('#handed_on')).toHaveValue('2020-01-01');
  await page.reload();
  await expect(page.locator(`[name=tick][value="${code}"]`)).toBeChecked();
  expect((await nuanxin.allLetters('handed_out')).length).toBe(letters);
});

test('who is signed out keeps what was signed until somebody of the school signs in', async ({
  someone,
  nuanxin,
  troubles,
}) => {
  const page = await phone(await someone());
  const letters = (await nuanxin.allLetters('handed_out')).length;
  await network(page.context(), 'off');
  await tick(page, 0);
  await page.locator('#second_adult').fill('样例主任');
  await confirm(page);
  await expect(page.locator('#away-says')).toContainText('1 份已签好');
  await page.context().clearCookies({ name: '__Host-nuanxin' });
  await network(page.context(), 'on');
  await expect(page.locator('#away-says')).toContainText('请用这所学校的账户登录');
  await enterAs(page, '成老师');
  await page.goto(PAGE);
  await expect(page.locator('#away-sign-in')).toBeVisible();
  await page.context().clearCookies({ name: '__Host-nuanxin' });
  await enterAs(page, TEACHER);
  await page.goto(PAGE);
  await expect(page.locator('#away-told')).toContainText('已发出：1 份');
  await expect.poll(async () => (await nuanxin.allLetters('handed_out')).length).toBe(letters + 1);
  // Another school's teacher.
  onlyRefused(troubles, 403, /\/send$/);
});

// Everything that is on its way to the teacher's school arrives.
async function receiveAll(teacher: Page): Promise<void> {
  await enterAs(teacher, TEACHER);
  await teacher.goto('/school/expected');
  const grouped = (await teacher.locator('main').innerText()).match(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}/g) ?? [];
  for (const code of new Set(grouped)) {
    await teacher.goto(`/receive/${code.replaceAll('-', '')}`);
    for (const check of await teacher.locator('#check_list input').all()) await check.check();
    await teacher.getByRole('button', { name: '签收这份礼物' }).click();
    await expect(teacher.getByText('已签收')).toBeVisible();
  }
}

// A teacher's phone that has the roster, ready to go where there is no network.
async function phone(page: Page): Promise<Page> {
  await enterAs(page, TEACHER);
  await page.goto('/school/roster');
  await page.getByRole('link', { name: '去没有网络的地方' }).click();
  await page.getByRole('button', { name: '存到这部手机' }).click();
  await expect(page.locator('#away-says')).toContainText('已存到这部手机');
  await page.evaluate(() => navigator.serviceWorker.ready);
  return page;
}

async function tick(page: Page, place: number): Promise<void> {
  await page.locator('[name=tick]').nth(place).check();
  await page.locator('[name=signed_by][value=guardian]').check({ force: true });
}

async function confirm(page: Page): Promise<void> {
  await page.getByRole('button', { name: '确认已发放' }).click();
}

// Which of these names can be read in anything that the page's origin keeps on the phone.
function namesOn(page: Page, names: string[]): Promise<string[]> {
  return page.evaluate(async (names) => {
    const texts = [document.cookie, JSON.stringify({ ...localStorage })];
    for (const key of await caches.keys()) {
      const cache = await caches.open(key);
      for (const request of await cache.keys()) texts.push(await (await cache.match(request))!.text());
    }
    const bytes = (value: unknown): string => {
      if (value instanceof ArrayBuffer) return new TextDecoder().decode(value);
      if (ArrayBuffer.isView(value)) return new TextDecoder().decode(value as Uint8Array<ArrayBuffer>);
      if (typeof value === 'object' && value !== null) return Object.values(value).map(bytes).join(' ');
      return String(value);
    };
    for (const store of ['rosters', 'drafts', 'acts', 'answers']) texts.push(bytes(await all(store)));
    return names.filter((name) => texts.some((text) => text.includes(name)));
  }, names);
}

// What is ticked and typed on the phone, as far as it is kept already.
function draftsOn(page: Page): Promise<string> {
  return page.evaluate(async () => JSON.stringify(await all('drafts')));
}

// How much of ours is still on the phone.
function leftOn(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => ({
    rosters: (await all('rosters')).length,
    acts: (await all('acts')).length,
    pages: (await caches.keys()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    keys: document.cookie.includes('away-5=') ? 1 : 0,
  }));
}

// Wakes the page's worker as the browser does when it finds a network.
async function workerOf(page: Page): Promise<() => Promise<void>> {
  const browser = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    browser.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [one] }) => resolve(one.registrationId));
  });
  await browser.send('ServiceWorker.enable');
  const registrationId = await registered;
  const origin = new URL(page.url()).origin;
  return async () => {
    await browser.send('ServiceWorker.dispatchSyncEvent', { origin, registrationId, tag: 'send', lastChance: false });
  };
}
