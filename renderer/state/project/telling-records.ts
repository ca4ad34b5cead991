import type { Generation } from '../../../preload/contract/records.ts';
import type { ProjectStore } from '../../document/project-store.ts';

/**
 * A store that also reports every record that it has written. A new picture then comes to the front of a long gallery
 * without another request. Every method that writes a record must be listed here. If one is missing, it still works,
 * but the lists show the old record.
 */
export function tellingRecords(store: ProjectStore, tell: (record: Generation) => void): ProjectStore {
  return {
    ...store,
    commitGeneration: async (params, options) => {
      const record = await store.commitGeneration(params, options);
      tell(record);
      return record;
    },
    starGeneration: async (params, options) => {
      const record = await store.starGeneration(params, options);
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
