// axe on every page of the site map, for each role, at both sizes and in both languages.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { enterAs, expect, openWishes, test } from '../support';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SIZES = [
  { width: 360, height: 740 },
  { width: 1280, height: 800 },
];
const ROLES: { name: string; start: string; whom: string[] }[] = [
  { name: '', start: '/', whom: ['Anyone'] },
  { name: '林先生', start: '/gifts', whom: ['SignedIn', 'Donor'] },
  { name: '王老师', start: '/school', whom: ['SignedIn', 'School', 'Receiver'] },
  { name: '李干事', start: '/office', whom: ['SignedIn', 'Office', 'Receiver'] },
  { name: '系统管理员', start: '/office', whom: ['Office', 'Admin'] },
];
// Reached only by a letter's link, which is spent or unknown here: the page that says so is looked at instead.
const BY_LETTER = ['/verify', '/enter', '/reset', '/invitation', '/unsubscribe', '/hold', '/letter-sent', '/claim/sent'];

type Place = { path: string; whom: string };

// The places of the site map that show a page, and whom they are for.
function siteMap(): Place[] {
  const source = readFileSync(join(import.meta.dirname, '../../app/src/pages.rs'), 'utf8');
  const places = source.matchAll(/place\(\s*"([^"]+)",\s*For::(\w+),\s*get\(/g);
  return [...places].map(([, path, whom]) => ({ path, whom }));
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

// One address for each place that links lead this reader to.
async function reachable(page: Page, starts: string[], map: Place[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const ahead = [...starts];
  const seen = new Set(ahead);
  for (let address = ahead.shift(); address !== undefined; address = ahead.shift()) {
    const place = placeOf(address, map);
    if (place === undefined || found.has(place.path)) continue;
    await page.goto(address);
    if (placeOf(new URL(page.url()).pathname, map) === place) found.set(place.path, address);
    const links = await page.locator('a[href^="/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
    for (const link of links.map((link) => link.split('#')[0])) {
      if (!seen.has(link) && !link.includes('lang=')) ahead.push(link);
      seen.add(link);
    }
  }
  return found;
}

// What axe, and a look at the width, have against the page that is shown.
async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const told = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}\n    ${node.failureSummary}`));
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return wider > 0 ? [...told, `scrolls sideways by ${wider}`] : told;
}

for (const { name, start, whom } of ROLES) {
  test(`axe finds nothing on any page of ${name || 'a visitor'}`, async ({ page }) => {
    test.setTimeout(20 * 60_000);
    const map = siteMap();
    if (name) await enterAs(page, name);
    const [code] = await openWishes(page);
    const starts = ['/', start, `/wishes/${code}`, `/v/${code}`, `/claim?code=${code}`, '/basket'];
    const places = await reachable(page, name ? starts : [...starts, ...BY_LETTER, '/sign-up', '/forgot'], map);
    const found: string[] = [];
    for (const address of places.values()) {
      for (const lang of ['zh', 'en']) {
        await page.goto(`${address}${address.includes('?') ? '&' : '?'}lang=${lang}`);
        for (const size of SIZES) {
          await page.setViewportSize(size);
          found.push(...(await faults(page)).map((text) => `${address} ${lang} ${size.width}: ${text}`));
        }
      }
    }
    const missed = map.filter((place) => whom.includes(place.whom) && !places.has(place.path)).map(({ path }) => path);
    expect.soft(missed, 'pages of this role that no link leads to').toEqual([]);
    expect(found).toEqual([]);
  });
}
