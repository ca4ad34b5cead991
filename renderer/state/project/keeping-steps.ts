import type { ProjectStore } from '../../document/project-store.ts';
import type { DocumentStore } from '../../document/store.ts';

/**
 * A store that gets the undo steps with every document. Documents are sent one after the other, so that the steps of one
 * never overtake those of another.
 */
export function keepingSteps(store: ProjectStore, document: DocumentStore): ProjectStore {
  let last: Promise<unknown> = Promise.resolve();
  const inOrder = <T>(send: () => Promise<T>): Promise<T> => {
    const sent = last.then(send);
    last = sent.catch(() => undefined);
    return sent;
  };
  return {
    ...store,
    saveDocument: (params, options) => {
      const { change, saved } = document.getState().unsavedSteps();
      return inOrder(async () => {
        const answer = await store.saveDocument({ ...params, undo: change }, options);
        saved();
        return answer;
      });
    },
    settleGeneration: (params, options) => {
      if (params.document === null) return store.settleGeneration(params, options);
      const { change, saved } = document.getState().unsavedSteps();
      return inOrder(async () => {
        const answer = await store.settleGeneration({ ...params, undo: change }, options);
        saved();
        return answer;
      });
    },
  };
}
