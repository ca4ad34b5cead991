import type { PictureDocument } from '../../../preload/contract/document.ts';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { grownSize } from '../../document/operations.ts';
import type { RunStore } from '../../generation/run/run-types.ts';
import { drawTaskOf } from '../../generation/tasks/recorded-task.ts';
import { needsOf, noSides } from '../../generation/tasks/tasks.ts';
import { guarded, type ProjectParts } from '../parts.ts';

export interface WaitingParts extends Pick<ProjectParts, 'document' | 'notify' | 'hold'> {
  readonly store: Pick<ProjectParts['store'], 'getBlob' | 'getGeneration'>;
  readonly run: RunStore;
}

/**
 * Offers results again that were waiting for accept or discard when the studio was closed or killed. A part is not
 * offered on a page of another size, where its place means nothing. The gallery still shows it.
 */
export function offerWaiting(parts: WaitingParts, newestFirst: readonly ListedGeneration[]): Promise<void> {
  const page = parts.document.getState().document;
  const newest = newestFirst.find((row) => row.outcome === 'waiting' && fits(row, page));
  return guarded(parts, async () => {
    if (newest === undefined) return;
    const rows = newestFirst.filter((row) => row.outcome === 'waiting' && row.runId === newest.runId).toReversed();
    const kept = await Promise.all(
      rows.map(async ({ id, picture }) => {
        const generation = await parts.store.getGeneration({ id });
        const { bytes } = await parts.store.getBlob({ hash: picture });
        return { generation, png: new Uint8Array(bytes) };
      }),
    );
    await parts.run.getState().offer(kept);
  });
}

function fits({ task, details, pageWidth, pageHeight }: ListedGeneration, page: PictureDocument): boolean {
  if (!needsOf(drawTaskOf(task)).region) return true;
  const { width, height } = grownSize(page, details.sides ?? noSides);
  return pageWidth === width && pageHeight === height;
}
