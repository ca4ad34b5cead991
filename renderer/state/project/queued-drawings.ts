import type { DrawProgress } from '../../../preload/contract/drawing.ts';
import { failureOf } from '../../../preload/contract/errors.ts';
import type { NewQueuedJob, QueuedJob } from '../../../preload/contract/queued-jobs.ts';
import type { ProjectStore } from '../../document/project-store.ts';
import { drawApart } from '../../generation/queue/draw-apart.ts';
import { jobOf, runOf } from '../../generation/queue/queued-run.ts';
import type { RunEnd, RunInput, RunParts, RunStore } from '../../generation/run/run-types.ts';
import type { RunSnapshot } from '../../generation/run/snapshot.ts';
import { needsOf } from '../../generation/tasks/tasks.ts';
import type { WaitingResults } from './waiting.ts';

export interface DrawHooks {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DrawProgress) => void;
}

/** The part of one project in the queue: what a job holds, and how it is drawn. */
export interface QueuedDrawings {
  /** Takes the page as it is at the call, and stores the pictures of the drawing. The store does not hold the job yet. */
  jobOf(input: RunInput): Promise<Omit<NewQueuedJob, 'place'>>;
  /**
   * Draws a job over the page where nothing else waits there. Otherwise its results wait until the others are decided.
   * Never rejects.
   * @param isOfSeries whether other drawings belong to its run, with which its results are offered
   */
  draw(job: QueuedJob, region: RunSnapshot['region'], hooks: DrawHooks, isOfSeries: boolean): Promise<RunEnd>;
  /** Offers the results of a series, where it has any. */
  offer(runId: string, region: RunSnapshot['region']): void;
  /** Stops the job that is being drawn over the page. */
  stop(): void;
}

export interface QueuedDrawingsParts extends Omit<RunParts, 'store'> {
  readonly store: RunParts['store'] & Pick<ProjectStore, 'getBlob'>;
  readonly run: RunStore;
  readonly results: WaitingResults;
}

export function createQueuedDrawings(parts: QueuedDrawingsParts): QueuedDrawings {
  const { run, results, document } = parts;
  let overPage = false;
  const isFree = ({ request }: QueuedJob): boolean => {
    const { width, height } = document.getState().document;
    const fits = request.page.width === width && request.page.height === height;
    return run.getState().phase === 'idle' && results.isEmpty() && (fits || !needsOf(drawTask(request)).region);
  };
  return {
    jobOf: async (input) => (await jobOf(parts, input)).job,
    offer: (runId, region) => {
      if (results.has(runId)) results.add({ runId, region });
    },
    draw: async (job, region, hooks, isOfSeries) => {
      try {
        const queued = await runOf(parts, job, region);
        hooks.signal.throwIfAborted();
        if (!isOfSeries && isFree(job)) {
          overPage = true;
          return await run.getState().drawQueued(queued);
        }
        await drawApart(parts, queued, hooks);
        if (!isOfSeries) results.add({ runId: job.runId, region });
        return { kind: 'done' };
      } catch (error) {
        const failure = failureOf(error);
        if (hooks.signal.aborted || failure.kind === 'cancelled') return { kind: 'cancelled' };
        return { kind: 'failed', failure };
      } finally {
        overPage = false;
      }
    },
    stop: () => overPage && run.getState().cancel(),
  };
}

const drawTask = ({ task }: QueuedJob['request']) => (task === 'mix' ? 'generate' : task);
