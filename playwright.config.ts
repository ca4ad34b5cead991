import { defineConfig } from '@playwright/test';

/** Both as test/helpers/launch-studio.ts has them. */
const patience = Number(process.env.DIMOO_PATIENCE) || 1;
const displays = process.env.DIMOO_DISPLAYS?.split(' ') ?? [];

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'out/test-results',
  // A file of tests has a window of its own, and as many are open at a time as there are virtual displays.
  workers: Math.max(1, displays.length),
  timeout: 120_000 * patience,
  expect: { timeout: 20_000 * patience },
  // Electron under a virtual display has been seen to hang at a start or an end, about once in a
  // hundred; the list names a test that needed its second try as flaky.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list']],
  use: { trace: 'off' },
});
