import type { PictureDocument } from '../../../preload/contract/document.ts';
import { MOST_UNDO_STEPS } from '../../../preload/contract/undo-steps.ts';
import { storeOf } from '../../../renderer/document/project-store.ts';
import { createDocumentStore, type DocumentStore } from '../../../renderer/document/store.ts';
import { keepingSteps } from '../../../renderer/state/project/keeping-steps.ts';
import { emptyDocument, makeDataFolder, startStore, type TestStore } from './test-store.ts';

/** A document as the window holds it, saved by the store itself. */
export interface Opened {
  readonly store: TestStore;
  readonly document: DocumentStore;
  readonly projectId: string;
  /** What was said to be lost. */
  readonly lost: string[];
  readonly save: () => Promise<void>;
  /** The window and the store begin anew. */
  readonly restart: () => Promise<Opened>;
}

export async function open(root: string = makeDataFolder(), id: string | null = null): Promise<Opened> {
  const store = startStore(root);
  const fallback = { name: 'Test', document: emptyDocument };
  const { project, document: saved, undo } = await store.client.openProject({ id, fallback });
  const bound = storeOf(store.client, project.id);
  const lost: string[] = [];
  const document = createDocumentStore({ ...saved, projectId: project.id }, () => false, {
    state: undo,
    read: async (direction, from) => (await bound.readUndoSteps({ direction, from })).steps,
    onLost: (direction) => lost.push(direction),
    onFailure: (error) => {
      throw error;
    },
  });
  const keeping = keepingSteps(bound, document);
  return {
    ...{ store, document, projectId: project.id, lost },
    save: async () => void (await keeping.saveDocument({ document: document.getState().document })),
    restart: async () => {
      await store.close();
      return open(root, project.id);
    },
  };
}

export const pageOf = ({ document }: Opened) => document.getState().document;

export async function go(opened: Opened, direction: 'undo' | 'redo'): Promise<void> {
  opened.document.getState()[direction]();
  await opened.document.getState().turns.settled();
}

/**
 * Goes as far as it goes.
 * @param each called at every document on the way
 * @returns these documents
 */
export async function goAll(
  opened: Opened,
  direction: 'undo' | 'redo',
  each: () => Promise<void> = async () => undefined,
): Promise<PictureDocument[]> {
  const seen: PictureDocument[] = [];
  const can = () => opened.document.getState()[direction === 'undo' ? 'canUndo' : 'canRedo'];
  while (can()) {
    await go(opened, direction);
    seen.push(pageOf(opened));
    await each();
    if (seen.length > MOST_UNDO_STEPS) throw new Error(`${direction} never ends.`);
  }
  return seen;
}
