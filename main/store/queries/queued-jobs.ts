import { failureSchema } from '../../../preload/contract/errors.ts';
import {
  type QueuedJob,
  type QueuedPictures,
  queuedJobSchema,
  queuedRequestSchema,
} from '../../../preload/contract/queued-jobs.ts';
import { type ReadableDB, readRow, readRows, type WritableDB, writeRow } from '../database.ts';
import { JSON_VERSION, readJson } from './json.ts';
import { dated, type Readable, readRecords } from './records.ts';

/** Drawings that wait for their turn, in the order in which they will be drawn. */

type JobRow = Omit<QueuedJob, 'request' | 'failure'> & {
  readonly request: string;
  readonly failure: string | null;
  readonly jsonVersion: number;
};

const COLUMNS = `
  id, run_id AS runId, place, request, picture, style_picture AS stylePicture, region_mask AS regionMask,
  freeze_mask AS freezeMask, given_picture AS givenPicture, given_style AS givenStyle, count, drawn, failure,
  created_at AS createdAt, json_version AS jsonVersion`;

export const SELECT_QUEUED_JOBS = `SELECT ${COLUMNS} FROM queued_jobs ORDER BY place, id`;

function toJob({ jsonVersion, request, failure, ...row }: JobRow): QueuedJob {
  return {
    ...row,
    request: readJson(queuedRequestSchema, 'request', request, jsonVersion),
    failure: failure === null ? null : readJson(failureSchema, 'failure', failure, jsonVersion),
  };
}

const nameOf = ({ id, createdAt }: JobRow) => ({
  where: `queued_jobs ${id}`,
  what: dated(createdAt, 'drawing'),
});

export function readQueuedJobs(db: ReadableDB): Readable<QueuedJob> {
  return readRecords(readRows<JobRow>(db, SELECT_QUEUED_JOBS), queuedJobSchema, toJob, nameOf);
}

export function readQueuedJob(db: ReadableDB, id: string): QueuedJob | undefined {
  const row = readRow<JobRow>(db, `SELECT ${COLUMNS} FROM queued_jobs WHERE id = :id`, { id });
  return row && queuedJobSchema.parse(toJob(row));
}

export function countQueuedJobs(db: ReadableDB): number {
  return readRow<{ jobs: number }>(db, 'SELECT count(*) AS jobs FROM queued_jobs')?.jobs ?? 0;
}

export function insertQueuedJob(db: WritableDB, { request, failure, ...job }: QueuedJob): void {
  writeRow(
    db,
    `INSERT INTO queued_jobs (id, run_id, place, request, picture, style_picture, region_mask, freeze_mask,
       given_picture, given_style, count, drawn, failure, created_at, json_version)
     VALUES (:id, :runId, :place, :request, :picture, :stylePicture, :regionMask, :freezeMask,
       :givenPicture, :givenStyle, :count, :drawn, :failure, :createdAt, :jsonVersion)`,
    {
      ...job,
      request: JSON.stringify(request),
      failure: failure && JSON.stringify(failure),
      jsonVersion: JSON_VERSION,
    },
  );
}

/** @returns whether the job is there */
export function placeQueuedJob(db: WritableDB, id: string, place: number): boolean {
  return writeRow(db, 'UPDATE queued_jobs SET place = :place WHERE id = :id', { id, place }) === 1;
}

/** Notes why a job could not be drawn. Null lets it wait again. @returns whether the job is there */
export function markQueuedJob(db: WritableDB, id: string, failure: QueuedJob['failure']): boolean {
  const text = failure && JSON.stringify(failure);
  return writeRow(db, 'UPDATE queued_jobs SET failure = :text WHERE id = :id', { id, text }) === 1;
}

/** Counts one more recorded picture. With its last one the job is done, and its row goes. */
export function countDrawn(db: WritableDB, id: string): void {
  writeRow(db, 'UPDATE queued_jobs SET drawn = drawn + 1 WHERE id = :id', { id });
  writeRow(db, 'DELETE FROM queued_jobs WHERE id = :id AND drawn >= count', { id });
}

export function deleteQueuedJob(db: WritableDB, id: string): void {
  writeRow(db, 'DELETE FROM queued_jobs WHERE id = :id', { id });
}

/** The hashes that a job names. */
export function hashesOf(job: QueuedPictures): string[] {
  const { picture, stylePicture, regionMask, freezeMask, givenPicture, givenStyle } = job;
  const named = [picture, stylePicture, regionMask, freezeMask, givenPicture, givenStyle];
  return named.filter((hash) => hash !== null);
}
