// A company's standing offer of wishes, a share of a plot and money for a fund; a round over everything, drawn while
// fifty people claim by hand; and the company's answer by the link of its letter.
import { type Page, request } from '@playwright/test';
import { enterAs, expect, grouped, linkIn, openWishes, test } from '../support';

test.use({ scene: 'offering' });
test.describe.configure({ mode: 'serial' });

const COMPANY = 'shanlu@example.org';
const CLAIMANTS = 50;

test('a company writes an offer, and what is refused stays in the form', async ({ page, someone, nuanxin }) => {
  // The demonstration's offers would take part in the round as well; Grace Miller's comes first for what a fund lacks.
  const grace = await someone();
  await enterAs(grace, 'Grace Miller');
  await endOffer(grace);
  await enterAs(page, '山路公司志愿者');
  await endOffer(page);
  await page.goto('/gifts/offers/new');
  for (const field of ['#max_shares', '#for_funds']) {
    await expect(page.locator(field), 'only wishes are ticked').toBeHidden();
  }
  await expect(page.locator('input[name="for_organisation"]'), 'it gives in its own name').toBeChecked();
  for (const kind of ['plots', 'funds']) {
    await page.locator('label.choice', { has: page.locator(`input[name="kinds"][value="${kind}"]`) }).click();
  }
  await page.locator('#max_shares').fill('许多');
  await page.locator('#for_funds').fill('２００');
  await page.locator('#max_count').fill('6');
  await page.locator('#max_price').fill('1e3');
  await page.getByRole('button', { name: '保存这个意向' }).click();
  for (const field of ['#max_shares', '#max_price']) {
    await expect(page.locator(field)).toHaveAttribute('aria-invalid', 'true');
  }
  await expect(page.locator('#max_shares')).toHaveValue('许多');
  await expect(page.locator('input[name="kinds"][value="funds"]')).toBeChecked();
  await page.locator('#max_shares').fill('2');
  await page.locator('#max_price').fill('120');
  await page.getByRole('button', { name: '保存这个意向' }).click();
  await expect(page).toHaveURL(/\/gifts\/offers\/\d+$/);
  await expect(page.getByRole('status')).toContainText('意向已保存');
  const letter = await nuanxin.letter(COMPANY, 'offer_made');
  expect(letter.text).toContain('¥200.00');
});

test('match me shows a plot and a fund where they are ticked', async ({ page }) => {
  await page.goto('/match');
  await expect(page.locator('#found a[href^="/plots/"]')).toHaveCount(0);
  for (const kind of ['plots', 'funds']) {
    await page.locator('label.choice', { has: page.locator(`input[name="also"][value="${kind}"]`) }).click();
  }
  await page.getByRole('button', { name: '看看' }).click();
  await expect(page).toHaveURL(/also=plots&also=funds/);
  const plot = page.locator('#found a[href^="/plots/"]').first();
  await expect(plot).toBeVisible();
  await expect(page.locator('#found a[href^="/funds/"]').first()).toBeVisible();
  await plot.click();
  await expect(page).toHaveURL(/\/plots\/\d+/);
});

test('a round that is applied while fifty claim by hand gives no wish to two', async ({ page, nuanxin }) => {
  const codes = await openWishes(page);
  expect(codes.length, 'something to compete for').toBeGreaterThan(5);
  await enterAs(page, '李干事');
  await page.goto('/office/rounds');
  // One over everything waits to be decided, and there is one at a time: it is drawn anew, with the company's offer.
  const waits = page.locator('tr', { has: page.locator('.pill', { hasText: '待决定' }) });
  await waits.first().getByRole('link').click();
  await expect(page).toHaveURL(/\/office\/rounds\/\d+$/);
  await page.getByRole('button', { name: '重新算', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: '重新算过了' })).toBeVisible();
  const apply = page.getByRole('button', { name: '就这样，写信去问' });
  await expect(apply).toBeVisible();

  const claims = Array.from({ length: CLAIMANTS }, (_, n) => hold(nuanxin.url, codes[n % codes.length], n));
  const [, ...answers] = await Promise.all([apply.click(), ...claims]);
  await expect(page.locator('.page-head .pill')).toHaveText('已寄信');
  const won = answers.filter((code) => code !== '');
  expect(won.length, 'some were quick enough').toBeGreaterThan(0);
  expect(new Set(won).size, 'no wish is held by two visitors').toBe(won.length);
  await nuanxin.letter(COMPANY, 'proposed');
  const proposed = (await nuanxin.allLetters('proposed')).map((letter) => letter.text ?? '').join();
  const twice = won.filter((code) => proposed.includes(grouped(code)));
  expect(twice, 'no wish is both proposed and held').toEqual([]);
});

test('it says yes to the plot and the fund by the link, and leaves the wishes', async ({ page, nuanxin }) => {
  const letter = await nuanxin.letter(COMPANY, 'proposed');
  const before = (await nuanxin.letters(COMPANY, 'pledge_made')).length;
  await page.goto(linkIn(letter, '/proposal'));
  await expect(page.locator('input[name="plot"]')).toBeChecked();
  await expect(page.locator('input[name="fund"]')).toBeChecked();
  for (const wish of await page.locator('input[name="wish"]').all()) await wish.uncheck();
  if ((await page.locator('#rules').count()) > 0) await page.locator('#rules').check();
  await page.getByRole('button', { name: '答应勾上的' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('您已经回答了');
  await nuanxin.letter(COMPANY, 'adoption_reserved');
  await nuanxin.letter(COMPANY, 'pledge_made', before);
  await enterAs(page, '山路公司志愿者');
  await page.goto('/gifts');
  await expect(page.locator('main a[href^="/gifts/plots/"]').first(), 'the plot is on its desk').toBeVisible();
  await expect(page.locator('main a[href^="/gifts/pledges/"]').first(), 'so is the pledge').toBeVisible();
});

// Ends the only offer that somebody has; the page may be in either language.
async function endOffer(page: Page): Promise<void> {
  await page.goto('/gifts/offers');
  await page.locator('main .todo-list a[href^="/gifts/offers/"]').first().click();
  await expect(page).toHaveURL(/\/gifts\/offers\/\d+$/);
  const end = page.locator('details', { has: page.locator('form[action$="/end"]') });
  await end.locator('summary').click();
  await end.locator('button').click();
  await expect(page).toHaveURL(/\/gifts\/offers$/);
}

// A visitor from a network of their own claims a wish by its form; gives its code where it is theirs to confirm.
async function hold(site: string, code: string, n: number): Promise<string> {
  const visitor = await request.newContext({ extraHTTPHeaders: { 'x-forwarded-for': `198.51.100.${n + 1}` } });
  try {
    const form = await (await visitor.get(`${site}/claim?code=${code}`)).text();
    const key = form.match(/name="form" value="([^"]+)"/)?.[1];
    if (key === undefined) return ''; // taken by now: there is no form any more
    const answer = await visitor.post(`${site}/claim`, {
      form: { form: key, code, email: `by-hand-${n}@example.org`, name: `访客 ${n}`, rules: 'yes' },
      headers: { origin: site, 'sec-fetch-site': 'same-origin' },
      maxRedirects: 0,
    });
    expect([200, 303, 409], `claimed or too late: ${answer.status()}`).toContain(answer.status());
    return answer.headers()['location']?.includes('/claim/sent') ? code : '';
  } finally {
    await visitor.dispose();
  }
}
