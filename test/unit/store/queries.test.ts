import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  closeDatabase,
  createDatabase,
  explain,
  type ReadableDB,
  readRows,
  writeRow,
  writeTransaction,
} from '../../../main/store/database.ts';
import { projectKind, studioKind } from '../../../main/store/kinds.ts';
import { openDatabase } from '../../../main/store/opening.ts';
import { SELECT_BEFORE, SELECT_NEWEST } from '../../../main/store/queries/generations.ts';
import { SELECT_GUIDES } from '../../../main/store/queries/guides.ts';
import { SELECT_LAYERS } from '../../../main/store/queries/layers.ts';
import { SELECT_NOTES } from '../../../main/store/queries/notes.ts';
import { SELECT_QUEUED_CAPTIONS } from '../../../main/store/queries/queued-captions.ts';
import { SELECT_QUEUED_JOBS } from '../../../main/store/queries/queued-jobs.ts';
import { SELECT_RECENTS } from '../../../main/store/queries/recents.ts';
import { SELECT_REGION_STEPS } from '../../../main/store/queries/region-steps.ts';
import { SELECT_SAVED_MASKS } from '../../../main/store/queries/saved-masks.ts';
import { makeDataFolder } from './test-store.ts';

async function openEmpty(kind: typeof projectKind): Promise<ReadableDB> {
  const file = join(makeDataFolder(), 'some.sqlite');
  createDatabase(file, kind, () => undefined);
  const db = await openDatabase(file, kind);
  onTestFinished(() => closeDatabase(db));
  return db;
}

function fileOf(db: ReadableDB): string {
  return readRows<{ file: string }>(db, 'SELECT file FROM pragma_database_list')[0]?.file ?? '';
}

const place = { before: 1, limit: 10 };

/** A plan that sorts or scans a table without an index grows with the history; none may. */
test.each([
  ['generations, first page', projectKind, SELECT_NEWEST, { limit: 10 }, 'generations_by_sequence'],
  ['generations, next page', projectKind, SELECT_BEFORE, place, 'generations_by_sequence'],
  ['number of the newest', projectKind, 'SELECT max(sequence) FROM generations', {}, 'generations_by_sequence'],
  ['layers', projectKind, SELECT_LAYERS, {}, 'layers_by_ordinal'],
  ['steps of the region', projectKind, SELECT_REGION_STEPS, {}, 'region_steps_by_ordinal'],
  ['saved masks', projectKind, SELECT_SAVED_MASKS, {}, 'saved_masks_by_ordinal'],
  ['guides', projectKind, SELECT_GUIDES, {}, 'guides_by_ordinal'],
  ['artifacts of a drawing', projectKind, SELECT_NEWEST, { limit: 10 }, 'SEARCH artifacts USING PRIMARY KEY'],
  [
    'drawings of a run',
    projectKind,
    'SELECT id FROM generations WHERE run_id = :run',
    { run: '' },
    'generations_by_run',
  ],
  ['layer of a mask', projectKind, 'SELECT name FROM layers WHERE mask = :hash', { hash: '' }, 'layers_by_mask'],
  ['queued jobs', projectKind, SELECT_QUEUED_JOBS, {}, 'queued_jobs_by_place'],
  ['queued captions', projectKind, SELECT_QUEUED_CAPTIONS, {}, 'SCAN queued_captions'],
  ['notes', projectKind, SELECT_NOTES, {}, 'notes_by_sequence'],
  ['layer of a blob', projectKind, 'SELECT name FROM layers WHERE blob = :hash', { hash: '' }, 'layers_by_blob'],
  [
    'drawing of a blob',
    projectKind,
    'SELECT prompt FROM generations WHERE picture = :hash',
    { hash: '' },
    'generations_by_picture',
  ],
  ['recents', studioKind, SELECT_RECENTS, {}, 'recents_by_opening'],
])('%s are found by an index', async (_, kind, sql, values, index) => {
  const plan = explain(await openEmpty(kind), sql, values);
  expect(plan.join('\n')).toContain(index);
  expect(plan.join('\n')).not.toContain('TEMP B-TREE');
});

test('a read that would write is refused', async () => {
  const db = await openEmpty(projectKind);
  expect(() => readRows(db, 'DELETE FROM notes RETURNING id')).toThrow('must not write');
});

test('a transaction that fails leaves nothing of itself', async () => {
  const db = await openEmpty(studioKind);
  const work = () =>
    writeTransaction(db, (write) => {
      writeRow(write, `INSERT INTO settings VALUES ('a', '1')`);
      writeRow(write, `INSERT INTO settings VALUES ('b', 'not json')`);
    });
  expect(work).toThrow(/CHECK/);
  expect(readRows(db, 'SELECT * FROM settings')).toEqual([]);
});

test('the pragmas are those that the promises rest on', async () => {
  const db = await openEmpty(projectKind);
  const value = (name: string) => Object.values(readRows<Record<string, unknown>>(db, `PRAGMA ${name}`)[0] ?? {})[0];
  expect(['synchronous', 'foreign_keys', 'trusted_schema'].map(value)).toEqual([2, 1, 0]);
  // Asking for the journal's mode counts as a write: the log beside the file is the proof.
  expect(existsSync(`${fileOf(db)}-wal`)).toBe(true);
  expect(
    readRows(
      db,
      `SELECT name FROM pragma_table_list
       WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT LIKE 'sqlite_%'`,
    ),
  ).toEqual([]);
});
