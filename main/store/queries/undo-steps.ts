import {
  LONGEST_STEP,
  MOST_STEPS_AT_ONCE,
  MOST_UNDO_STEPS,
  nothingToUndo,
  type UndoChange,
  type UndoState,
} from '../../../preload/contract/undo-steps.ts';
import { type ReadableDB, readRow, readRows, type WritableDB, writeRow } from '../database.ts';
import { deflated, inflated } from '../deflated.ts';
import { findMissingBlobs } from './blobs.ts';

/**
 * The undo steps of the document, as deflated text. The window writes and reads the text. Only the hashes of pictures are
 * looked for in it here.
 */

/** Characters of the steps in one answer, beyond the first one. */
const MOST_AT_ONCE = 4 * 1024 ** 2;
const NO_STEPS: UndoChange = { keep: 0, steps: [], done: 0, open: null };
/** No project makes as many, and a number may still grow. The database may come from anywhere. */
const HIGHEST_NUMBER = 2 ** 50;
const HASH = /"[0-9a-f]{64}"/g;
/** A letter, digit or sign that is written by its number, as no studio writes it. A hash could hide behind it. */
const ESCAPED = /(?<!\\)(?:\\\\)*\\u00[2-7]/;

/**
 * Writes what changed in the steps. Writing it again changes nothing.
 * @param change absent where the document was changed by something that keeps no steps, so that none leads to it
 */
export function writeUndo(db: WritableDB, change: UndoChange = NO_STEPS): void {
  const last = lastNumber(db);
  const { keep, steps, done, open } = change;
  writeRow(db, 'DELETE FROM undo_steps WHERE number > :keep', { keep });
  // A recovered project may lack the last steps, and none leads over a gap.
  if (keep > last) writeRow(db, 'DELETE FROM undo_steps');
  steps.forEach((step, index) => {
    writeRow(db, 'INSERT INTO undo_steps (number, step) VALUES (:number, :step)', {
      number: keep + 1 + index,
      step: step === null ? new Uint8Array() : deflated(step),
    });
  });
  writeRow(db, 'DELETE FROM undo_steps WHERE number <= :oldest', { oldest: keep + steps.length - MOST_UNDO_STEPS });
  writeRow(db, 'UPDATE project SET undo_done = :done, undo_open = :open', {
    done,
    open: open === null ? null : deflated(open),
  });
}

export function readUndoState(db: ReadableDB): UndoState {
  const row = readRow<{ done: unknown; open: unknown }>(db, 'SELECT undo_done AS done, undo_open AS open FROM project');
  const done = row?.done;
  if (typeof done !== 'number' || !Number.isSafeInteger(done) || done < 0 || done > HIGHEST_NUMBER)
    return nothingToUndo;
  const { undo, redo } = readRow<{ undo: number; redo: number }>(
    db,
    'SELECT count(*) FILTER (WHERE number <= :done) AS undo, count(*) FILTER (WHERE number > :done) AS redo FROM undo_steps WHERE number BETWEEN 1 AND :highest',
    { done, highest: HIGHEST_NUMBER },
  ) ?? { undo: 0, redo: 0 };
  const open = row?.open == null ? null : textOf(row.open);
  return { done, undo, redo, open: open === null || !hasItsPictures(db, open) ? null : open };
}

/** Steps in the order of their use. Null stands for one that cannot be read, or that names a picture which is not here. */
export function readUndoSteps(db: ReadableDB, direction: 'undo' | 'redo', from: number): (string | null)[] {
  const order =
    direction === 'undo' ? 'number BETWEEN 1 AND :from ORDER BY number DESC' : 'number >= :from ORDER BY number';
  const sql = `SELECT number, step FROM undo_steps WHERE ${order} LIMIT ${MOST_STEPS_AT_ONCE}`;
  const steps: (string | null)[] = [];
  let length = 0;
  for (const { number, step } of readRows<{ number: number; step: unknown }>(db, sql, { from })) {
    const next = direction === 'undo' ? from - steps.length : from + steps.length;
    const text = number === next ? textOf(step) : null;
    length += text?.length ?? 0;
    if (steps.length > 0 && length > MOST_AT_ONCE) break;
    const isWhole = text !== null && hasItsPictures(db, text);
    steps.push(isWhole ? text : null);
    if (!isWhole) break;
  }
  return steps;
}

function hasItsPictures(db: ReadableDB, text: string): boolean {
  const hashes = [...new Set(text.match(HASH) ?? [])].map((quoted) => quoted.slice(1, -1));
  return !ESCAPED.test(text) && findMissingBlobs(db, hashes).length === 0;
}

const lastNumber = (db: ReadableDB) =>
  readRow<{ last: number | null }>(db, 'SELECT max(number) AS last FROM undo_steps')?.last ?? 0;

/** Null for what is no step. */
function textOf(bytes: unknown): string | null {
  const text = inflated(bytes, 4 * LONGEST_STEP);
  return text !== null && text.length >= 2 && text.length <= LONGEST_STEP ? text : null;
}
