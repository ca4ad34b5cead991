import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: process.env.DIMOO_README === '1' ? ['readme.ts', 'live.ts'] : 'window.ts',
  outputDir: '../../out/test-results/screenshots',
  workers: 1,
  // Pictures, not speed: on a busy machine a drawing may take its time.
  timeout: 20 * 60_000,
  expect: { timeout: 4 * 60_000 },
  reporter: [['list']],
});
