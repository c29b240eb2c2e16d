// Rounds: the office draws one, tries a what-if, applies it; donors answer by the link in their letter, some by what
// their own desk shows; and what is declined is open again.
import { type Page } from '@playwright/test';
import { enterAs, expect, linkIn, test } from '../support';

// Its wishes are taken by the round.
test.use({ scene: 'rounds' });
test.describe.configure({ mode: 'serial' });

const COMPANY = 'shanlu@example.org';
// Who was asked in the demonstration's own round.
const ASKED = 'donor3@example.org';

test('the office sees what a round would bring, and applies it', async ({ page, nuanxin }) => {
  await enterAs(page, '李干事');
  await page.goto('/office/rounds');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('结对');
  await page.locator('form[action="/office/rounds"] select[name="phase"]').selectOption('5');
  await page.getByRole('button', { name: '算一算，先看看' }).click();
  await expect(page).toHaveURL(/\/office\/rounds\/\d+$/);
  const round = page.url();
  for (const title of ['结果', '等了多久', '各学校', '没配上的，为什么']) {
    await expect(page.getByRole('heading', { name: title, exact: true })).toBeVisible();
  }
  expect(await nuanxin.letters(COMPANY, 'proposed'), 'nobody is asked yet').toEqual([]);

  await page.locator('#raise_cap').fill('20');
  await page.locator('#max_count').fill('3');
  await page.getByRole('button', { name: '试算' }).click();
  await expect(page.getByRole('columnheader', { name: '如果这样' })).toBeAttached();
  await expect(page.locator('#max_count')).toHaveValue('3');
  await page.locator('#max_count').fill('许多');
  await page.getByRole('button', { name: '试算' }).click();
  await expect(page.locator('#max_count')).toHaveAttribute('aria-invalid', 'true');

  await page.goto(round);
  await page.getByRole('button', { name: '就这样，写信去问' }).click();
  await expect(page).toHaveURL(round);
  await expect(page.locator('.page-head .pill')).toHaveText('已寄信');
  await expect(page.locator('.todo-list b', { hasText: '山路公司志愿者' }).first()).toBeVisible();
  await nuanxin.letter(COMPANY, 'proposed');
});

test('a donor claims some by the link, without signing in', async ({ page, nuanxin, javaScriptEnabled }) => {
  const letter = await nuanxin.letter(COMPANY, 'proposed');
  await page.goto(linkIn(letter, '/proposal'));
  const boxes = page.locator('input[name="wish"]');
  const all = await boxes.count();
  expect(all).toBeGreaterThan(0);
  const total = page.locator('.ticked-sum > p');
  if (javaScriptEnabled === false) {
    await expect(total).toContainText(`${all > 1 ? '全部勾上的话，合计' : '勾上的话'}：${all} 个微心愿`);
    await expect(page.getByRole('button', { name: '全部不勾' })).toBeHidden();
  } else if (all > 1) {
    await page.getByRole('button', { name: '全部不勾' }).click();
    await expect(total).toHaveText('现在一个也没有勾。');
    await expect(page.locator('input[name="wish"]:checked')).toHaveCount(0);
    await boxes.first().check();
    await expect(total).toContainText('现在勾上的：1 个微心愿');
    await page.getByRole('button', { name: '全部勾上' }).click();
    await expect(total).toContainText(`现在勾上的：${all} 个微心愿`);
  }
  // All are ticked; one is not wanted, where there are several.
  if (all > 1) await boxes.last().uncheck();
  await claim(page);
  await expect(page.getByRole('alert'), 'the rules come first').toBeVisible();
  await expect(page.locator('input[name="wish"]:checked')).toHaveCount(Math.max(all - 1, 1));
  await page.locator('#rules').check();
  await claim(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('您已经回答了');
  await expect(page.locator('main .pill.k-confirmed')).toHaveCount(Math.max(all - 1, 1));
  const desk = page.locator('main .basket a[href^="/gifts/"]');
  await expect(desk, 'the way to its donor’s desk').toHaveCount(Math.max(all - 1, 1));
  if (all > 1) await expect(page.locator('main .pill.k-released')).toHaveCount(1);
  await nuanxin.letter(COMPANY, 'claim_confirmed');
});

test('another declines, and the link then only tells', async ({ page, nuanxin }) => {
  const link = linkIn(await nuanxin.letter(ASKED, 'proposed'), '/proposal');
  await page.goto(link);
  await page.getByRole('button', { name: /^这次都不/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('您已经回答了');
  await page.goto(link);
  await expect(page.locator('form[action^="/proposal"]')).toHaveCount(0);
});

test('the desks show what became of it', async ({ page, someone }) => {
  await enterAs(page, '山路公司志愿者');
  await page.goto('/gifts/offers');
  await page.getByRole('link', { name: '打开' }).first().click();
  await expect(page.getByRole('heading', { name: '从这个意向配出的心愿' })).toBeVisible();
  await expect(page.locator('.todo-list .pill.k-confirmed').first()).toBeVisible();
  const office = await someone();
  await enterAs(office, '李干事');
  await office.goto('/office/rounds');
  await office.getByRole('link', { name: '第 1 轮结对' }).click();
  await expect(office.getByText('下一轮会再配')).toBeVisible();
});

function claim(page: Page): Promise<void> {
  return page.getByRole('button', { name: '认领勾上的' }).click();
}
