import type { UndoChange } from '../../../preload/contract/undo-steps.ts';
import type { ProjectStore } from '../../document/project-store.ts';
import type { DocumentStore } from '../../document/store.ts';

/**
 * A store that gets the undo steps with every document. Documents are sent one after the other, so that the steps of one
 * never overtake those of another.
 */
export function keepingSteps(store: ProjectStore, document: DocumentStore): ProjectStore {
  let last: Promise<unknown> = Promise.resolve();
  const withSteps = <T>(send: (undo: UndoChange) => Promise<T>): Promise<T> => {
    const { change, saved } = document.getState().unsavedSteps();
    const sent = last.then(async () => {
      const answer = await send(change);
      saved();
      return answer;
    });
    last = sent.catch(() => undefined);
    return sent;
  };
  return {
    ...store,
    saveDocument: (params, options) => withSteps((undo) => store.saveDocument({ ...params, undo }, options)),
    settleGeneration: (params, options) =>
      params.document === null
        ? store.settleGeneration(params, options)
        : withSteps((undo) => store.settleGeneration({ ...params, undo }, options)),
  };
}
