import { isDeepStrictEqual } from 'node:util';
import { StudioError } from '../../preload/contract/errors.ts';
import { MOST_QUEUED, type NewQueuedJob, type QueuedJob } from '../../preload/contract/queued-jobs.ts';
import type { Handlers } from '../../preload/contract/service.ts';
import type { StoreService } from '../../preload/contract/store.ts';
import { changeDatabase } from './projects.ts';
import { findMissingBlobs } from './queries/blobs.ts';
import {
  countQueuedJobs,
  deleteQueuedJob,
  hashesOf,
  insertQueuedJob,
  markQueuedJob,
  placeQueuedJob,
  readQueuedJob,
  readQueuedJobs,
} from './queries/queued-jobs.ts';
import type { Ways } from './ways.ts';

type Names = 'queueJob' | 'listQueuedJobs' | 'arrangeQueuedJobs' | 'markQueuedJob' | 'dropQueuedJobs';

/** Drawings that wait for their turn. */
export function queueHandlers({ readProject, changeProject }: Ways): Pick<Handlers<StoreService>, Names> {
  return {
    queueJob: ({ projectId, job }) =>
      changeProject(projectId, (project) => {
        const kept = readQueuedJob(project.db, job.id);
        if (kept !== undefined) {
          // The answer to the first call was lost.
          if (isSameJob(kept, job)) return kept;
          throw StudioError.of('queue.id-taken', {});
        }
        if (countQueuedJobs(project.db) >= MOST_QUEUED) throw StudioError.of('queue.full', { most: MOST_QUEUED });
        if (findMissingBlobs(project.db, hashesOf(job)).length > 0) throw StudioError.of('queue.no-picture', {});
        const queued: QueuedJob = { ...job, drawn: 0, failure: null, createdAt: Date.now() };
        changeDatabase(project, (write) => insertQueuedJob(write, queued));
        return queued;
      }),
    listQueuedJobs: ({ projectId }) =>
      readProject(projectId, ({ db }) => {
        const { records, unreadable } = readQueuedJobs(db);
        return { jobs: [...records], unreadable: [...unreadable] };
      }),
    arrangeQueuedJobs: ({ projectId, places }) =>
      changeProject(projectId, (project) => {
        changeDatabase(project, (write) => {
          for (const { id, place } of places) placeQueuedJob(write, id, place);
        });
        return {};
      }),
    markQueuedJob: ({ projectId, id, failure }) =>
      changeProject(projectId, (project) => {
        changeDatabase(project, (write) => markQueuedJob(write, id, failure));
        return {};
      }),
    dropQueuedJobs: ({ projectId, ids }) =>
      changeProject(projectId, (project) => {
        changeDatabase(project, (write) => {
          for (const id of ids) deleteQueuedJob(write, id);
        });
        return {};
      }),
  };
}

/** Whether a call repeats an earlier one. What may have changed since is not compared. */
function isSameJob(kept: QueuedJob, asked: NewQueuedJob): boolean {
  const { drawn, failure, createdAt, place } = kept;
  return isDeepStrictEqual(kept, { ...asked, drawn, failure, createdAt, place });
}
