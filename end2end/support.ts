// A running demonstration for each worker, the mail it sends, and people who visit it. A person's page fails the test
// on any console error, policy violation, request that leaves the site, or answer of 5xx.
import { test as base, expect, type BrowserContext, type Page } from '@playwright/test';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ParsedMail, simpleParser } from 'mailparser';

export { expect };

export const PASSWORD = 'nuanxin-demo-2026';
const REPOSITORY = fileURLToPath(new URL('..', import.meta.url));

// The program under test on a port and in a folder of its own.
export class Nuanxin {
  readonly url: string;
  readonly folder: string;
  private readonly program: string;
  private process: ChildProcess | undefined;
  private log = '';
  private told = 0;

  private constructor(program: string, port: number, folder: string) {
    this.program = resolve(program);
    this.url = `http://127.0.0.1:${port}`;
    this.folder = folder;
  }

  static async start(): Promise<Nuanxin> {
    const program = process.env.NUANXIN;
    if (!program) throw new Error('NUANXIN must name the program; `make end2end` builds it and sets this');
    const nuanxin = new Nuanxin(program, await freePort(), mkdtempSync(join(tmpdir(), 'nuanxin-')));
    await nuanxin.serve();
    return nuanxin;
  }

  // Serves from the folder as it is and says after how many milliseconds it was ready.
  async serve(): Promise<number> {
    const environment = {
      PATH: process.env.PATH,
      DATA_DIR: this.folder,
      DATABASE_URL: `sqlite://${this.folder}/nuanxin.db`,
      LISTEN: new URL(this.url).host,
      PUBLIC_URL: this.url,
      SITE_DIR: join(REPOSITORY, 'target/site'),
      TRUSTED_PROXIES: '127.0.0.1',
    };
    const begun = performance.now();
    const child = spawn(this.program, ['serve', '--demo'], { env: environment, cwd: this.folder });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.log += text));
    }
    this.process = child;
    await expect
      .poll(() => this.isReady(child), { timeout: 60_000, intervals: [20], message: 'the program answers at /readyz' })
      .toBe(true);
    return Math.round(performance.now() - begun);
  }

  private async isReady(child: ChildProcess): Promise<boolean> {
    if (child.exitCode !== null) throw new Error(`the program ended:\n${this.log}`);
    return fetch(`${this.url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
  }

  // As a power cut does: nothing that the program would still have done is done.
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (child === undefined || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  // Failures that the program logged since this was last asked.
  failures(): string[] {
    const fresh = this.log.slice(this.told);
    this.told = this.log.length;
    return fresh.split('\n').filter((line) => / ERROR |panicked/.test(line));
  }

  // All letters of this kind, oldest first.
  async allLetters(kind: string): Promise<ParsedMail[]> {
    const shelf = join(this.folder, 'mail');
    const files = readdirSync(shelf).filter((name) => name.endsWith(`-${kind}.eml`));
    return Promise.all(files.sort().map((name) => simpleParser(readFileSync(join(shelf, name)))));
  }

  async letters(to: string, kind: string): Promise<ParsedMail[]> {
    return (await this.allLetters(kind)).filter((letter) => addresses(letter).includes(to));
  }

  // The newest letter of this kind to this address, once there are more than `before`.
  async letter(to: string, kind: string, before = 0): Promise<ParsedMail> {
    await expect
      .poll(async () => (await this.letters(to, kind)).length, { message: `${kind} to ${to}`, timeout: 20_000 })
      .toBeGreaterThan(before);
    return (await this.letters(to, kind)).at(-1)!;
  }
}

function addresses(letter: ParsedMail): string[] {
  const to = Array.isArray(letter.to) ? letter.to : letter.to ? [letter.to] : [];
  return to.flatMap((field) => field.value.map((mailbox) => mailbox.address ?? ''));
}

// The first link of a letter's text that leads to this path.
export function linkIn(letter: ParsedMail, path: string): string {
  const found = (letter.text ?? '').match(new RegExp(`https?://\\S+${path}\\S*`));
  if (!found) throw new Error(`no link to ${path} in: ${letter.text}`);
  return found[0];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

const wentOffline = new WeakSet<BrowserContext>();

// Switches the network of this person's browser off or on.
export async function network(context: BrowserContext, state: 'off' | 'on'): Promise<void> {
  if (state === 'off') wentOffline.add(context);
  await context.setOffline(state === 'off');
}

// Watches everything that a person's browser does and gathers what must not happen.
function watch(context: BrowserContext, site: string, troubles: string[]): void {
  context.on('console', (message) => {
    const text = message.text();
    // A refused form answers 422 and the browser says so; what matters is judged below, by the answer itself.
    if (message.type() === 'error' && !text.startsWith('Failed to load resource')) troubles.push(`console: ${text}`);
    if (/content security policy/i.test(text)) troubles.push(`policy: ${text}`);
  });
  context.on('weberror', (error) => troubles.push(`script: ${error.error().message}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    const ours = url.origin === site || ['about:', 'blob:', 'data:'].includes(url.protocol);
    if (!ours) troubles.push(`leaves the site: ${url}`);
  });
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // A navigation that another one overtook, and a download, both end as aborted; a test may switch the network off.
    // Behind a worker a network that is off is told as a failure.
    const isOff = reason === 'net::ERR_FAILED' && wentOffline.has(context);
    const isMeant = isOff || ['net::ERR_ABORTED', 'net::ERR_INTERNET_DISCONNECTED'].includes(reason);
    if (!isMeant) troubles.push(`${reason}: ${request.url()}`);
  });
  context.on('response', (response) => {
    const document = response.request().resourceType() === 'document';
    if (response.status() >= 500 || (response.status() >= 400 && !document)) {
      troubles.push(`${response.status()}: ${response.url()}`);
    }
  });
}

type OfTest = { someone: () => Promise<Page>; page: Page; troubles: string[] };
// A file that names a scene has a demonstration of its own, which no other file has changed.
type OfWorker = { scene: string; nuanxin: Nuanxin };

export const test = base.extend<OfTest, OfWorker>({
  scene: ['', { scope: 'worker', option: true }],
  nuanxin: [
    async ({ scene: _ }, use) => {
      const nuanxin = await Nuanxin.start();
      await use(nuanxin);
      await nuanxin.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  baseURL: async ({ nuanxin }, use) => use(nuanxin.url),
  troubles: async ({ nuanxin }, use) => {
    const troubles: string[] = [];
    nuanxin.failures();
    await use(troubles);
    expect([...troubles, ...nuanxin.failures()], 'nothing went wrong behind the page').toEqual([]);
  },
  // A new person with a browser of their own: `const lin = await someone()`.
  someone: async ({ browser, nuanxin, troubles }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext();
      watch(context, nuanxin.url, troubles);
      contexts.push(context);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
  page: async ({ someone }, use) => use(await someone()),
});

// The demonstration's sign-in page lists the cast with one click each.
export async function enterAs(page: Page, name: string): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('.cast').getByRole('button', { name }).click();
  await expect(page.locator('header.top .menu summary')).toHaveText(name);
}

export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.locator('#email').fill(email);
  await page.locator('#password').fill(password);
  await page.getByRole('main').getByRole('button', { name: '登录', exact: true }).click();
}

export async function leave(page: Page): Promise<void> {
  await page.locator('header.top .menu summary').click();
  await page.getByRole('button', { name: '退出登录', exact: true }).click();
  await expect(page.locator('header.top .menu')).toHaveCount(0);
}

// The codes of the wishes on the first page of the list, longest waiting first.
export async function wishesIn(page: Page, status: string): Promise<string[]> {
  await page.goto(`/wishes?status=${status}`);
  const links = page.locator('article.tag h3 a');
  const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')));
  return hrefs.map((href) => href?.split('/').at(-1) ?? '');
}

export function openWishes(page: Page): Promise<string[]> {
  return wishesIn(page, 'open');
}

export function grouped(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`;
}

// Opens a folded part of the page; it may be open already.
export async function unfold(page: Page, title: string): Promise<void> {
  const folded = page.locator('details:not([open]) > summary', { hasText: title });
  if ((await folded.count()) > 0) await folded.first().click();
}

// What a browser sends when a form is sent again by hand: the same fields to the same address.
export async function fieldsOf(page: Page, form: string): Promise<{ action: string; fields: [string, string][] }> {
  const there = page.locator(form);
  const action = (await there.getAttribute('action')) ?? '';
  const fields: [string, string][] = [];
  const typed = there.locator('input[name]:not([type=checkbox],[type=radio]), textarea[name], select[name]');
  for (const field of await typed.all()) {
    fields.push([(await field.getAttribute('name')) ?? '', await field.inputValue()]);
  }
  for (const field of await there.locator('input[name]:checked').all()) {
    fields.push([(await field.getAttribute('name')) ?? '', (await field.getAttribute('value')) ?? 'on']);
  }
  return { action, fields };
}

// Sends a form again, as a browser does that goes back in its history.
export async function again(page: Page, sent: { action: string; fields: [string, string][] }): Promise<void> {
  const site = new URL(page.url()).origin;
  const answer = await page.context().request.post(`${site}${sent.action}`, {
    data: new URLSearchParams(sent.fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: site, 'sec-fetch-site': 'same-origin' },
  });
  expect(answer.ok()).toBe(true);
  await page.goto(answer.url());
}

// What was sent to where this fits was refused with this status, as is meant, and nothing else went wrong.
export function onlyRefused(troubles: string[], status: number, where: RegExp): void {
  const refused = troubles.splice(0);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.filter((one) => !one.startsWith(`${status}: `) || !where.test(one))).toEqual([]);
}
