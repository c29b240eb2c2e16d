// Every page of the site map, found by following links as one reader, each looked at in the load that found it.
import { expect, type Page, type Response } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { wishesIn } from './support';

// Somebody who walks the site: where they begin, whose places they must all come to, and which of others they see too.
export type Reader = { name: string; starts: string[]; whom: string[]; also?: string[] };

export const READERS: Reader[] = [
  { name: '', starts: ['/', '/basket', '/sign-up', '/forgot', '/dev/mail'], whom: ['Anyone'] },
  { name: '林先生', starts: ['/gifts', '/account'], whom: ['SignedIn', 'Donor'] },
  { name: '王老师', starts: ['/school', '/receive', '/account'], whom: ['SignedIn', 'School', 'Receiver'] },
  { name: '李干事', starts: ['/office', '/receive', '/account'], whom: ['SignedIn', 'Office', 'Keeper', 'Receiver'] },
  { name: '赵主任', starts: ['/village', '/account'], whom: ['SignedIn', 'Village', 'Keeper'] },
  // Sees what the office sees; some pages have more on them.
  {
    name: '系统管理员',
    starts: ['/office', '/office/people', '/office/wishes'],
    whom: ['SignedIn', 'Admin'],
    also: ['/office', '/office/people', '/office/wishes', '/office/wishes/{code}'],
  },
];

// Where only a letter's link leads, or one that an organisation hands to its people. Without it the page says so; the
// pages behind real links have a test of their own.
const BY_LETTER = ['/verify', '/enter', '/reset', '/invitation', '/unsubscribe', '/hold', '/join', '/proposal'];
// Shown after a form was sent.
const AFTER_FORM = ['/letter-sent', '/claim/sent'];

// Public pages that differ for those who are signed in.
const PUBLIC_FOR_ALL = ['/wishes', '/wishes/{code}', '/v/{code}', '/claim', '/basket'];

// Pages of one place that are loaded at most; looked at is one of each make, up to as many as the test wants.
const MOST_LOADED = 24;

type Place = { path: string; whom: string };

// The places of the site map that show a page, and whom they are for.
export function siteMap(): Place[] {
  const source = readFileSync(fileURLToPath(new URL('../app/src/pages.rs', import.meta.url)), 'utf8');
  const places = source.matchAll(/place\(\s*"([^"]+)",\s*For::(\w+),\s*get\(/g);
  // A table to download is no page.
  const ours = [...places].map(([, path, whom]) => ({ path, whom })).filter(({ path }) => !isDownload(path));
  return [...ours, { path: '/dev/mail', whom: 'Anyone' }, { path: '/dev/mail/{number}', whom: 'Anyone' }];
}

function isDownload(address: string): boolean {
  return /\.(csv|xlsx|pdf)(\?|$)/.test(address);
}

// Which place of the map an address belongs to.
function placeOf(address: string, map: Place[]): Place | undefined {
  const path = address.split(/[?#]/)[0];
  const here = path.split('/');
  const fits = (place: Place) => {
    const parts = place.path.split('/');
    return parts.length === here.length && parts.every((part, i) => part.startsWith('{') || part === here[i]);
  };
  return map.find((place) => place.path === path) ?? map.find(fits);
}

// Follows links from the reader's starts and looks at up to `most` pages of each place, all of different makes; gives
// the places that were missed.
export async function walk(
  page: Page,
  reader: Reader,
  most: number,
  look: (address: string, answer: Response | null) => Promise<void>,
): Promise<string[]> {
  const map = siteMap();
  expect(map.length, 'the site map is read').toBeGreaterThan(50);
  if (reader.whom.includes('School')) await bringTable(page);
  if (reader.whom.includes('Office')) {
    await reportPage(page);
    await bringStatement(page);
  }
  const ahead = [...reader.starts, ...(await publicStarts(page, reader))];
  const seen = new Set(ahead);
  const loaded = new Map<Place, number>();
  const makes = new Map<Place, Set<string>>();
  for (let address = ahead.shift(); address !== undefined; address = ahead.shift()) {
    const place = placeOf(address, map);
    if (place === undefined || !isFor(reader, place) || (loaded.get(place) ?? 0) >= MOST_LOADED) continue;
    loaded.set(place, (loaded.get(place) ?? 0) + 1);
    const answer = await page.goto(address);
    for (const link of await linksOf(page)) {
      if (!seen.has(link)) ahead.push(link);
      seen.add(link);
    }
    if (placeOf(new URL(page.url()).pathname, map) !== place) continue;
    const known = makes.get(place) ?? new Set();
    const make = await makeOf(page);
    if (known.has(make) || known.size >= most) continue;
    makes.set(place, known.add(make));
    await look(address, answer);
  }
  return map.filter((place) => reader.whom.includes(place.whom) && !makes.has(place)).map(({ path }) => path);
}

function isFor(reader: Reader, place: Place): boolean {
  return reader.whom.includes(place.whom) || [...PUBLIC_FOR_ALL, ...(reader.also ?? [])].includes(place.path);
}

// An import has pages of its own; one of its two rows is wrong.
async function bringTable(page: Page): Promise<void> {
  const rows = [
    '姓名,生日,年级,心愿,规格,价格,同意书',
    '程小样,2017-05-06,三年级,书包,蓝色,90,同-1',
    '程大样,2017-05-07,三年级,书包,蓝色,,同-2',
  ];
  const table = { name: '心愿.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) };
  await page.goto('/school/imports');
  const phases = page.locator('#phase option:not([value=""])');
  await page.locator('#phase').selectOption(await phases.last().getAttribute('value'));
  await page.locator('#file').setInputFiles(table);
  await page.locator('form[action="/school/imports"] button').click();
  await expect(page).toHaveURL(/\/school\/imports\/\d+$/);
}

// What the office hears of a page has a page of its own.
async function reportPage(page: Page): Promise<void> {
  await page.goto('/report?page=/about');
  await page.locator('form[action="/report"] [name="kind"]').first().check();
  await page.locator('form[action="/report"] [name="words"]').fill('这里有一个错字。');
  await page.locator('form[action="/report"] button').click();
  await expect(page.locator('main form[action="/report"]')).toHaveCount(0);
}

// A bank that nobody knows yet is asked about on a page of its own.
async function bringStatement(page: Page): Promise<void> {
  const rows = ['哪天,多少,谁,说了什么', `2026-11-20,8.00,甲,${Date.now()}`];
  const statement = { name: '流水.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) };
  await page.goto('/office/statements');
  const organisers = page.locator('#organiser option:not([value=""])');
  await page.locator('#organiser').selectOption(await organisers.first().getAttribute('value'));
  await page.locator('#file').setInputFiles(statement);
  await page.locator('form[action="/office/statements"] button').click();
  await expect(page).toHaveURL(/\/office\/statements\/\d+$/);
}

async function publicStarts(page: Page, reader: Reader): Promise<string[]> {
  const [code] = await wishesIn(page, 'open');
  const starts = ['/wishes', `/wishes/${code}`, `/v/${code}`, `/claim?code=${code}`];
  if (reader.name) return starts;
  for (const status of ['taken', 'received', 'handed_out']) {
    const [other] = await wishesIn(page, status);
    starts.push(`/wishes?status=${status}`, `/wishes/${other}`, `/v/${other}`);
  }
  return [...starts, '/wishes?q=%E6%B2%A1%E6%9C%89&grade=1-2', ...BY_LETTER, ...AFTER_FORM];
}

async function linksOf(page: Page): Promise<string[]> {
  const hrefs = await page.locator('a[href^="/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
  return hrefs.map((href) => href.split('#')[0]).filter((href) => !href.includes('lang=') && !isDownload(href));
}

// Two pages with the same kinds of elements are of one make.
async function makeOf(page: Page): Promise<string> {
  const kinds = await page
    .locator('main *:not(svg, svg *)')
    .evaluateAll((all) => all.map((one) => `${one.tagName}.${one.className}`));
  return [...new Set(kinds)].sort().join(' ');
}

// What every page must be, whatever it shows.
export async function structure(page: Page, lang: string): Promise<string[]> {
  const told: string[] = [];
  const headings = await page.locator('h1').allTextContents();
  if (headings.length !== 1 || !headings[0].trim()) told.push(`has the main headings ${JSON.stringify(headings)}`);
  const tag = await page.locator('html').getAttribute('lang');
  if (tag !== lang) told.push(`is in ${tag}`);
  const mute = await page.locator('form[method=post]:not(:has(button))').count();
  if (mute > 0) told.push('has a form without a button');
  return told;
}

// Whether the page is wider than the window, and by what.
export async function overflow(page: Page): Promise<string[]> {
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return '';
    const beyond = [...document.querySelectorAll('body *')].filter(
      (one) => one.getBoundingClientRect().right > clientWidth + 1,
    );
    const names = beyond.slice(0, 3).map((one) => `${one.tagName.toLowerCase()}.${one.className}`);
    return `is ${scrollWidth - clientWidth} px wider than ${clientWidth}: ${names.join(', ')}`;
  });
  return wide ? [wide] : [];
}

// Words that are broken in two, or that run over the edge of what holds them: the names in choices, on tags and beside
// figures.
export async function broken(page: Page): Promise<string[]> {
  const words = await page.evaluate(() => {
    const told = new Set<string>();
    const names = 'main .pick b, main .side-by-side .choice > span, main .tag .waited, main .legend li';
    for (const name of document.querySelectorAll(names)) {
      const texts = document.createTreeWalker(name, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const text = texts.currentNode as Text;
        for (const word of text.data.matchAll(/[A-Za-z]{3,}/g)) {
          const range = document.createRange();
          const start = word.index ?? 0;
          range.setStart(text, start);
          range.setEnd(text, start + word[0].length);
          if (range.getClientRects().length > 1) told.add(word[0]);
        }
      }
    }
    for (const waited of document.querySelectorAll('main .tag .waited')) {
      const tag = waited.closest('.tag')!.getBoundingClientRect();
      if (waited.getBoundingClientRect().right > tag.right) told.add(waited.textContent ?? '');
    }
    const pen = document.createElement('canvas').getContext('2d')!;
    for (const cell of document.querySelectorAll('main .cards.figures td[data-label]')) {
      const label = getComputedStyle(cell, '::before');
      if (label.content === 'none') continue;
      pen.font = label.font;
      for (const word of (cell.getAttribute('data-label') ?? '').split(' ')) {
        if (pen.measureText(word).width > cell.clientWidth + 1) told.add(word);
      }
    }
    return [...told];
  });
  return words.map((word) => `has no room for “${word}”`);
}
