// A card is sent on a very slow line, and without JavaScript.
import { openDue, photo } from '../cards';
import { expect, test } from '../support';

test.use({ scene: 'sending' });

test('a line so slow that the photo is half a minute on its way is no broken one', async ({ page }) => {
  test.setTimeout(120_000);
  await openDue(page);
  await expect(page.locator('html[data-awake]')).toBeAttached();
  await page.setInputFiles('#file', await photo(page));
  const ready = await page.getByText(/缩小后/).textContent();
  const [, size, unit] = /缩小后 ([\d.]+) (KB|MB)/.exec(ready!)!;
  const bytes = Number(size) * (unit === 'MB' ? 1_048_576 : 1_024);
  const line = await page.context().newCDPSession(page);
  const slow = { offline: false, latency: 100, downloadThroughput: -1, uploadThroughput: bytes / 30 };
  await line.send('Network.emulateNetworkConditions', slow);
  const answered = page.waitForResponse((answer) => answer.request().method() === 'POST', { timeout: 90_000 });
  await page.getByRole('button', { name: '上传这张卡片' }).click();
  expect((await answered).status()).toBe(201);
  await line.send('Network.emulateNetworkConditions', { ...slow, latency: 0, uploadThroughput: -1 });
  await expect(page.getByText('已上传，办公室看过以后寄给爱心人士。')).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });

  test('a photo is sent by the form itself', async ({ browser, page }) => {
    const drawing = await browser.newPage();
    const file = await photo(drawing);
    await drawing.close();
    await openDue(page);
    await page.setInputFiles('#file', file);
    await page.getByRole('button', { name: '上传这张卡片' }).click();
    await expect(page).toHaveURL('/school/cards');
    await expect(page.getByText('已上传，办公室看过以后寄给爱心人士。')).toBeVisible();
  });
});
