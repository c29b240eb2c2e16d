// The review queue without a mouse: every wish is judged by the letters on its buttons, or by Tab and Enter.
import type { Page } from '@playwright/test';
import { expect, test } from '../support';

test('an officer approves, passes over and sends back by keyboard alone', async ({ page, nuanxin }) => {
  await page.goto('/sign-in');
  await tabTo(page, '李干事');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/office');
  await tabTo(page, '审核');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/office\/review/);

  const first = await judged(page);
  await awake(page);
  await page.keyboard.press('n');
  await expect.poll(() => judged(page)).not.toBe(first);
  const second = await judged(page);
  await awake(page);
  await page.keyboard.press('a');
  await expect(page.getByText(/^已通过：/)).toBeVisible();
  expect([first, second]).not.toContain(await judged(page));

  await awake(page);
  const third = await judged(page);
  await page.keyboard.press('r');
  await expect(page.locator('#reason')).toBeFocused();
  await page.keyboard.type('请写明尺码 a n r');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.locator('#give-back')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^已退回：/)).toBeVisible();
  await page.goto('/office/review');
  expect(await judged(page)).toBe(first);
  await expect
    .poll(async () => (await nuanxin.allLetters('wish_returned')).at(-1)?.text)
    .toContain('请写明尺码 a n r');
  await page.goto(third);
  await expect(page.getByText('已退回').first()).toBeVisible();
});

// The wish on the desk, by its address.
async function judged(page: Page): Promise<string> {
  return (await page.locator('.review-card h2 a').getAttribute('href')) ?? '';
}

// The island listens.
async function awake(page: Page): Promise<void> {
  await expect(page.locator('html[data-awake]')).toBeAttached();
}

// Presses Tab until something with this name has the focus.
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    const text = await page.evaluate(() => document.activeElement?.textContent ?? '');
    if (text.trim().startsWith(name)) return;
  }
  throw new Error(`Tab never comes to ${name}`);
}
