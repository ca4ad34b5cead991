import { failureSchema } from '../../../preload/contract/errors.ts';
import {
  type NewQueuedCaption,
  type QueuedCaption,
  queuedCaptionSchema,
} from '../../../preload/contract/queued-captions.ts';
import { type ReadableDB, readRow, readRows, type WritableDB, writeRow } from '../database.ts';
import { JSON_VERSION, readJson } from './json.ts';
import { dated, type Readable, readRecords } from './records.ts';

/** Captions and answers that wait to be made, in their order. */

type CaptionRow = Omit<QueuedCaption, 'failure'> & {
  readonly failure: string | null;
  readonly createdAt: number;
  readonly jsonVersion: number;
};

export const SELECT_QUEUED_CAPTIONS = `
  SELECT id, task, question, picture, failure, created_at AS createdAt, json_version AS jsonVersion
  FROM queued_captions ORDER BY sequence`;

export function readQueuedCaptions(db: ReadableDB): Readable<QueuedCaption> {
  const toCaption = ({ createdAt: _, jsonVersion, failure, ...row }: CaptionRow): QueuedCaption => ({
    ...row,
    failure: failure === null ? null : readJson(failureSchema, 'failure', failure, jsonVersion),
  });
  const nameOf = ({ id, createdAt }: CaptionRow) => ({
    where: `queued_captions ${id}`,
    what: dated(createdAt, 'note'),
  });
  return readRecords(readRows<CaptionRow>(db, SELECT_QUEUED_CAPTIONS), queuedCaptionSchema, toCaption, nameOf);
}

export function countQueuedCaptions(db: ReadableDB): number {
  return readRow<{ count: number }>(db, 'SELECT count(*) AS count FROM queued_captions')?.count ?? 0;
}

/** Puts one at the end. One that waits already, or of which the note is there, stays as it is. */
export function insertQueuedCaption(db: WritableDB, caption: NewQueuedCaption, createdAt: number): void {
  writeRow(
    db,
    `INSERT INTO queued_captions (id, task, question, picture, created_at, json_version)
     SELECT :id, :task, :question, :picture, :createdAt, :jsonVersion
     WHERE NOT EXISTS (SELECT 1 FROM notes WHERE id = :id)
     ON CONFLICT (id) DO NOTHING`,
    { ...caption, createdAt, jsonVersion: JSON_VERSION },
  );
}

/** Notes why one could not be made. Null lets it wait again. */
export function markQueuedCaption(db: WritableDB, id: string, failure: QueuedCaption['failure']): void {
  const text = failure && JSON.stringify(failure);
  writeRow(db, 'UPDATE queued_captions SET failure = :text WHERE id = :id', { id, text });
}

export function deleteQueuedCaption(db: WritableDB, id: string): void {
  writeRow(db, 'DELETE FROM queued_captions WHERE id = :id', { id });
}
