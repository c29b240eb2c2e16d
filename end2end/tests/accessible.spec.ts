// axe on every page of the site map, for each role, in both languages, on a phone and on a desktop.
import type { Page } from '@playwright/test';
import axeCore from 'axe-core';
import { broken, overflow, READERS, structure, walk } from '../crawl';
import { enterAs, expect, linkIn, openWishes, signIn, test } from '../support';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const PHONE = { width: 360, height: 740 };
// A desktop at 200 % zoom.
const ZOOMED = { width: 640, height: 400 };
const DESKTOP = { width: 1280, height: 800 };
// Every make of a page in one language, and every page in the other.
const LANGUAGES = [
  { lang: 'zh', tag: 'zh-CN', most: 6 },
  { lang: 'en', tag: 'en', most: 1 },
];

// Two workers share the readers.
test.describe.configure({ mode: 'parallel' });

// What axe has against the page that is shown. A letter in its sandboxed frame cannot be looked into from here.
async function axe(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeCore.source);
  return page.evaluate(async (rules) => {
    const { axe } = window as unknown as { axe: typeof axeCore };
    const { violations } = await axe.run(document, { runOnly: rules, resultTypes: ['violations'], iframes: false });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html}\n    ${node.failureSummary}`),
    );
  }, RULES);
}

// Everything against one page, at each size.
async function faults(page: Page, tag: string): Promise<string[]> {
  const told = await structure(page, tag);
  for (const size of [PHONE, ZOOMED, DESKTOP]) {
    await page.setViewportSize(size);
    const here = [...(await overflow(page)), ...(await broken(page)), ...(size === ZOOMED ? [] : await axe(page))];
    told.push(...here.map((text) => `at ${size.width}: ${text}`));
  }
  return told;
}

for (const reader of READERS) {
  for (const { lang, tag, most } of LANGUAGES) {
    test(`axe finds nothing on any page of ${reader.name || 'a visitor'} in ${tag}`, async ({ page }) => {
      test.setTimeout(20 * 60_000);
      if (reader.name) await enterAs(page, reader.name);
      await page.goto(`/about?lang=${lang}`);
      const found: string[] = [];
      const missed = await walk(page, reader, most, async (address) => {
        found.push(...(await faults(page, tag)).map((text) => `${address} ${text}`));
      });
      expect.soft(missed, 'places of this reader that no link leads to').toEqual([]);
      expect(found).toEqual([]);
    });
  }
}

test('axe finds nothing where the links of letters lead', async ({ page, someone, nuanxin }) => {
  const email = 'reads-letters@example.org';
  const found: string[] = [];
  const look = async (path: string, kind: string, to = email) => {
    const link = linkIn(await nuanxin.letter(to, kind), path);
    await page.goto(link);
    await expect(page.locator('main form')).not.toHaveCount(0);
    found.push(...(await faults(page, 'zh-CN')).map((text) => `${path} ${text}`));
  };

  await page.goto('/sign-up');
  await page.locator('#name').fill('读信的人');
  await page.locator('#email').fill(email);
  await page.locator('#password').fill('four words of nothing');
  await page.getByRole('button', { name: '注册', exact: true }).click();
  await look('/verify', 'verify_address');
  await page.locator('main form button').first().click();
  await page.context().clearCookies();

  await page.goto('/sign-in');
  await page.locator('#email').fill(email);
  await page.getByRole('button', { name: '寄一个登录链接给我' }).click();
  await look('/enter', 'sign_in_link');
  await page.goto('/forgot');
  await page.locator('#email').fill(email);
  await page.getByRole('button', { name: '寄链接给我' }).click();
  await look('/reset', 'reset_password');

  const [code] = await openWishes(page);
  await page.goto(`/claim?code=${code}`);
  await page.locator('#email').fill(email);
  await page.locator('#name').fill('读信的人');
  await page.locator('#rules').check();
  await page.getByRole('button', { name: '认领这个心愿' }).click();
  await look('/hold', 'hold_received');

  const officer = await someone();
  await enterAs(officer, '李干事');
  await officer.goto('/office/people');
  await officer.locator('#name').fill('新来的同事');
  await officer.locator('form.box #school').selectOption({ index: 1 });
  await officer.locator('#email').fill('new-teacher@example.org');
  await officer.locator('form', { has: officer.locator('#email') }).getByRole('button').click();
  await look('/invitation', 'invitation', 'new-teacher@example.org');
  expect(found).toEqual([]);
});

test('axe finds nothing in forms that were refused', async ({ page }) => {
  const found: string[] = [];
  const look = async (what: string) => {
    await expect(page.getByRole('alert'), what).toBeVisible();
    found.push(...(await faults(page, 'zh-CN')).map((text) => `${what} ${text}`));
  };
  const press = async (address: string, form: string, what = address) => {
    await page.goto(address);
    await page.locator(`main form[method=post][action="${form}"]`).evaluate((there: HTMLFormElement) => {
      there.noValidate = true;
      there.requestSubmit();
    });
    await look(what);
  };

  const [code] = await openWishes(page);
  await signIn(page, 'nobody@example.org', 'not the password');
  await look('/sign-in');
  await press('/sign-up', '/sign-up');
  await press(`/claim?code=${code}`, `/claim?code=${code}`);
  await enterAs(page, '林先生');
  await press(`/claim?code=${code}`, `/claim?code=${code}`, '/claim as a donor');
  await page.context().clearCookies();
  await enterAs(page, '王老师');
  await press('/receive', '/receive');
  await press('/school/wishes/new', '/school/wishes/new');
  await press('/school/roster', '/school/roster');
  await page.context().clearCookies();
  await enterAs(page, '李干事');
  for (const address of ['/office/schools/new', '/office/people', '/office/places', '/office/organisers']) {
    await press(address, address);
  }
  await page.goto('/no-such-page');
  found.push(...(await faults(page, 'zh-CN')).map((text) => `a page that is not there ${text}`));
  expect(found).toEqual([]);
});

test('axe finds nothing in the dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const found: string[] = [];
  const look = async (addresses: string[]) => {
    for (const address of addresses) {
      await page.goto(address);
      found.push(...(await axe(page)).map((text) => `${address} ${text}`));
    }
  };
  const [code] = await openWishes(page);
  await look(['/', '/wishes', `/wishes/${code}`, `/v/${code}`, `/claim?code=${code}`, '/sign-in', '/phases/4']);
  for (const [name, addresses] of [
    ['林先生', ['/gifts', '/gifts/ship']],
    ['王老师', ['/school', '/school/wishes/new', '/school/roster', '/school/notes', '/receive']],
    ['李干事', ['/office', '/office/review', '/office/wishes', '/office/stuck', '/office/journal']],
  ] as const) {
    await page.context().clearCookies();
    await enterAs(page, name);
    await look([...addresses]);
  }
  expect(found).toEqual([]);
});

// The widest tables of the site, in the language with the longer words.
test('the tables about fairness fit a desktop in English', async ({ page }) => {
  await enterAs(page, '李干事');
  await page.setViewportSize(DESKTOP);
  for (const path of ['/fairness?lang=en', '/office/fairness?lang=en']) {
    await page.goto(path);
    await page.locator('main details').evaluateAll((folds) => folds.forEach((fold) => fold.setAttribute('open', '')));
    const wider = await page
      .locator('.table-wrap')
      .evaluateAll((tables) => tables.map((table) => table.scrollWidth - table.clientWidth).filter((more) => more > 0));
    expect(wider, path).toEqual([]);
  }
});
