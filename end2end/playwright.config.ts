// Two projects walk the same journeys: a desktop with the islands running, and a small phone with JavaScript off.
import { defineConfig } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

function chromium(): string {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium';
  return execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
}

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: chromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'wasm', use: { viewport: { width: 1280, height: 800 } }, testIgnore: '**/plain.spec.ts' },
    {
      name: 'plain',
      use: { javaScriptEnabled: false, viewport: { width: 360, height: 740 }, hasTouch: true },
      testIgnore: '**/{accessible,away,blurring,cards,enduring,keyboard,scanning,sending}.spec.ts',
    },
  ],
});
