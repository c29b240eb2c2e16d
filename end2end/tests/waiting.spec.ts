// Everything is taken: whoever comes then can wait. On a demonstration of its own, for it leaves nothing open.
import type { Page } from '@playwright/test';
import { enterAs, expect, openWishes, test } from '../support';

test.use({ scene: 'everything is taken' });

test('when every wish has somebody, a donor joins the waiting list and leaves it', async ({ someone }) => {
  const page = await someone();
  await enterAs(page, '陈女士');
  await page.goto('/wishes');
  await expect(page.getByRole('button', { name: '加入等候名单' })).toHaveCount(0);
  await claimAll(page, 20);
  for (let visitor = 0; (await openWishes(page)).length > 0; visitor += 1) {
    const passer = await someone();
    await claimAll(passer, 5, `waiting-${visitor}@example.org`);
  }

  await page.goto('/wishes');
  await expect(page.locator('.empty h2')).toHaveText('心愿都有人认领了');
  await page.getByRole('button', { name: '加入等候名单' }).dblclick();
  await expect(page).toHaveURL('/gifts');
  await expect(page.getByText('您在等候名单上')).toBeVisible();
  await page.getByRole('button', { name: '离开等候名单' }).click();
  await expect(page.getByText('已离开等候名单')).toBeVisible();
  await expect(page.getByText('您在等候名单上')).toHaveCount(0);

  const stranger = await someone();
  await stranger.goto('/wishes');
  await stranger.getByRole('link', { name: '登录后加入等候名单' }).click();
  await expect(stranger).toHaveURL('/sign-in?next=/wishes');
});

// Takes this many of the open wishes at once, as a donor or, with an address, as a visitor.
async function claimAll(page: Page, most: number, email?: string): Promise<void> {
  const codes = (await openWishes(page)).slice(0, most);
  await page.goto(`/claim?code=${codes.join('.')}`);
  if (email) {
    await page.locator('#email').fill(email);
    await page.locator('#name').fill('路过的人');
  }
  await page.locator('#rules').check();
  await page.locator('form[action^="/claim"] button').click();
  await expect(page).toHaveURL(email ? '/claim/sent' : '/gifts');
}
