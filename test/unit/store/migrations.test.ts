import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { backupFile, listBackups } from '../../../main/store/backups.ts';
import {
  closeDatabase,
  createDatabase,
  type DatabaseKind,
  integrityOf,
  type ReadableDB,
  readRows,
  schemaVersion,
  type WritableDB,
  writeRow,
} from '../../../main/store/database.ts';
import { dataFolderAt, projectFolder } from '../../../main/store/folders.ts';
import { projectKind, studioKind } from '../../../main/store/kinds.ts';
import { latestVersion, pendingMigrations } from '../../../main/store/migrations/index.ts';
import { openDatabase } from '../../../main/store/opening.ts';
import { closeProject, openProjectFolder } from '../../../main/store/projects.ts';
import { makeDataFolder } from './test-store.ts';

const HASH = 'a'.repeat(64);

/** The same kind of database as a studio of that schema knew it. */
function kindUpTo(kind: DatabaseKind, version: number): DatabaseKind {
  return { ...kind, migrations: kind.migrations.filter((migration) => migration.version <= version) };
}

const insertProject = `
  INSERT INTO project (only, id, name, created_at, opened_at, saved_at, page_width, page_height) VALUES (1, 'p', 'Harbour', 1, 2, 3, 640, 480)`;
const insertBlob = `INSERT INTO blobs VALUES ('${HASH}', 'image/png', 12, 4)`;
const insertLayer = `
  INSERT INTO layers VALUES ('l', 1, 'Sky', '${HASH}', 'image/png', 6, 4, 0.5, -1.5, 1, 1, 0, 0.5, 1, NULL)`;
const insertLayer60 = insertLayer.replace('NULL)', 'NULL, 0)');
const insertStroke = `INSERT INTO strokes VALUES ('s', 1, 12.5, 0, x'00', x'0000000000000000')`;
const insertGeneration = `
  INSERT INTO generations VALUES ('g', 'generate', 'a star', '{}', 7, 'm', 'Pocket', 'cpu', '{}', '${HASH}',
    0, 0, 6, 4, 6, 4, NULL, NULL, 1, 1, x'00000000', 'waiting', 5)`;
const insertGeneration60 = `
  INSERT INTO generations VALUES ('g', 'generate', 'a star', '{}', 7, 'm', 'Pocket', 'cpu', '{}', '${HASH}',
    0, 0, 6, 4, 6, 4, NULL, NULL, 1, 1, x'00000000', 'waiting', 5, '{}', NULL, NULL)`;
const insertBlob70 = insertBlob.replace('4)', '4, NULL)');
const insertGeneration70 = insertGeneration60.replace(`'{}', NULL, NULL)`, `'{}', NULL, NULL, 1, 2)`);
const insertGeneration80 = `
  INSERT INTO generations VALUES ('g', 3, 'r', 'generate', 'a star', '{}', 7, 'm', 'Pocket', NULL, NULL, NULL, 'cpu', '{}', '${HASH}',
    0, 0, 6, 4, 6, 4, NULL, '{}', NULL, NULL, NULL, 'waiting', 5, 2, 1, 1, x'00000000')`;
const insertGeneration140 = insertGeneration80.replace(`x'00000000')`, `x'00000000', 1)`);
const insertNote = `INSERT INTO notes VALUES ('n', 'ask', 'What?', 'A star.', NULL, NULL, 'm', 6, NULL)`;
const insertPictureStep = `
  INSERT INTO region_steps VALUES ('s', 1, 'picture', 'add', '{"x":1,"y":2,"width":3,"height":4}', 1, NULL, NULL, '${HASH}')`;
const insertRecent = `INSERT INTO recents VALUES ('p', 'Harbour', 1, 2)`;

const ANY_ID: unknown = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);

/** For every step after the first: what a database of the schema before it may hold. */
const steps = [
  { kind: projectKind, to: 20, rows: [insertProject, insertBlob, insertLayer, insertStroke], added: ['generations'] },
  {
    kind: projectKind,
    to: 30,
    rows: [insertProject, insertBlob, insertLayer, insertStroke, insertGeneration],
    added: ['notes'],
  },
  {
    kind: projectKind,
    to: 40,
    rows: [insertProject, insertBlob, insertLayer, insertStroke, insertGeneration],
    added: [],
    columns: { generations: { details: '{}', given_picture: null, given_style: null } },
  },
  {
    kind: projectKind,
    to: 50,
    rows: [insertProject, insertBlob, insertLayer, insertStroke],
    added: [],
    columns: { layers: { protected: 0 } },
  },
  {
    kind: projectKind,
    to: 60,
    rows: [insertProject, insertBlob, insertLayer60, insertStroke, insertGeneration60, insertNote],
    added: [],
    columns: {
      generations: { sequence: 1, json_version: 1 },
      notes: { sequence: 1, json_version: 1 },
      project: { commits: 0 },
    },
  },
  {
    kind: projectKind,
    to: 70,
    rows: [insertProject, insertBlob, insertLayer60],
    added: [],
    columns: { blobs: { made_from: null }, project: { paper: 1 } },
  },
  {
    kind: projectKind,
    to: 80,
    rows: [
      insertProject,
      insertBlob70,
      insertLayer60,
      insertStroke,
      insertGeneration70,
      insertNote.replace('NULL)', 'NULL, 1, 2)'),
    ],
    added: ['artifacts'],
    expected: {
      layers: [
        {
          ...{ id: 'l', ordinal: 1, kind: 'picture', name: 'Sky', parent_id: null, visible: 1, opacity: 0.5 },
          ...{ blend_mode: 'normal', locked: 0, locked_position: 0, locked_transparency: 0, protected: 0 },
          ...{ generation_id: null, width: 6, height: 4, x: 0.5, y: -1.5, scale_x: 1, scale_y: 1, angle: 0 },
          ...{ blob: HASH, mask: null, mask_enabled: null, mask_x: null, mask_y: null, mask_width: null },
          ...{ mask_height: null, data: '{"mediaType":"image/png"}', data_version: 1 },
        },
      ],
      strokes: undefined,
      region_steps: [
        {
          ...{ id: 's', ordinal: 1, kind: 'stroke', operation: 'add', data: '{"size":12.5}', data_version: 1 },
          ...{ points: Buffer.alloc(8), digest: Buffer.from([0]), blob: null },
        },
      ],
    },
    columns: { generations: { run_id: ANY_ID, model_family: null, model_precision: null, element_types: null } },
  },
  {
    kind: projectKind,
    to: 90,
    rows: [insertProject, insertBlob70, insertPictureStep],
    added: ['saved_masks'],
  },
  {
    kind: projectKind,
    to: 100,
    rows: [insertProject, insertBlob70, insertPictureStep],
    added: ['queued_jobs'],
  },
  {
    kind: projectKind,
    to: 110,
    rows: [insertProject, insertBlob70, insertPictureStep],
    added: ['guides'],
  },
  {
    kind: projectKind,
    to: 120,
    rows: [insertProject, insertBlob70, insertPictureStep],
    added: [],
    columns: { project: { size_chosen: 0 } },
  },
  {
    kind: projectKind,
    to: 130,
    rows: [insertProject, insertBlob70, insertPictureStep],
    added: [],
    columns: { project: { dpi: null } },
  },
  {
    kind: projectKind,
    to: 140,
    rows: [insertProject, insertBlob70, insertGeneration80, insertNote.replace('NULL)', 'NULL, 1, 2)')],
    added: [],
    columns: { generations: { starred: 0 } },
  },
  {
    kind: projectKind,
    to: 170,
    rows: [insertProject, insertNote.replace('NULL)', 'NULL, 1, 2)')],
    added: ['note_versions'],
    columns: { notes: { deleted_at: null } },
  },
  {
    kind: projectKind,
    to: 200,
    rows: [insertProject, insertBlob70, insertGeneration140],
    added: [],
    columns: { generations: { freeze_mask: null, versions: null } },
  },
  {
    kind: projectKind,
    to: 210,
    rows: [insertProject],
    added: ['undo_steps'],
    columns: { project: { undo_done: 0, undo_open: null } },
  },
  {
    kind: projectKind,
    to: 220,
    rows: [insertProject, insertNote.replace('NULL)', 'NULL, 1, 2, NULL)')],
    added: ['queued_captions'],
    columns: { notes: { accepted_at: null } },
  },
  { kind: projectKind, to: 230, rows: [insertProject], added: ['document_versions'] },
  { kind: studioKind, to: 20, rows: [insertRecent], added: ['settings'] },
];

function tablesOf(db: ReadableDB): string[] {
  return readRows<{ name: string }>(
    db,
    `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`,
  )
    .map((row) => row.name)
    .sort();
}

function contentOf(db: ReadableDB): Record<string, unknown[]> {
  return Object.fromEntries(tablesOf(db).map((table) => [table, readRows(db, `SELECT * FROM ${table}`)]));
}

type Columns = Readonly<Record<string, object>> | undefined;

function withColumns(row: unknown, columns: Columns, table: string): object {
  return { ...(row as object), ...columns?.[table] };
}

function make(file: string, kind: DatabaseKind, rows: readonly string[]): void {
  createDatabase(file, kind, (db: WritableDB) => {
    for (const row of rows) writeRow(db, row);
  });
}

describe('migrations', () => {
  test.each(steps)(
    '$kind.title to $to keeps every row and adds what it says',
    async ({ kind, to, rows, added, columns, expected = {} }) => {
      const file = join(makeDataFolder(), 'some.sqlite');
      const before = kindUpTo(kind, to - 10);
      make(file, before, rows);
      const old = await openDatabase(file, before);
      const content = contentOf(old);
      expect(Object.values(content).flat()).toHaveLength(rows.length);
      closeDatabase(old);

      const db = await openDatabase(file, kindUpTo(kind, to));
      expect(schemaVersion(db)).toBe(to);
      const kept = Object.entries(content).map(([table, old]) => [
        table,
        old.map((row) => withColumns(row, columns, table)),
      ]);
      expect(contentOf(db)).toEqual({
        ...Object.fromEntries(kept),
        ...Object.fromEntries(added.map((table) => [table, []])),
        ...expected,
      });
      expect(integrityOf(db)).toBe('ok');
      closeDatabase(db);
    },
  );

  test('words that were there before they were indexed are found', async () => {
    const file = join(makeDataFolder(), 'some.sqlite');
    const note = insertNote.replace('NULL)', 'NULL, 1, 2)');
    make(file, kindUpTo(projectKind, 130), [insertProject, insertBlob70, insertGeneration80, note]);
    const db = await openDatabase(file, kindUpTo(projectKind, 140));
    const found = (index: string, words: string) =>
      readRows(db, `SELECT rowid FROM ${index} WHERE ${index} MATCH :words`, { words });
    expect(found('prompt_words', 'star')).toEqual([{ rowid: 3 }]);
    expect(found('note_words', 'what')).toEqual([{ rowid: 1 }]);
    expect(found('note_words', 'circle')).toEqual([]);
    closeDatabase(db);
  });

  test('every step but the first of a kind is tested with rows', () => {
    for (const kind of [projectKind, studioKind]) {
      const tested = steps.filter((step) => step.kind === kind).map((step) => step.to);
      expect(tested).toEqual(kind.migrations.slice(1).map((migration) => migration.version));
    }
  });

  test('before a new schema a backup is made, and is a database of the old schema', async () => {
    const data = dataFolderAt(makeDataFolder());
    const folder = projectFolder(data, '00000000-0000-4000-8000-000000000000');
    mkdirSync(folder.root, { recursive: true });
    make(folder.database, kindUpTo(projectKind, 10), [insertProject, insertBlob, insertLayer]);
    closeProject(await openProjectFolder(data, basename(folder.root)));
    const [backup] = listBackups(folder);
    expect(backup).toMatchObject({ reason: 'update', layers: 1, generations: 0 });
    const copy = backupFile(folder, backup?.id ?? '');
    const db = await openDatabase(copy, kindUpTo(projectKind, 10));
    expect([schemaVersion(db), readRows(db, 'SELECT name FROM layers')]).toEqual([10, [{ name: 'Sky' }]]);
    closeDatabase(db);
    // And it can be restored: put in place, it opens and is brought up to date again.
    const restored = await openDatabase(copy, projectKind);
    expect(schemaVersion(restored)).toBe(latestVersion(projectKind.migrations));
    closeDatabase(restored);
  });

  test('a new database and one that is up to date are not copied', async () => {
    const file = join(makeDataFolder(), 'project.sqlite');
    make(file, projectKind, [insertProject]);
    closeDatabase(await openDatabase(file, projectKind));
    expect(readdirSync(dirname(file))).toEqual(['project.sqlite']);
  });

  test('a step that fails leaves the schema before it and every row', async () => {
    const file = join(makeDataFolder(), 'project.sqlite');
    make(file, kindUpTo(projectKind, 20), [insertProject, insertBlob, insertGeneration]);
    const failing = {
      version: 30,
      name: 'fail-late',
      sql: 'DROP TABLE generations; CREATE TABLE layers (id TEXT) STRICT;',
    };
    const kind = { ...projectKind, migrations: [...kindUpTo(projectKind, 20).migrations, failing] };
    await expect(openDatabase(file, kind)).rejects.toMatchObject({
      failure: { kind: 'store-damaged', detail: expect.stringContaining('layers already exists') },
    });
    const db = await openDatabase(file, kindUpTo(projectKind, 20));
    expect([schemaVersion(db), readRows(db, 'SELECT prompt FROM generations')]).toEqual([20, [{ prompt: 'a star' }]]);
    closeDatabase(db);
  });

  test('steps rise, and a list out of order is a bug that is told', () => {
    const one = { version: 10, name: 'one', sql: '' };
    const two = { version: 20, name: 'two', sql: '' };
    expect(pendingMigrations([one, two], 10)).toEqual([two]);
    expect(pendingMigrations([one, two], 20)).toEqual([]);
    for (const wrong of [[two, one], [one, one], [{ ...one, version: 0 }], [{ ...one, version: 1.5 }]]) {
      expect(() => pendingMigrations(wrong, 0)).toThrow(/does not follow/);
    }
    for (const kind of [projectKind, studioKind]) {
      expect(pendingMigrations(kind.migrations, 0)).toEqual(kind.migrations);
      expect(latestVersion(kind.migrations)).toBe(kind.migrations.at(-1)?.version);
    }
  });

  test('a database that was not finished does not appear under its name', async () => {
    const file = join(makeDataFolder(), 'project.sqlite');
    const stop = () => {
      throw new Error('power cut');
    };
    expect(() => createDatabase(file, projectKind, stop)).toThrow('power cut');
    expect(existsSync(file)).toBe(false);
    make(file, projectKind, [insertProject]);
    const db = await openDatabase(file, projectKind);
    expect(readRows(db, 'SELECT name FROM project')).toEqual([{ name: 'Harbour' }]);
    closeDatabase(db);
  });
});
