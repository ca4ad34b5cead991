import { timingsSchema } from '../../../preload/contract/job.ts';
import { elementTypesSchema } from '../../../preload/contract/manifest.ts';
import {
  artifactSchema,
  type Filters,
  type Generation,
  type ListedGeneration,
  listedGenerationSchema,
  type PictureShape,
  pictureSizes,
  type Sought,
  type TreePlace,
  type Unreadable,
} from '../../../preload/contract/records.ts';
import { imageSettingsSchema } from '../../../preload/contract/settings.ts';
import { taskDetailsSchema } from '../../../preload/contract/task-inputs.ts';
import { versionsSchema } from '../../../preload/contract/versions.ts';
import { type ReadableDB, readRow, readRows, type WritableDB, writeRow } from '../database.ts';
import { JSON_VERSION, readJson } from './json.ts';
import { dated, readRecords } from './records.ts';

/**
 * The records of the project's drawings. The compiler does not read SQL, so a new column has to be named in
 * `LISTED`, in both halves of `INSERT` and, where the record differs from it, in `toListed` and `insertGeneration`.
 */

type AsText = 'settings' | 'timings' | 'details' | 'elementTypes' | 'versions' | 'artifacts';

interface ListedRow extends Omit<ListedGeneration, AsText | 'frame' | 'grid' | 'starred'> {
  readonly starred: 0 | 1;
  readonly settings: string;
  readonly timings: string;
  readonly details: string;
  readonly elementTypes: string | null;
  readonly versions: string | null;
  readonly artifacts: string;
  readonly gridColumns: number | null;
  readonly gridRows: number | null;
  readonly frameX: number;
  readonly frameY: number;
  readonly frameWidth: number;
  readonly frameHeight: number;
  readonly jsonVersion: number;
}

interface GenerationRow extends ListedRow {
  readonly gridCodes: Buffer | null;
}

/** A page of the list, newest first. */
export interface Page {
  readonly generations: ListedGeneration[];
  readonly unreadable: Unreadable[];
  /** The next page begins below this sequence number; null after the last page. */
  readonly next: number | null;
}

const LISTED = `
  id, sequence, run_id AS runId, task, prompt, settings, seed, model_hash AS modelHash, model_name AS modelName,
  model_family AS modelFamily, model_precision AS modelPrecision, element_types AS elementTypes, provider, timings, picture,
  frame_x AS frameX, frame_y AS frameY, frame_width AS frameWidth, frame_height AS frameHeight,
  page_width AS pageWidth, page_height AS pageHeight, mask, details,
  given_picture AS givenPicture, given_style AS givenStyle, parent_id AS parentId,
  grid_columns AS gridColumns, grid_rows AS gridRows, outcome, starred, freeze_mask AS freezeMask, versions, created_at AS createdAt,
  json_version AS jsonVersion,
  (SELECT json_group_array(json_object('kind', kind, 'blob', blob)) FROM
    (SELECT kind, blob FROM artifacts WHERE generation_id = generations.id ORDER BY position)) AS artifacts`;

export const SELECT_NEWEST = `
  SELECT ${LISTED} FROM generations
  ORDER BY sequence DESC LIMIT :limit`;

export const SELECT_BEFORE = `
  SELECT ${LISTED} FROM generations WHERE sequence < :before
  ORDER BY sequence DESC LIMIT :limit`;

/**
 * Any of them, those with a star, or those that the filters and the words find, beyond `:before` in their order. A filter
 * that is null lets all pass. `starred` comes last, since it lies behind the codes of a row, and reading it takes long.
 */
const selectSought = (beyond: '<' | '>', order: 'DESC' | 'ASC') => `
  SELECT ${LISTED} FROM generations
  WHERE sequence ${beyond} :before
    AND (:task IS NULL OR task = :task)
    AND (:model IS NULL OR model_name = :model)
    AND (:region IS NULL OR (mask IS NOT NULL) = :region)
    AND (:outcome IS NULL OR outcome = :outcome)
    AND (:captioned IS NULL OR (picture IN (
      SELECT picture FROM notes WHERE deleted_at IS NULL AND task = 'caption' AND picture IS NOT NULL)) = :captioned)
    AND (:since IS NULL OR created_at >= :since)
    AND (:shape IS NULL OR sign(frame_width - frame_height) = :shape)
    AND (:leastSide IS NULL OR max(frame_width, frame_height) >= :leastSide)
    AND (:mostSide IS NULL OR max(frame_width, frame_height) < :mostSide)
    AND (:starred = 0 OR starred = 1) AND (:match = '' OR sequence IN (
    SELECT rowid FROM prompt_words WHERE prompt_words MATCH :match
    UNION
    SELECT sequence FROM generations WHERE picture IN (
      SELECT picture FROM notes
      WHERE deleted_at IS NULL AND sequence IN (SELECT rowid FROM note_words WHERE note_words MATCH :match))))
  ORDER BY sequence ${order} LIMIT :limit`;

export const SELECT_SOUGHT = selectSought('<', 'DESC');
export const SELECT_SOUGHT_OLDEST = selectSought('>', 'ASC');

/**
 * Drawings by family. The newest roots come first, and what began from one follows it. A parent counts only where it has a
 * lower number than its child, so that no row of a damaged or foreign database leads in a circle.
 */
export const SELECT_TREE = `
  WITH RECURSIVE
    roots (id, number) AS (
      SELECT id, sequence FROM generations AS own
      WHERE sequence <= :root AND NOT EXISTS (
        SELECT 1 FROM generations AS parent WHERE parent.id = own.parent_id AND parent.sequence < own.sequence)
      ORDER BY sequence DESC
      -- The first may have nothing left.
      LIMIT :limit + 1
    ),
    family (root, id, number) AS (
      SELECT number, id, number FROM roots
      UNION ALL
      SELECT family.root, child.id, child.sequence FROM family
      JOIN generations AS child ON child.parent_id = family.id AND child.sequence > family.number
    ),
    page (root, number) AS (
      SELECT root, number FROM family WHERE root < :root OR number > :after
      ORDER BY root DESC, number LIMIT :limit
    )
  SELECT ${LISTED}, page.root AS root FROM page JOIN generations ON generations.sequence = page.number
  ORDER BY page.root DESC, generations.sequence`;

const INSERT = `
  INSERT INTO generations (id, sequence, run_id, task, prompt, settings, seed, model_hash, model_name, model_family,
    model_precision, element_types, provider, timings, picture, frame_x, frame_y, frame_width, frame_height, page_width, page_height, mask, details, given_picture, given_style,
    parent_id, grid_columns, grid_rows, grid_codes, outcome, starred, freeze_mask, versions, created_at, json_version)
  VALUES (:id, :sequence, :runId, :task, :prompt, :settings, :seed, :modelHash, :modelName, :modelFamily,
    :modelPrecision, :elementTypes, :provider, :timings, :picture, :frameX, :frameY, :frameWidth, :frameHeight, :pageWidth, :pageHeight, :mask, :details, :givenPicture,
    :givenStyle, :parentId, :gridColumns, :gridRows, :gridCodes, :outcome, :starred, :freezeMask, :versions, :createdAt, :jsonVersion)`;

const INSERT_ARTIFACT = `
  INSERT INTO artifacts (generation_id, position, kind, blob) VALUES (:generationId, :position, :kind, :blob)`;

const artifactsSchema = artifactSchema.array();

function toListed({ jsonVersion, ...row }: ListedRow): ListedGeneration {
  const { frameX, frameY, frameWidth, frameHeight, gridColumns, gridRows, elementTypes, versions, artifacts, ...rest } =
    row;
  return {
    ...rest,
    starred: row.starred === 1,
    grid: gridColumns === null || gridRows === null ? null : { columns: gridColumns, rows: gridRows },
    elementTypes:
      elementTypes === null ? null : readJson(elementTypesSchema, 'element_types', elementTypes, jsonVersion),
    versions: versions === null ? null : readJson(versionsSchema, 'versions', versions, jsonVersion),
    artifacts: artifactsSchema.parse(JSON.parse(artifacts)),
    settings: readJson(imageSettingsSchema, 'settings', row.settings, jsonVersion),
    timings: readJson(timingsSchema, 'timings', row.timings, jsonVersion),
    details: readJson(taskDetailsSchema, 'details', row.details, jsonVersion),
    frame: { x: frameX, y: frameY, width: frameWidth, height: frameHeight },
  };
}

const nameOf = ({ sequence, createdAt }: ListedRow) => ({
  where: `generations ${sequence}`,
  what: dated(createdAt, 'drawing'),
});

export function insertGeneration(db: WritableDB, generation: Generation): void {
  const { frame, settings, timings, details, elementTypes, versions, artifacts, grid, ...rest } = generation;
  writeRow(db, INSERT, {
    ...rest,
    starred: rest.starred ? 1 : 0,
    elementTypes: elementTypes && JSON.stringify(elementTypes),
    versions: versions && JSON.stringify(versions),
    gridColumns: grid?.columns ?? null,
    gridRows: grid?.rows ?? null,
    gridCodes: grid?.codes ?? null,
    settings: JSON.stringify(settings),
    timings: JSON.stringify(timings),
    details: JSON.stringify(details),
    jsonVersion: JSON_VERSION,
    frameX: frame.x,
    frameY: frame.y,
    frameWidth: frame.width,
    frameHeight: frame.height,
  });
  artifacts.forEach((artifact, position) => {
    writeRow(db, INSERT_ARTIFACT, { ...artifact, generationId: generation.id, position });
  });
}

export function readGeneration(db: ReadableDB, id: string): Generation | undefined {
  const sql = `SELECT ${LISTED}, grid_codes AS gridCodes FROM generations WHERE id = :id`;
  const row = readRow<GenerationRow>(db, sql, { id });
  if (row === undefined) return undefined;
  const { gridCodes, ...listed } = row;
  const generation = toListed(listed);
  const { grid } = generation;
  return { ...generation, grid: grid && gridCodes && { ...grid, codes: new Uint8Array(gridCodes) } };
}

export function readGenerations(db: ReadableDB, before: number | null, limit: number, sought?: Sought): Page {
  const rows = readPage(db, before, limit, sought);
  const { records, unreadable } = readRecords(rows, listedGenerationSchema, toListed, nameOf);
  const last = rows.length < limit ? undefined : rows.at(-1);
  return { generations: [...records], unreadable: [...unreadable], next: last?.sequence ?? null };
}

export interface TreePage extends Omit<Page, 'next'> {
  /** Where the next page begins; null after the last page. */
  readonly next: TreePlace | null;
}

export function readTree(db: ReadableDB, from: TreePlace | null, limit: number): TreePage {
  const { root, after } = from ?? { root: Number.MAX_SAFE_INTEGER, after: 0 };
  const found = readRows<ListedRow & { readonly root: number }>(db, SELECT_TREE, { root, after, limit });
  const last = found.length < limit ? undefined : found.at(-1);
  const rows = found.map(({ root: _, ...row }): ListedRow => row);
  const { records, unreadable } = readRecords(rows, listedGenerationSchema, toListed, nameOf);
  const next = last === undefined ? null : { root: last.root, after: last.sequence };
  return { generations: [...records], unreadable: [...unreadable], next };
}

function readPage(db: ReadableDB, before: number | null, limit: number, sought?: Sought): ListedRow[] {
  if (sought !== undefined) {
    const match = matchOf(sought.words);
    // Words that hold no letter and no digit are in nothing.
    if (match === '' && sought.words.trim() !== '') return [];
    const first = sought.oldestFirst === true ? 0 : Number.MAX_SAFE_INTEGER;
    const narrowed = { before: before ?? first, limit, match, starred: sought.starred ? 1 : 0, ...filtered(sought) };
    return readRows<ListedRow>(db, sought.oldestFirst === true ? SELECT_SOUGHT_OLDEST : SELECT_SOUGHT, narrowed);
  }
  return before === null
    ? readRows<ListedRow>(db, SELECT_NEWEST, { limit })
    : readRows<ListedRow>(db, SELECT_BEFORE, { before, limit });
}

/** The filters as the query asks for them. */
function filtered({ task, model, shape, size, since, region, outcome, captioned }: Filters) {
  const [leastSide = null, mostSide = null] = size === undefined ? [] : pictureSizes[size];
  return {
    task: task ?? null,
    model: model ?? null,
    region: region === undefined ? null : Number(region),
    captioned: captioned === undefined ? null : Number(captioned),
    outcome: outcome ?? null,
    since: since ?? null,
    shape: shape === undefined ? null : SIGNS[shape],
    leastSide,
    mostSide,
  };
}

/** The sign of the width less the height. */
const SIGNS: Readonly<Record<PictureShape, number>> = { square: 0, wide: 1, tall: -1 };

/** The tasks and models of all drawings, the most frequent first. */
export function readDrawnWith(db: ReadableDB): { readonly tasks: string[]; readonly models: string[] } {
  const read = (sql: string) => readRows<{ name: string }>(db, sql).map(({ name }) => name);
  return { tasks: read(SELECT_TASKS), models: read(SELECT_MODELS) };
}

const SELECT_TASKS = 'SELECT task AS name FROM generations GROUP BY task ORDER BY count(*) DESC, task LIMIT 100';
const SELECT_MODELS =
  'SELECT model_name AS name FROM generations GROUP BY model_name ORDER BY count(*) DESC, model_name LIMIT 100';

/** The words as FTS5 asks for all of their beginnings (https://sqlite.org/fts5.html#full_text_query_syntax). */
export function matchOf(words: string): string {
  const parts = words.split(/\s+/).filter((part) => /[\p{L}\p{N}]/u.test(part));
  return parts.map((part) => `"${part.replaceAll('"', '""')}"*`).join(' ');
}

/** The id of the newest drawing that made this picture; null where none did. */
export function readDrawerOf(db: ReadableDB, picture: string): string | null {
  const sql = 'SELECT id FROM generations WHERE picture = :picture ORDER BY sequence DESC LIMIT 1';
  return readRow<{ id: string }>(db, sql, { picture })?.id ?? null;
}

/** The sequence number of the next record. */
export function nextSequence(db: ReadableDB): number {
  return (readRow<{ last: number | null }>(db, 'SELECT max(sequence) AS last FROM generations')?.last ?? 0) + 1;
}

/** @returns whether the record exists */
export function writeOutcome(db: WritableDB, id: string, outcome: Generation['outcome']): boolean {
  return writeRow(db, 'UPDATE generations SET outcome = :outcome WHERE id = :id', { id, outcome }) === 1;
}

/** @returns whether the record exists */
export function writeStar(db: WritableDB, id: string, starred: boolean): boolean {
  return (
    writeRow(db, 'UPDATE generations SET starred = :starred WHERE id = :id', { id, starred: starred ? 1 : 0 }) === 1
  );
}
