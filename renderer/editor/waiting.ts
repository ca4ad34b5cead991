import type { Generation } from '../../preload/contract/store.ts';
import type { DocumentStore } from '../document/store.ts';
import type { GenerationSession } from '../generation/session-types.ts';
import { type EditorParts, guarded } from './parts.ts';

export interface WaitingParts extends Pick<EditorParts, 'store' | 'projectId' | 'notify'> {
  readonly session: GenerationSession;
  readonly document: DocumentStore;
}

/**
 * The studio was closed or killed while a retouch waited for accept or discard: it is offered
 * again where it was. Not on a page of another size, where its place means nothing; the gallery has it.
 */
export function offerWaiting(parts: WaitingParts, newestFirst: readonly Generation[]): Promise<void> {
  const { width, height } = parts.document.getState().document;
  const waiting = newestFirst.find(
    ({ outcome, pageWidth, pageHeight }) => outcome === 'waiting' && pageWidth === width && pageHeight === height,
  );
  return guarded(parts, async () => {
    if (waiting === undefined) return;
    const projectId = parts.projectId();
    const { bytes } = await parts.store.getBlob({ projectId, hash: waiting.picture });
    if (parts.projectId() === projectId) await parts.session.getState().offer(waiting, new Uint8Array(bytes));
  });
}
