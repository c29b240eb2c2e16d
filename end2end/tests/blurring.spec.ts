// An officer burns a name out of a card before it goes out: with the brush, by the keyboard, and without JavaScript.
import { type Page } from '@playwright/test';
import { enterAs, expect, test } from '../support';

test.use({ scene: 'blurring' });

async function toTheBrush(page: Page): Promise<string> {
  await page.goto('/office/cards');
  await page.getByRole('link', { name: '涂掉姓名或脸' }).click();
  const picture = await page.locator('.blur-pad img').getAttribute('src');
  expect(picture).toBeTruthy();
  return picture!;
}

// Across the middle of the picture, wherever the page has scrolled it to.
async function stroke(page: Page): Promise<void> {
  await page.locator('.blur-pad').scrollIntoViewIfNeeded();
  const pad = (await page.locator('.blur-pad').boundingBox())!;
  await page.mouse.move(pad.x + pad.width * 0.3, pad.y + pad.height * 0.5);
  await page.mouse.down();
  await page.mouse.move(pad.x + pad.width * 0.6, pad.y + pad.height * 0.55, { steps: 8 });
  await page.mouse.up();
}

async function isReplaced(page: Page, before: string): Promise<void> {
  await expect(page.getByText('涂掉了。请再看一遍。')).toBeVisible();
  const now = await page.locator('.card-look img').getAttribute('src');
  expect(now!.split('/')[2]).not.toBe(before.split('/')[2]);
  expect((await page.request.get(before)).status(), 'the old picture is destroyed').toBe(404);
}

test('strokes of the brush are burnt into the picture', async ({ page }) => {
  await enterAs(page, '李干事');
  const before = await toTheBrush(page);
  await expect(page.locator('html[data-awake]')).toBeAttached();
  await stroke(page);
  await expect.poll(() => page.locator('.blur-pad rect').count()).toBeGreaterThan(3);
  await page.getByRole('button', { name: '撤销一笔' }).click();
  await expect(page.locator('.blur-pad rect')).toHaveCount(0);
  await stroke(page);
  await expect.poll(() => page.locator('.blur-pad rect').count()).toBeGreaterThan(3);
  await page.getByRole('button', { name: '涂掉', exact: true }).click();
  await isReplaced(page, before);
});

test('the keyboard alone draws a rectangle', async ({ page }) => {
  await enterAs(page, '李干事');
  const before = await toTheBrush(page);
  await expect(page.locator('html[data-awake]')).toBeAttached();
  await page.getByLabel('离左边').focus();
  for (const number of ['10', '20', '30', '15']) {
    await page.keyboard.type(number);
    await page.keyboard.press('Tab');
  }
  await expect(page.locator('.blur-pad rect'), 'it is shown before it is done').toHaveAttribute('width', '300');
  await page.keyboard.press('Enter');
  await isReplaced(page, before);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });

  test('the numbers do', async ({ page }) => {
    await enterAs(page, '李干事');
    const before = await toTheBrush(page);
    await expect(page.locator('.blur-tools')).toBeHidden();
    await page.getByRole('button', { name: '涂掉', exact: true }).click();
    await expect(page.locator('#blur_left-error')).toBeVisible();
    for (const [field, number] of Object.entries({ left: '5', top: '5', width: '40', height: '20' })) {
      await page.locator(`#blur_${field}`).fill(number);
    }
    await page.getByRole('button', { name: '涂掉', exact: true }).click();
    await isReplaced(page, before);
  });
});
