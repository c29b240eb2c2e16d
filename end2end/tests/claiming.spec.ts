// Donors of the cast: a basket, a release, a race for one wish, and forms that are sent twice.
import type { Page } from '@playwright/test';
import { again, enterAs, expect, fieldsOf, grouped, openWishes, test, unfold } from '../support';

test('a donor puts three wishes in the basket, claims them at once, and gives one back', async ({ page, nuanxin }) => {
  await enterAs(page, '陈女士');
  const before = (await nuanxin.letters('chen@example.org', 'claim_confirmed')).length;
  const chosen = (await openWishes(page)).slice(0, 3);
  for (const code of chosen) {
    await page.goto(`/wishes/${code}`);
    await page.getByRole('button', { name: /放进篮子/ }).first().click();
  }
  await expect(page.locator('header.top .badge')).toHaveText('3');
  await page.goto('/basket');
  await expect(page.locator('ul.basket > li')).toHaveCount(3);
  await page.getByRole('link', { name: '认领这 3 个心愿' }).click();
  await page.getByRole('button', { name: '认领（3 个）' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.locator('#rules').check();
  await page.getByRole('button', { name: '认领（3 个）' }).click();
  await expect(page).toHaveURL('/gifts');
  await expect(page.locator('header.top .badge')).toHaveCount(0);

  const letter = await nuanxin.letter('chen@example.org', 'claim_confirmed', before);
  expect(letter.attachments.map((file) => file.contentType)).toEqual(['application/pdf']);
  for (const code of chosen) {
    expect(letter.text).toContain(grouped(code));
    await expect(page.getByText(grouped(code))).toBeVisible();
  }

  await page.goto(`/gifts/${chosen[0]}`);
  await unfold(page, '放弃这个心愿');
  await page.getByRole('button', { name: '放弃这个心愿' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await page.locator('#reason').fill('附近买不到');
  await page.getByRole('button', { name: '放弃这个心愿' }).click();
  await expect(page.getByText('已经放弃，心愿重新开放了')).toBeVisible();
  await nuanxin.letter('chen@example.org', 'released');
  await page.goto(`/wishes/${chosen[0]}`);
  await expect(page.getByRole('link', { name: '认领' }).first()).toBeVisible();
});

test('of two donors who want one wish, one wins and the other is shown wishes like it', async ({ someone }) => {
  const [quick, slow] = [await someone(), await someone()];
  await enterAs(quick, 'Grace Miller');
  await enterAs(slow, '陈女士');
  const [code] = await openWishes(slow);
  for (const donor of [quick, slow]) {
    await donor.goto(`/claim?code=${code}`);
    await donor.locator('#rules').check();
  }
  await claim(quick);
  await expect(quick).toHaveURL(`/gifts/${code}`);
  await claim(slow);
  await expect(slow.locator('h1')).toHaveText('这个心愿刚刚被别人认领了');
  await expect(slow.locator('article.tag')).toHaveCount(3);
  await slow.locator('article.tag').first().getByRole('link', { name: '认领' }).click();
  await expect(slow.locator('h1')).toHaveText('认领心愿');
});

test('a claim sent twice, by a double click or from the history, is one claim and one letter', async ({
  page,
  nuanxin,
}) => {
  await enterAs(page, '陈女士');
  const before = (await nuanxin.letters('chen@example.org', 'claim_confirmed')).length;
  const [code] = await openWishes(page);
  await page.goto(`/claim?code=${code}`);
  await page.locator('#rules').check();
  const sent = await fieldsOf(page, 'form[action^="/claim"]');
  await page.getByRole('button', { name: '认领这个心愿' }).dblclick();
  await expect(page).toHaveURL(`/gifts/${code}`);
  await nuanxin.letter('chen@example.org', 'claim_confirmed', before);
  await again(page, sent);
  await expect(page).toHaveURL(`/gifts/${code}`);
  await page.goto('/gifts');
  await expect(page.getByText(grouped(code))).toHaveCount(1);
  expect((await nuanxin.letters('chen@example.org', 'claim_confirmed')).length).toBe(before + 1);
});

test('of a basket with a wish that somebody was quicker to take, the others are claimed', async ({ someone }) => {
  const [quick, slow] = [await someone(), await someone()];
  await enterAs(quick, '山路公司志愿者');
  await enterAs(slow, 'Grace Miller');
  const chosen = (await openWishes(slow)).slice(0, 3);
  await slow.goto(`/claim?code=${chosen.join('.')}`);
  await slow.locator('#rules').check();
  await quick.goto(`/claim?code=${chosen[1]}`);
  await quick.locator('#rules').check();
  await claim(quick);
  await expect(quick).toHaveURL(`/gifts/${chosen[1]}`);
  await claim(slow);
  await expect(slow).toHaveURL(`/gifts?gone=${chosen[1]}`);
  await expect(slow.getByRole('status')).toContainText('1 had just been claimed by others');
  await expect(slow.getByText(grouped(chosen[0]))).toBeVisible();
  await expect(slow.getByText(grouped(chosen[1]))).toHaveCount(0);
});

test('a refused form keeps what was typed and leads to the field', async ({ page }) => {
  const code = (await openWishes(page)).at(-1);
  await page.goto(`/claim?code=${code}`);
  await page.locator('main form').evaluate((form: HTMLFormElement) => (form.noValidate = true));
  await page.locator('#email').fill('路人，不是邮箱');
  await page.locator('#name').fill('  打错字的人 ');
  await claim(page);
  const alert = page.getByRole('alert');
  await expect(alert.getByRole('listitem')).toHaveCount(2);
  await expect(page.locator('#email')).toHaveValue('路人，不是邮箱');
  await expect(page.locator('#email')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('#name')).toHaveValue('  打错字的人 ');
  await alert.getByRole('link').first().click();
  await expect(page.locator('#email')).toBeFocused();
  await page.goto(`/wishes/${code}`);
  await expect(page.getByRole('link', { name: '认领' }).first(), 'nothing was held').toBeVisible();
});

test("a visitor's hold sent twice is one hold and one letter", async ({ page, nuanxin }) => {
  const email = 'twice@example.org';
  const code = (await openWishes(page)).at(-1);
  await page.goto(`/claim?code=${code}`);
  await page.locator('#email').fill(email);
  await page.locator('#name').fill('按了两下的人');
  await page.locator('#rules').check();
  const sent = await fieldsOf(page, 'form[action^="/claim"]');
  await page.getByRole('button', { name: '认领这个心愿' }).dblclick();
  await expect(page).toHaveURL('/claim/sent');
  await nuanxin.letter(email, 'hold_received');
  await again(page, sent);
  await expect(page).toHaveURL('/claim/sent');
  expect((await nuanxin.letters(email, 'hold_received')).length).toBe(1);
});

function claim(page: Page): Promise<void> {
  return page.locator('form[action^="/claim"] button').click();
}
