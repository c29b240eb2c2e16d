// A thank-you card from the teacher's phone to its donor: shrunk before it is sent, sent again when the line breaks,
// judged by keyboard, and in the letter; and the same without JavaScript.
import type { Page } from '@playwright/test';
import { enterAs, expect, test } from '../support';

test.use({ scene: 'cards' });

const TEACHERS = ['王老师', '郭老师', '任老师', '武老师', '成老师', '康老师'];

// A photo as a phone takes it, drawn here.
async function photo(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [3200, 2400];
    const brush = canvas.getContext('2d')!;
    for (let x = 0; x < 3200; x += 40) {
      brush.fillStyle = `hsl(${x / 10} 70% ${40 + (x % 400) / 10}%)`;
      brush.fillRect(x, 0, 40, 2400);
    }
    return canvas.toDataURL('image/jpeg', 0.98);
  });
  return { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(url.split(',')[1], 'base64') };
}

// Opens a card that is due, as whichever teacher has one; its code.
async function openDue(page: Page): Promise<string> {
  for (const teacher of TEACHERS) {
    await page.context().clearCookies();
    await enterAs(page, teacher);
    await page.goto('/school/cards');
    const due = page.getByRole('link', { name: /^上传/ });
    if ((await due.count()) === 0) continue;
    const code = (await due.first().getAttribute('href'))!.split('/').at(-1)!;
    await page.goto(`/school/cards/${code}`);
    return code;
  }
  throw new Error('no school of the demonstration has a card to send');
}

test('a photo is shrunk, sent again when the line breaks, and goes to its donor by keyboard', async ({ someone, nuanxin }) => {
  const teacher = await someone();
  const code = await openDue(teacher);
  await expect(teacher.locator('html[data-awake]')).toBeAttached();
  await teacher.setInputFiles('#file', await photo(teacher));
  await expect(teacher.getByText(/缩小后/)).toBeVisible();
  await expect(teacher.locator('.send-photo canvas')).toBeVisible();
  await teacher.context().setOffline(true);
  await teacher.getByRole('button', { name: '上传这张卡片' }).click();
  await expect(teacher.getByText(/网络断了/)).toBeVisible();
  await teacher.context().setOffline(false);
  await expect(teacher).toHaveURL('/school/cards', { timeout: 15_000 });
  await expect(teacher.getByText('已上传，办公室看过以后寄给爱心人士。')).toBeVisible();

  const officer = await someone();
  await enterAs(officer, '李干事');
  await officer.goto(`/office/cards?code=${code}`);
  await expect(officer.locator('html[data-awake]')).toBeAttached();
  const before = (await nuanxin.allLetters('card')).length;
  await officer.keyboard.press('1');
  await officer.keyboard.press('a');
  await expect(officer.getByText(/的卡片已寄给爱心人士/)).toBeVisible();
  await expect.poll(async () => (await nuanxin.allLetters('card')).length, { timeout: 20_000 }).toBe(before + 1);
  const letter = (await nuanxin.allLetters('card')).at(-1)!;
  expect(letter.attachments.map((attached) => attached.contentType)).toEqual(['image/jpeg']);
  expect(letter.attachments[0].size).toBeLessThan(400_000);
});

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

test('what is no photo is told beside its field, and the page goes on working', async ({ page }) => {
  await openDue(page);
  await expect(page.locator('html[data-awake]')).toBeAttached();
  await page.setInputFiles('#file', { name: 'card.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no photo') });
  await page.getByRole('button', { name: '上传这张卡片' }).click();
  await expect(page.locator('#file-error')).toContainText('这不是照片');
});

test('a photo of a table is shrunk and sent in the same way, and what is wrong stands beside its field', async ({ page }) => {
  await openDue(page);
  await page.goto('/school/cards/many');
  await expect(page.locator('html[data-awake]')).toBeAttached();
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [4800, 3200];
    const brush = canvas.getContext('2d')!;
    brush.fillStyle = '#6d4f34';
    brush.fillRect(0, 0, 4800, 3200);
    return canvas.toDataURL('image/jpeg', 0.98);
  });
  const table = { name: 'IMG_0002.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(url.split(',')[1], 'base64') };
  await page.setInputFiles('#file', table);
  await expect(page.getByText(/缩小后/)).toBeVisible();
  const sent = page.waitForRequest((request) => request.method() === 'POST');
  await page.getByRole('button', { name: '找出卡片' }).click();
  expect((await sent).headers()['x-sent-by']).toBe('script');
  await expect(page.locator('#file-error')).toContainText('没有找到卡片');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

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
