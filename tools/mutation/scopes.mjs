/**
 * What mutation testing changes (`mutate`), and which tests look at it (`tests`): the unit tests of the same rooms. Tests
 * that start a model or a process take too long to be run once for each of a thousand mutants.
 * @type {Record<string, { mutate: string[], tests: string[] }>}
 */
export const SCOPES = {
  sampler: {
    mutate: ['main/engine/sampler/**/*.ts'],
    tests: ['test/unit/engine/sampler/**/*.test.ts', 'test/unit/engine/parity/**/*.test.ts'],
  },
  framing: {
    mutate: ['main/engine/framing/**/*.ts'],
    tests: ['test/unit/engine/framing/**/*.test.ts', 'test/unit/engine/tasks/**/*.test.ts'],
  },
  document: { mutate: ['renderer/document/**/*.ts'], tests: ['test/unit/renderer/document/**/*.test.ts'] },
  store: {
    // Without what opens folders and processes: the tests in test/process look at it, with real ends of real processes.
    mutate: [
      'main/store/{backup-ages,changes,checked,commit,discarding,kinds,schema,ways}.ts',
      'main/store/queries/**/*.ts',
    ],
    tests: [
      'test/unit/store/{ages-and-versions,backups,blobs,damage,discarding,documents,folder-gone}.test.ts',
      'test/unit/store/{generations,kinds,order,queries,queued-jobs,records,rollback,rows-written}.test.ts',
    ],
  },
};
