// Without a mouse: the review queue by the letters on its buttons, and every page by Tab, Space and Enter.
import type { Page } from '@playwright/test';
import { enterAs, expect, openWishes, PASSWORD, test } from '../support';

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
  await page.locator('#reason').focus();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText(/^已退回：/)).toBeVisible();
  await page.goto('/office/review');
  expect(await judged(page)).toBe(first);
  await expect
    .poll(async () => (await nuanxin.allLetters('wish_returned')).at(-1)?.text)
    .toContain('请写明尺码 a n r');
  await page.goto(third);
  await expect(page.getByText('已退回').first()).toBeVisible();
});

test('the first Tab offers to skip to the text', async ({ page }) => {
  await page.goto('/wishes');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: '跳到正文' })).toBeFocused();
  await expect(page.getByRole('link', { name: '跳到正文' })).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.closest('main')?.id)).toBe('main');
});

test('a donor signs in and claims by keyboard alone', async ({ page }) => {
  await page.goto('/sign-in');
  await tabTo(page, '#email');
  await page.keyboard.type('chen@example.org');
  await tabTo(page, '#password');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/gifts');
  await tabTo(page, '微心愿');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/wishes');
  await tabTo(page, 'article.tag a.btn');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/claim\?code=/);
  await tabTo(page, '#rules');
  await page.keyboard.press('Space');
  await expect(page.locator('#rules')).toBeChecked();
  await tabTo(page, '认领这个心愿');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/gifts\/[0-9A-Z]{10}$/);
});

test('wherever Tab comes to is marked, in sight and not covered', async ({ page }) => {
  const found: string[] = [];
  const [code] = await openWishes(page);
  for (const [name, addresses] of [
    ['', ['/', '/wishes', `/claim?code=${code}`, '/sign-in']],
    ['林先生', ['/gifts']],
    ['王老师', ['/school/wishes/new', '/school/roster', '/receive']],
    ['李干事', ['/office', '/office/review', '/office/people']],
  ] as const) {
    if (name) await enterAs(page, name);
    for (const address of addresses) {
      await page.goto(address);
      found.push(...(await unmarked(page)).map((text) => `${address} ${text}`));
    }
    await page.context().clearCookies();
  }
  expect(found).toEqual([]);
});

// The stops of Tab, up to a hundred, that show no outline or lie under something else.
async function unmarked(page: Page): Promise<string[]> {
  const told: string[] = [];
  for (let stops = 0; stops < 100; stops += 1) {
    await page.keyboard.press('Tab');
    const fault = await page.evaluate(() => {
      const here = document.activeElement;
      if (here === null || here === document.body) return 'the end';
      // The parts of a date are the browser's own to mark.
      const outlined = here.matches('[type=date]') || [here, here.nextElementSibling].some((one) => {
        const style = one && getComputedStyle(one);
        return style?.outlineStyle !== 'none' && parseFloat(style?.outlineWidth ?? '0') >= 2;
      });
      const box = here.getBoundingClientRect();
      const parts = [0.1, 0.5, 0.9];
      const points = parts.flatMap((x) => parts.map((y) => ({ x, y })));
      const seen = points.some(({ x, y }) => {
        const top = document.elementFromPoint(box.x + box.width * x, box.y + box.height * y);
        return top !== null && (here.contains(top) || top.contains(here) || top.closest('label')?.contains(here));
      });
      if (outlined && seen) return '';
      return `${outlined ? 'hides' : 'does not mark'} ${here.outerHTML.slice(0, 120)}`;
    });
    if (fault === 'the end') return told;
    if (fault) told.push(fault);
  }
  return told;
}

// The wish on the desk, by its address.
async function judged(page: Page): Promise<string> {
  return (await page.locator('.review-card h2 a').getAttribute('href')) ?? '';
}

// The island listens.
async function awake(page: Page): Promise<void> {
  await expect(page.locator('html[data-awake]')).toBeAttached();
}

// Presses Tab until something with this name, or of this selector, has the focus.
async function tabTo(page: Page, what: string): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    const there = await page.evaluate((what) => {
      const here = document.activeElement;
      const named = here?.textContent?.trim().startsWith(what) ?? false;
      return /^[#a-z]/.test(what) ? (here?.matches(what) ?? false) : named;
    }, what);
    if (there) return;
  }
  throw new Error(`Tab never comes to ${what}`);
}

// The mark in a strip of links scrolls the strip, and never the page that the list stands beside.
test('a desk opens at its top', async ({ page }) => {
  await enterAs(page, '李干事');
  for (const path of ['/office/journal', '/office/organisers', '/office/fairness']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeInViewport();
    expect(await page.evaluate(() => window.scrollY), path).toBe(0);
  }
});
