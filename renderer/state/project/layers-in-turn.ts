import type { DocumentStore } from '../../document/store.ts';

/** The layers that a command acts on when its turn comes: those that are chosen then, where it was given the chosen ones. */
export function layersInTurn(document: DocumentStore, given: readonly string[]): () => readonly string[] {
  const chosen = document.getState().selectedLayerIds;
  const meansChosen = given.length === chosen.length && given.every((id) => chosen.includes(id));
  return () => (meansChosen ? document.getState().selectedLayerIds : given);
}
