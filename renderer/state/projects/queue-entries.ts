import type { QueuedJob } from '../../../preload/contract/queued-jobs.ts';
import type { RunSnapshot } from '../../generation/run/snapshot.ts';
import { drawTaskOf } from '../../generation/tasks/recorded-task.ts';
import { needsOf } from '../../generation/tasks/tasks.ts';
import type { ProjectSession } from '../project/session-types.ts';
import type { QueueItem } from '../queue-types.ts';

/** The jobs of the queue in memory, and as the list shows them. */

/** A job of an open project. The store holds it, and the rest is of this session. */
export interface Entry {
  readonly session: ProjectSession;
  readonly job: QueuedJob;
  readonly state: QueueItem['state'];
  readonly progress: QueueItem['progress'];
  readonly pageChanged: boolean;
  /** Whether it is from an earlier session, so that it waits for the artist to go on. */
  readonly left: boolean;
  /** The steps of the region that it was queued with; null where they are not known. */
  readonly region: RunSnapshot['region'];
}

/** @param left whether it is from an earlier session */
export function entryOf(session: ProjectSession, job: QueuedJob, left: boolean, region: RunSnapshot['region']): Entry {
  const state = job.failure === null ? 'waiting' : 'failed';
  return { session, job, state, progress: null, pageChanged: false, left, region };
}

export const isRunnable = ({ state, left }: Entry) => state === 'waiting' && !left;

/** The places of jobs that are on their way to the disk. */
export const placesOf = (coming: ReadonlyMap<string, number>) => [...coming].map(([id, place]) => ({ id, place }));

/** Whether a job draws on the page, so that a change of the page concerns it. */
export const drawsThePage = ({ request }: QueuedJob) => needsOf(drawTaskOf(request.task)).page;

export function itemOf({ session, job, state, progress, pageChanged }: Entry): QueueItem {
  const { id, request, count, failure } = job;
  return {
    id,
    projectId: session.id,
    projectName: session.project.getState().name,
    task: drawTaskOf(request.task),
    prompt: request.prompt,
    count,
    state,
    progress,
    failure,
    pageChanged,
  };
}
