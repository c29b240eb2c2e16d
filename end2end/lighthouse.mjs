// Lighthouse's scores, as a phone, of the home page, the list and a wish; printed beside the aims, not asserted.
// NUANXIN is the program; it gets a made-up county in a folder that is gone afterwards.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const program = process.env.NUANXIN ?? 'nuanxin';
const folder = mkdtempSync(join(tmpdir(), 'nuanxin-'));
const address = `127.0.0.1:${await freePort()}`;
const origin = `http://${address}`;
const env = {
  ...process.env,
  DATA_DIR: folder,
  DATABASE_URL: `sqlite://${join(folder, 'nuanxin.db')}`,
  LISTEN: address,
  SITE_DIR: fileURLToPath(new URL('../target/site', import.meta.url)),
};

const seeded = spawnSync(program, ['seed', 'demo'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
if (seeded.status !== 0) throw new Error(`${program} seed demo failed`);
const server = spawn(program, ['serve'], { env, stdio: 'ignore' });
const chrome = await launch({
  chromePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  chromeFlags: ['--headless', '--no-sandbox', '--disable-dev-shm-usage'],
});
try {
  const list = await page('/wishes');
  const wish = list.match(/href="(\/wishes\/[0-9A-Z-]{10,})"/)?.[1];
  if (!wish) throw new Error('no wish on the list');
  line('Lighthouse, mobile', ['performance', 'accessibility', 'best practices', 'SEO', 'LCP']);
  for (const [name, path] of [['home', '/'], ['list', '/wishes'], ['detail', wish]]) await measure(name, path);
  line('aim', [100, 100, 100, 100, '≤ 1.0 s']);
} finally {
  chrome.kill();
  server.kill();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(name, path) {
  const { lhr } = await lighthouse(origin + path, { port: chrome.port, formFactor: 'mobile', logLevel: 'silent' });
  const scores = ['performance', 'accessibility', 'best-practices', 'seo'].map((id) => lhr.categories[id].score);
  const lcp = lhr.audits['largest-contentful-paint'].numericValue;
  line(name, [...scores.map((score) => Math.round(score * 100)), `${(lcp / 1000).toFixed(2)} s`]);
  const weighed = Object.values(lhr.categories).flatMap((category) => category.auditRefs.filter((ref) => ref.weight > 0));
  for (const id of new Set(weighed.map((ref) => ref.id))) {
    const { score, title, displayValue } = lhr.audits[id];
    if (score !== null && score < 0.9) console.log(`    ${title} ${displayValue ?? ''}`.trimEnd());
  }
}

function line(name, cells) {
  console.log(name.padEnd(20) + cells.map((cell) => String(cell).padEnd(16)).join('').trimEnd());
}

/** Asks until the server answers. */
async function page(path) {
  for (let tries = 0; tries < 200; tries += 1) {
    try {
      const answer = await fetch(origin + path);
      if (answer.ok) return await answer.text();
    } catch {
      // not listening yet
    }
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`no answer from ${origin}${path}`);
}

function freePort() {
  return new Promise((done, fail) => {
    const probe = createServer().on('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
