import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,process,architecture}/**/*.test.{ts,tsx}'],
    // Real sessions, real processes, two cores.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
