// A thank-you card from the teacher's phone to its donor: shrunk before it is sent, sent again when the line breaks,
// judged by keyboard, and in the letter.
import { openDue, photo } from '../cards';
import { enterAs, expect, network, onlyRefused, test } from '../support';

test.use({ scene: 'cards' });

test('a photo is shrunk, sent again when the line breaks, and goes to its donor by keyboard', async ({ someone, nuanxin }) => {
  const teacher = await someone();
  const code = await openDue(teacher);
  await expect(teacher.locator('html[data-awake]')).toBeAttached();
  await teacher.setInputFiles('#file', await photo(teacher));
  await expect(teacher.getByText(/缩小后/)).toBeVisible();
  await expect(teacher.locator('.send-photo canvas')).toBeVisible();
  await network(teacher.context(), 'off');
  await teacher.getByRole('button', { name: '上传这张卡片' }).click();
  await expect(teacher.getByText(/网络断了/)).toBeVisible();
  await network(teacher.context(), 'on');
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

test('what is no photo is told beside its field, and the page goes on working', async ({ page }) => {
  await openDue(page);
  await expect(page.locator('html[data-awake]')).toBeAttached();
  await page.setInputFiles('#file', { name: 'card.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no photo') });
  await page.getByRole('button', { name: '上传这张卡片' }).click();
  await expect(page.locator('#file-error')).toContainText('这不是照片');
});

test('a photo of a table is shrunk and sent in the same way, and what is wrong stands beside its field', async ({
  page,
  troubles,
}) => {
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
  onlyRefused(troubles, 422, /\/school\/cards\/many/);
});
