// The hub works through a pile: the camera reads one tag, the gift is received, and the camera goes on with the next.
// A camera that shows colours and a reader that knows what it will see stand in for the phone's.
import type { Page } from '@playwright/test';
import { enterAs, expect, test } from '../support';

test.use({ scene: 'scanning' });

// What the camera sees: one square after another, or all of them lying side by side for good.
type Seen = { squares: string[]; atOnce: boolean };

async function withCamera(page: Page, squares: string[], atOnce = false): Promise<void> {
  await page.addInitScript(({ squares, atOnce }: Seen) => {
    const pretend = (on: object, name: string, value: unknown) => Object.defineProperty(on, name, { value });
    pretend(navigator.mediaDevices, 'getUserMedia', async () => {
      const canvas = document.createElement('canvas');
      const brush = canvas.getContext('2d')!;
      let turn = 0;
      setInterval(() => {
        brush.fillStyle = turn++ % 2 ? '#fff' : '#000';
        brush.fillRect(0, 0, canvas.width, canvas.height);
      }, 50);
      return canvas.captureStream(10);
    });
    pretend(window, 'BarcodeDetector', class {
      private looks = 0;
      async detect() {
        const shown = Number(sessionStorage.getItem('shown') ?? 0);
        if (++this.looks < 2) return [];
        const now = atOnce ? squares : squares.slice(shown, shown + 1);
        sessionStorage.setItem('shown', String(shown + 1));
        return now.map((rawValue) => ({ rawValue }));
      }
    });
  }, { squares, atOnce });
}

function square(code: string): string {
  return `https://nuanxin.example.org/v/${code}`;
}

async function receive(page: Page): Promise<void> {
  for (const box of await page.locator('.checklist input').all()) await box.check();
  await page.getByRole('button', { name: '签收这份礼物' }).click();
  await expect(page.getByText(/^已签收：/)).toBeVisible();
}

test('gifts are received one after another by the camera alone', async ({ page }) => {
  await enterAs(page, '王老师');
  await page.goto('/receive/gaps');
  const links = page.locator('td.code a');
  const codes = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')!.split('/').at(-1)!));
  expect(codes.length).toBeGreaterThan(1);
  await withCamera(page, codes.slice(0, 2).map(square));

  await page.goto('/receive');
  await page.getByRole('button', { name: '用相机扫方码' }).click();
  await expect(page).toHaveURL(`/receive/${codes[0]}`);
  await receive(page);
  await expect(page, 'it goes on by itself').toHaveURL(`/receive/${codes[1]}`);
  await receive(page);
  await page.getByRole('button', { name: '关掉相机' }).click();
  await expect(page.locator('.scan video')).toBeHidden();

  await page.goto('/receive/gaps');
  const left = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')!.split('/').at(-1)!));
  expect(left).toEqual(codes.slice(2));
});

test("another school's tag is refused once, and a courier's square is not read at all", async ({ page }) => {
  await page.goto('/wishes?status=open&school=2');
  const foreign = await page.locator('article.tag h3 a').first().getAttribute('href');
  await enterAs(page, '王老师');
  await withCamera(page, ['SF1234567890123', square(foreign!.split('/').at(-1)!)], true);
  let sent = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST' && new URL(request.url()).pathname === '/receive') sent += 1;
  });

  await page.goto('/receive');
  await page.getByRole('button', { name: '用相机扫方码' }).click();
  await expect(page.locator('#gift_code-error')).toContainText('不是本校的');
  await expect(page.getByRole('button', { name: '关掉相机' }), 'it goes on looking').toBeVisible();
  const looks = () => page.evaluate(() => Number(sessionStorage.getItem('shown')));
  await expect.poll(looks).toBeGreaterThan(6);
  expect(sent).toBe(1);
});
