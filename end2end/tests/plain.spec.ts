// Without JavaScript on a small phone: every page of every role has its heading, its words and its forms.
import { overflow, READERS, structure, walk } from '../crawl';
import { enterAs, expect, test } from '../support';

test.describe.configure({ mode: 'parallel' });

for (const reader of READERS) {
  test(`every page of ${reader.name || 'a visitor'} stands without JavaScript`, async ({ page }) => {
    test.setTimeout(10 * 60_000);
    if (reader.name) await enterAs(page, reader.name);
    const found: string[] = [];
    const missed = await walk(page, reader, 3, async (address, answer) => {
      const told = [...(await structure(page, 'zh-CN')), ...(await overflow(page))];
      // What a letter's link would open says kindly that this is not the link.
      const status = answer?.status() ?? 0;
      if (status !== 200 && ![404, 410, 422].includes(status)) told.push(`answers ${status}`);
      if ((await page.locator('main').innerText()).trim().length < 20) told.push('says next to nothing');
      if ((await page.locator('noscript').count()) > 0) told.push('has something else for those with JavaScript');
      found.push(...told.map((text) => `${address} ${text}`));
    });
    expect.soft(missed, 'places of this reader that no link leads to').toEqual([]);
    expect(found).toEqual([]);
  });
}
