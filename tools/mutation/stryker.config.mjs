/** Stryker, for the scope that tools/mutation.mjs names. */
import { join } from 'node:path';
import { SCOPES } from './scopes.mjs';

const scope = process.env.DIMOO_MUTATION;
const files = process.env.DIMOO_MUTATION_FILES;
const folder = join('out', 'mutation');

export default {
  plugins: [`./${join(folder, 'node_modules', '@stryker-mutator', 'vitest-runner', 'dist', 'src', 'index.js')}`],
  testRunner: 'vitest',
  vitest: { configFile: join('tools', 'mutation', 'vitest.config.mjs'), related: false },
  mutate: files ? files.split(',') : SCOPES[scope].mutate,
  ignorePatterns: ['out', 'release', 'dist', 'test-results', 'test/torture', 'test/e2e', 'native-models/pocket'],
  ignoreStatic: true,
  // A second run tests again only what a change of the code or of the tests may change.
  incremental: true,
  incrementalFile: join(folder, `${scope}.incremental.json`),
  concurrency: 1,
  timeoutMS: 10_000,
  dryRunTimeoutMinutes: 20,
  tempDirName: join(folder, 'sandbox'),
  reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
  clearTextReporter: { allowColor: false, reportTests: false },
  htmlReporter: { fileName: join(folder, `${scope}.html`) },
  jsonReporter: { fileName: join(folder, `${scope}.json`) },
  checkers: [],
  allowConsoleColors: false,
};
