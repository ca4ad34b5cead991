import type { Generation } from '../../../preload/contract/store.ts';
import type { ProjectStore } from '../../document/project-store.ts';

/**
 * The same store, which also tells of every record that it has written, so that lists need not ask for what they
 * could know: a new picture comes to the front of a long gallery, and nothing is fetched again. Every method that writes
 * a record stands here: one that is left out works, and lists go on to show the record as it was.
 */
export function tellingRecords(store: ProjectStore, tell: (record: Generation) => void): ProjectStore {
  return {
    ...store,
    commitGeneration: async (params, options) => {
      const record = await store.commitGeneration(params, options);
      tell(record);
      return record;
    },
    settleGeneration: async (params, options) => {
      const record = await store.settleGeneration(params, options);
      tell(record);
      return record;
    },
  };
}
