import { imageSettingsSchema, timingsSchema } from '../../../preload/contract/engine.ts';
import {
  type Generation,
  type ListedGeneration,
  listedGenerationSchema,
  type Unreadable,
} from '../../../preload/contract/store.ts';
import { taskDetailsSchema } from '../../../preload/contract/task-inputs.ts';
import { type ReadableDB, readRow, readRows, type WritableDB, writeRow } from '../database.ts';
import { JSON_VERSION, readJson } from './json.ts';
import { dateInWords, readRecords } from './records.ts';

/** The record of every drawing of the project. */

interface ListedRow extends Omit<ListedGeneration, 'settings' | 'timings' | 'details' | 'frame'> {
  readonly settings: string;
  readonly timings: string;
  readonly details: string;
  readonly frameX: number;
  readonly frameY: number;
  readonly frameWidth: number;
  readonly frameHeight: number;
  readonly jsonVersion: number;
}

interface GenerationRow extends ListedRow {
  readonly gridCodes: Buffer;
}

/** A page of the list, newest first. */
export interface Page {
  readonly generations: ListedGeneration[];
  readonly unreadable: Unreadable[];
  /** The rows of the next page are below this one; null after the last. */
  readonly next: number | null;
}

const LISTED = `
  id, sequence, task, prompt, settings, seed, model_hash AS modelHash, model_name AS modelName, provider, timings,
  picture, frame_x AS frameX, frame_y AS frameY, frame_width AS frameWidth, frame_height AS frameHeight,
  page_width AS pageWidth, page_height AS pageHeight, mask, details,
  given_picture AS givenPicture, given_style AS givenStyle, parent_id AS parentId,
  grid_columns AS gridColumns, grid_rows AS gridRows, outcome, created_at AS createdAt,
  json_version AS jsonVersion`;

export const SELECT_NEWEST = `
  SELECT ${LISTED} FROM generations
  ORDER BY sequence DESC LIMIT :limit`;

export const SELECT_BEFORE = `
  SELECT ${LISTED} FROM generations WHERE sequence < :before
  ORDER BY sequence DESC LIMIT :limit`;

const INSERT = `
  INSERT INTO generations (id, sequence, task, prompt, settings, seed, model_hash, model_name, provider, timings,
    picture, frame_x, frame_y, frame_width, frame_height, page_width, page_height, mask, details, given_picture, given_style,
    parent_id, grid_columns, grid_rows, grid_codes, outcome, created_at, json_version)
  VALUES (:id, :sequence, :task, :prompt, :settings, :seed, :modelHash, :modelName, :provider, :timings,
    :picture, :frameX, :frameY, :frameWidth, :frameHeight, :pageWidth, :pageHeight, :mask, :details, :givenPicture,
    :givenStyle, :parentId, :gridColumns, :gridRows, :gridCodes, :outcome, :createdAt, :jsonVersion)`;

function toListed<R extends ListedRow>({ jsonVersion, ...row }: R) {
  const { frameX, frameY, frameWidth, frameHeight, ...rest } = row;
  return {
    ...rest,
    settings: readJson(imageSettingsSchema, 'settings', row.settings, jsonVersion),
    timings: readJson(timingsSchema, 'timings', row.timings, jsonVersion),
    details: readJson(taskDetailsSchema, 'details', row.details, jsonVersion),
    frame: { x: frameX, y: frameY, width: frameWidth, height: frameHeight },
  };
}

const nameOf = ({ sequence, createdAt }: ListedRow) => ({
  where: `generations ${sequence}`,
  what: `The drawing of ${dateInWords(createdAt)}`,
});

export function insertGeneration(db: WritableDB, generation: Generation): void {
  const { frame, settings, timings, details, ...rest } = generation;
  writeRow(db, INSERT, {
    ...rest,
    settings: JSON.stringify(settings),
    timings: JSON.stringify(timings),
    details: JSON.stringify(details),
    jsonVersion: JSON_VERSION,
    frameX: frame.x,
    frameY: frame.y,
    frameWidth: frame.width,
    frameHeight: frame.height,
  });
}

export function readGeneration(db: ReadableDB, id: string): Generation | undefined {
  const row = readRow<GenerationRow>(db, `SELECT ${LISTED}, grid_codes AS gridCodes FROM generations WHERE id = :id`, {
    id,
  });
  return row === undefined ? undefined : { ...toListed(row), gridCodes: new Uint8Array(row.gridCodes) };
}

export function readGenerations(db: ReadableDB, before: number | null, limit: number): Page {
  const rows =
    before === null
      ? readRows<ListedRow>(db, SELECT_NEWEST, { limit })
      : readRows<ListedRow>(db, SELECT_BEFORE, { before, limit });
  const { records, unreadable } = readRecords(rows, listedGenerationSchema, toListed, nameOf);
  const last = rows.length < limit ? undefined : rows.at(-1);
  return { generations: [...records], unreadable: [...unreadable], next: last?.sequence ?? null };
}

/** The number of the record to be written next. */
export function nextSequence(db: ReadableDB): number {
  return (readRow<{ last: number | null }>(db, 'SELECT max(sequence) AS last FROM generations')?.last ?? 0) + 1;
}

/** @returns whether there was such a record. */
export function writeOutcome(db: WritableDB, id: string, outcome: Generation['outcome']): boolean {
  return writeRow(db, 'UPDATE generations SET outcome = :outcome WHERE id = :id', { id, outcome }) === 1;
}
