/** The tests of the scope that tools/mutation.mjs names, in one worker that stays from mutant to mutant. */
import { defineConfig } from 'vitest/config';
import { SCOPES } from './scopes.mjs';

const { tests } = SCOPES[process.env.DIMOO_MUTATION];

export default defineConfig({
  test: {
    include: tests,
    setupFiles: ['tools/mutation/fewer-examples.mjs'],
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
