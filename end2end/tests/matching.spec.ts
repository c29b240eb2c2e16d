// Match me: at once and with reasons, swapped and left out by links; with JavaScript the results follow the form.
import type { Page } from '@playwright/test';
import { enterAs, expect, onlyRefused, test } from '../support';

test.use({ scene: 'matching' });

const found = (page: Page) => page.locator('#found ul.basket > li');

test('a donor says a budget, swaps one, leaves one out and takes the rest in one act', async ({ page, nuanxin }) => {
  await enterAs(page, '陈女士');
  const before = (await nuanxin.letters('chen@example.org', 'claim_confirmed')).length;
  await page.goto('/match');
  await expect(found(page)).toHaveCount(5);
  await page.locator('#count').fill('4');
  await page.locator('#budget').fill('400');
  await page.getByRole('button', { name: '看看' }).click();
  await expect(found(page)).toHaveCount(4);
  await expect(found(page).first()).toContainText('天');
  const first = await found(page).first().locator('b a').getAttribute('href');
  await found(page).first().getByRole('link', { name: /换一个/ }).click();
  await expect(found(page)).toHaveCount(4);
  await expect(page.locator(`#found a[href="${first}"]`)).toHaveCount(0);
  await found(page).first().getByRole('link', { name: /不要这个/ }).click();
  await expect(found(page)).toHaveCount(3);
  await expect(page.locator('#count')).toHaveValue('4');
  await expect(page.getByRole('link', { name: '再选一个补上' })).toBeVisible();
  await page.getByRole('link', { name: '认领这 3 个心愿' }).click();
  await page.locator('#rules').check();
  await page.getByRole('button', { name: '认领（3 个）' }).click();
  await expect(page).toHaveURL('/gifts');
  const letter = await nuanxin.letter('chen@example.org', 'claim_confirmed', before);
  expect(letter.attachments).toHaveLength(1);
});

test('what somebody else took meanwhile is replaced by the next best', async ({ someone }) => {
  const [slow, quick] = [await someone(), await someone()];
  await enterAs(slow, '陈女士');
  await enterAs(quick, 'Grace Miller');
  await slow.goto('/match?count=2');
  const taken = await found(slow).first().locator('b a').getAttribute('href');
  await slow.getByRole('link', { name: '认领这 2 个心愿' }).click();
  await slow.locator('#rules').check();
  await quick.goto(`/claim?code=${taken!.split('/').at(-1)}`);
  await quick.locator('#rules').check();
  await quick.locator('form[action^="/claim"] .btn.big').click();
  await expect(quick).toHaveURL(/\/gifts\//);
  await slow.getByRole('button', { name: '认领（2 个）' }).click();
  await expect(slow.getByRole('status')).toContainText('已按顺序换成接下来最合适的');
});

test('the results follow the form, and the address with them', async ({
  page,
  javaScriptEnabled,
  troubles,
}) => {
  test.skip(javaScriptEnabled === false, 'the button does it');
  await page.goto('/match');
  await expect(found(page)).toHaveCount(5);
  await page.locator('#count').fill('2');
  await expect(found(page)).toHaveCount(2);
  await expect(page).toHaveURL(/count=2/);
  await expect(page.locator('#ask-found')).toContainText('选出 2 个');
  await page.getByRole('link', { name: '看选出的心愿' }).click();
  await expect(page.locator('#found h2').first()).toBeInViewport();
  await page.locator('#budget').fill('viel');
  await expect(page.locator('#found').getByRole('alert')).toBeVisible();
  await page.locator('#budget').fill('');
  await expect(found(page)).toHaveCount(2);
  onlyRefused(troubles, 422, /budget=viel/);
});

test('a choice that there is not is said until the form asks anew', async ({ page, javaScriptEnabled }) => {
  await page.goto('/match?count=2&category=nonsense');
  await expect(page.locator('#ask-lead')).toContainText('已经略去：类别');
  await expect(found(page)).toHaveCount(2);
  await page.locator('#count').fill('3');
  if (javaScriptEnabled === false) await page.getByRole('button', { name: '看看' }).click();
  await expect(found(page)).toHaveCount(3);
  await expect(page.locator('#ask-lead')).not.toContainText('已经略去');
});
