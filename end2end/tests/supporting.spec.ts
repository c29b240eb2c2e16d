// A village's fund: a son's support arrives and stays his own affair, a donor pledges, and two officers, one after the
// other, see a payout through to the signed list.
import type { Locator, Page } from '@playwright/test';
import { enterAs, expect, linkIn, test } from '../support';

test.use({ scene: 'supporting' });
test.describe.configure({ mode: 'serial' });

// The fund of the demonstration whose last payout waits for the money to be handed over; Mr Lin's father is in it.
const FUND = '窑底村孝心基金';
const FATHER = '老槐树的爷爷';
// The one whose last period is still to be computed.
const NEXT = '长立村孝心基金';
// Who was not there to sign.
const ABSENT = '榆树下的奶奶';
// The run's address, once it is computed.
let run = '';

function today(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
}

async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name, exact: true }).click();
}

// One elder's line of a run.
function line(page: Page, alias: string): Locator {
  return page.locator('tr', { hasText: alias });
}

async function openFund(page: Page, fund = FUND): Promise<string> {
  await page.goto('/office/funds');
  await page.getByRole('link', { name: fund }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(fund);
  return new URL(page.url()).pathname;
}

test('a son sees what is due, the office writes it down, and he hears of it', async ({ page, someone, nuanxin }) => {
  const son = await someone();
  await enterAs(son, '林先生');
  await son.goto('/gifts/support');
  await expect(son.getByRole('heading', { name: new RegExp(FATHER) })).toBeVisible();
  await expect(son.getByText(/到本月还应缴/)).toBeVisible();

  await enterAs(page, '李干事');
  await page.goto(`${await openFund(page)}/contributions`);
  await page.locator('#source').selectOption('family');
  await page.locator('#amount').fill('1e3');
  await press(page, '记一笔缴存');
  await expect(page.locator('#amount'), 'no amount as people write one').toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#amount')).toHaveValue('1e3');
  const supporter = page.locator('#supporter option', { hasText: new RegExp(`^${FATHER} · 儿子`) });
  await page.locator('#source').selectOption('family');
  await page.locator('#supporter').selectOption((await supporter.first().getAttribute('value'))!);
  await page.locator('#amount').fill('１００');
  await page.locator('#document_no').fill('样例收-1');
  await press(page, '记一笔缴存');
  await expect(page.getByText(/已记下，第 \d+ 笔。/)).toBeVisible();
  await nuanxin.letter('lin@example.org', 'support_received');

  await son.reload();
  await expect(son.getByText('到本月都缴齐了，谢谢您。')).toBeVisible();
  const other = await someone();
  await enterAs(other, '陈女士');
  await other.goto('/gifts/support');
  await expect(other.getByText(FATHER), 'who pays for whom is nobody else\'s affair').toHaveCount(0);
});

test('a donor pledges every month and is told how to pay', async ({ page, nuanxin }) => {
  await enterAs(page, '陈女士');
  await page.goto('/funds');
  await page.getByRole('link', { name: FUND }).click();
  await expect(page.getByText(/还差/), 'arrears stand nowhere').toHaveCount(0);
  await page.locator('label', { has: page.locator('input[name="every"][value="monthly"]') }).click();
  await page.locator('#amount').fill('0.005');
  await press(page, '认捐');
  await expect(page.locator('#amount')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('input[name="every"][value="monthly"]')).toBeChecked();
  await page.locator('#amount').fill('50');
  await press(page, '认捐');
  await expect(page).toHaveURL(/\/gifts\/pledges\/\d+$/);
  const code = await page.locator('.pay .code.big').innerText();
  const letter = await nuanxin.letter('chen@example.org', 'pledge_made');
  expect(letter.text).toContain(code);
  expect(linkIn(letter, '/gifts/')).toBeTruthy();
  await page.goto('/gifts');
  await expect(page.getByText(FUND).first(), 'beside the gifts').toBeVisible();
});

test('one officer computes and reviews, and cannot approve', async ({ page }) => {
  await enterAs(page, '李干事');
  await openFund(page, NEXT);
  await press(page, '计算这一期');
  await expect(page).toHaveURL(/\/office\/payouts\/\d+$/);
  run = new URL(page.url()).pathname;
  await expect(line(page, FATHER)).toContainText('¥');
  await press(page, '审核无误');
  await expect(page.locator('.page-head .pill')).toHaveText('待批准');
  await expect(page.getByText('批准要由另一位干事来做')).toBeVisible();
  await expect(page.getByRole('button', { name: '批准发放' })).toHaveCount(0);
});

test('another approves, prints the list and records it', async ({ page, someone }) => {
  await enterAs(page, '系统管理员');
  await page.goto(run);
  const again = await someone();
  await enterAs(again, '系统管理员');
  await again.goto(run);
  await press(page, '批准发放');
  await expect(page.locator('.page-head .pill')).toHaveText('待发放');
  await press(again, '批准发放');
  await expect(again.getByRole('alert'), 'approved once').toBeVisible();

  const list = await page.context().request.get(new URL(`${run}/signatures.pdf`, page.url()).href);
  expect(list.headers()['content-type']).toBe('application/pdf');
  const absent = line(page, ABSENT);
  await absent.getByRole('button', { name: '没有到场' }).click();
  await expect(line(page, ABSENT)).toContainText('没有到场，下一期补发');
  await page.locator('#paid_on').fill(today());
  await press(page, '记为已发放');
  await expect(page.locator('#document_no')).toHaveAttribute('aria-invalid', 'true');
  await page.locator('#document_no').fill('样例发-1');
  await press(page, '记为已发放');
  await expect(page.locator('.page-head .pill')).toHaveText('已发放');
  await expect(page.getByText('三种来源都与账目一致。')).toBeVisible();
});

test('once his father was paid, the son hears of it', async ({ page, nuanxin }) => {
  await enterAs(page, '李干事');
  await openFund(page);
  await page.locator('li', { hasText: '待发放' }).getByRole('link').click();
  await expect(line(page, FATHER)).toContainText('¥200.00');
  await page.locator('#paid_on').fill(today());
  await page.locator('#document_no').fill('样例发-2');
  await press(page, '记为已发放');
  await expect(page.locator('.page-head .pill')).toHaveText('已发放');
  await nuanxin.letter('lin@example.org', 'payout_done');
});

test('the son and the public read of it, each what is theirs', async ({ page, someone }) => {
  await enterAs(page, '林先生');
  await page.goto('/gifts/support');
  await expect(page.getByRole('region', { name: '发到老人手里' })).toContainText('¥200.00');
  const visitor = await someone();
  await visitor.goto('/funds');
  await visitor.getByRole('link', { name: FUND }).click();
  await expect(visitor.getByRole('heading', { name: '发放记录', exact: true })).toBeVisible();
  await expect(visitor.getByText(/林样例|儿子|女儿/)).toHaveCount(0);
});
