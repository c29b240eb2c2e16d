// A thank-you card that is due, and a photo of it.
import type { Page } from '@playwright/test';
import { enterAs } from './support';

const TEACHERS = ['王老师', '郭老师', '任老师', '武老师', '成老师', '康老师'];

// A photo as a phone takes it, drawn here.
export async function photo(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
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
export async function openDue(page: Page): Promise<string> {
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
