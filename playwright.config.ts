import { defineConfig } from '@playwright/test';

/** As test/helpers/launch-studio.ts has it. */
const patience = Number(process.env.DIMOO_PATIENCE) || 1;

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'out/test-results',
  // One window at a time: every test runs the model on all cores.
  workers: 1,
  timeout: 120_000 * patience,
  expect: { timeout: 20_000 * patience },
  // Electron under a virtual display has been seen to hang at a start or an end, about once in a
  // hundred; the list names a test that needed its second try as flaky.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list']],
  use: { trace: 'off' },
});
