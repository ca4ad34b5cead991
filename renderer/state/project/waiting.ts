import type { PictureDocument } from '../../../preload/contract/document.ts';
import type { ListedGeneration } from '../../../preload/contract/records.ts';
import { grownSize } from '../../document/operations.ts';
import type { Offered, RunStore } from '../../generation/run/run-types.ts';
import type { RunSnapshot } from '../../generation/run/snapshot.ts';
import { drawTaskOf } from '../../generation/tasks/recorded-task.ts';
import { needsOf, noSides } from '../../generation/tasks/tasks.ts';
import { guarded, type ProjectParts } from '../parts.ts';

export interface WaitingParts extends Pick<ProjectParts, 'document' | 'notify' | 'hold'> {
  readonly store: Pick<ProjectParts['store'], 'getBlob' | 'getGeneration'>;
  readonly run: RunStore;
  /** The records of the project, newest first. */
  readonly records: () => readonly ListedGeneration[];
}

/** A run whose results are recorded and wait for a decision. */
interface WaitingRun {
  readonly runId: string;
  /** The region that it was drawn in. Absent where that is the present one, and null where it is not known. */
  readonly region?: RunSnapshot['region'];
}

/** The results of a project that wait until those on the page are decided. */
export interface WaitingResults {
  isEmpty(): boolean;
  /** Whether a run has results that wait. */
  has(runId: string): boolean;
  /** Adds the results of a run, and shows them as soon as no others wait on the page. */
  add(run: WaitingRun): void;
  /** Adds the results of earlier sessions, in the order in which they were drawn. */
  addRecorded(): Promise<void>;
}

/**
 * Offers results one run after the other. A part is not offered on a page of another size, where its place means nothing.
 * The gallery still shows it.
 */
export function createWaitingResults(parts: WaitingParts): WaitingResults {
  const { run, document, records } = parts;
  let runs: readonly WaitingRun[] = [];
  let offering: Promise<void> | null = null;
  const set = (next: readonly WaitingRun[]) => {
    runs = next;
    run.setState({ later: runs.length });
  };
  const offerNext = (): Promise<void> => {
    offering ??= guarded(parts, () => offerFirst()).finally(() => {
      offering = null;
    });
    return offering;
  };
  const offerFirst = async () => {
    for (let next = runs[0]; next !== undefined && isFree(run); next = runs[0]) {
      const { runId, region } = next;
      // A failure must not be repeated for ever, so the run leaves the list first.
      set(runs.slice(1));
      const rows = waitingRows(records(), runId).filter((row) => fits(row, document.getState().document));
      if (rows.length === 0) {
        parts.notify('done', ({ queue }) => queue.inGallery);
        continue;
      }
      const kept = await offeredOf(parts, rows);
      if (!isFree(run)) {
        set([next, ...runs]);
        return;
      }
      await run.getState().offer(kept, region);
    }
  };
  // The next results come after what follows a decision, such as another drawing with the same words.
  run.subscribe((now, before) => {
    if (now.phase === 'idle' && before.phase !== 'idle' && runs.length > 0) setTimeout(() => void offerNext(), 0);
  });
  return {
    isEmpty: () => runs.length === 0 && offering === null,
    has: (runId) => waitingRows(records(), runId).length > 0,
    add: (added) => {
      set([...runs, added]);
      void offerNext();
    },
    addRecorded: () => {
      const page = document.getState().document;
      const waiting = records().filter((row) => row.outcome === 'waiting' && fits(row, page));
      const ids = new Set(waiting.toReversed().map(({ runId }) => runId));
      set([...runs, ...[...ids].map((runId) => ({ runId }))]);
      return offerNext();
    },
  };
}

const isFree = (run: RunStore) => run.getState().phase === 'idle';

/** The results of a run that wait, in the order in which they were drawn. */
function waitingRows(newestFirst: readonly ListedGeneration[], runId: string): ListedGeneration[] {
  return newestFirst.filter((row) => row.outcome === 'waiting' && row.runId === runId).toReversed();
}

function offeredOf({ store }: WaitingParts, rows: readonly ListedGeneration[]): Promise<Offered[]> {
  return Promise.all(
    rows.map(async ({ id, picture }) => {
      const generation = await store.getGeneration({ id });
      const { bytes } = await store.getBlob({ hash: picture });
      return { generation, png: new Uint8Array(bytes) };
    }),
  );
}

function fits({ task, details, pageWidth, pageHeight }: ListedGeneration, page: PictureDocument): boolean {
  if (!needsOf(drawTaskOf(task)).region) return true;
  const { width, height } = grownSize(page, details.sides ?? noSides);
  return pageWidth === width && pageHeight === height;
}
