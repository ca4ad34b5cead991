import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const files = globSync('test/{unit,process,architecture}/**/*.test.{ts,tsx}');
/** A module that is replaced stays so in its worker, so that these files have workers of their own. */
const replacing = files.filter((file) => readFileSync(file, 'utf8').includes('vi.mock('));

export default defineConfig({
  test: {
    // Real sessions, real processes, two cores.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        // A worker that stays loads a module once, for half of the processor's time. The studio keeps no state in modules.
        test: { name: 'plain', include: files.filter((file) => !replacing.includes(file)), isolate: false },
      },
      { extends: true, test: { name: 'replacing', include: replacing } },
    ],
  },
});
