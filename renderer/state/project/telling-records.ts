import { type ListedGeneration, listedOf } from '../../../preload/contract/records.ts';
import type { ProjectStore } from '../../document/project-store.ts';

/**
 * A store that also reports every record that it has written. A new picture then comes to the front of a long gallery
 * without another request. Every method that writes a record must be listed here. If one is missing, it still works,
 * but the lists show the old record.
 */
export function tellingRecords(
  store: ProjectStore,
  tell: (records: readonly ListedGeneration[]) => void,
): ProjectStore {
  return {
    ...store,
    commitGeneration: async (params, options) => {
      const record = await store.commitGeneration(params, options);
      tell([listedOf(record)]);
      return record;
    },
    starGenerations: async (params, options) => {
      const answer = await store.starGenerations(params, options);
      tell(answer.generations);
      return answer;
    },
    settleGeneration: async (params, options) => {
      const record = await store.settleGeneration(params, options);
      tell([listedOf(record)]);
      return record;
    },
  };
}
