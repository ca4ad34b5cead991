import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const files = globSync('test/{unit,process,architecture,large}/**/*.test.{ts,tsx}');
/** A module that is replaced stays so in its worker, and memory is measured where nobody else uses it: workers of their own. */
const alone = files.filter((file) => /vi\.mock\(|memoryUsage\(/.test(readFileSync(file, 'utf8')));

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
        test: { name: 'plain', include: files.filter((file) => !alone.includes(file)), isolate: false },
      },
      { extends: true, test: { name: 'alone', include: alone } },
    ],
  },
});
