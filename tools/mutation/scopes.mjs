/**
 * What mutation testing changes (`mutate`), and which tests look at it (`tests`): the unit tests of the same rooms. Tests
 * that start a model or a process take too long to be run once for each of a thousand mutants.
 * @type {Record<string, { mutate: string[], tests: string[] }>}
 */
export const SCOPES = {
  sampler: {
    mutate: ['main/engine/sampler/**/*.ts'],
    tests: ['test/unit/engine/sampler/**', 'test/unit/engine/parity/**'],
  },
  framing: {
    mutate: ['main/engine/framing/**/*.ts'],
    tests: ['test/unit/engine/framing/**', 'test/unit/engine/tasks/**'],
  },
  document: { mutate: ['renderer/document/**/*.ts'], tests: ['test/unit/renderer/document/**'] },
  store: {
    // Without what opens folders and processes: the tests in test/process look at it, with real ends of real processes.
    mutate: [
      'main/store/{backup-ages,changes,checked,commit,discarding,kinds,schema,ways}.ts',
      'main/store/queries/**/*.ts',
    ],
    tests: ['test/unit/store/**'],
  },
};
