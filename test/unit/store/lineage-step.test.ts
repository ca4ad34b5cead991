import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { closeDatabase, createDatabase, readRows, writeRow } from '../../../main/store/database.ts';
import { projectKind } from '../../../main/store/kinds.ts';
import { openDatabase } from '../../../main/store/opening.ts';
import { emptyDocument, makeDataFolder, startStore } from './test-store.ts';

const [A, B] = ['a'.repeat(64), 'b'.repeat(64)];

/** Drawings of a project of the schema before the step, each as its number, picture, parent, details and given pictures. */
const older: readonly (readonly [string, number, string, string | null, object, string | null, string | null])[] = [
  ['first', 1, A, null, {}, null, null],
  ['second', 2, B, null, {}, null, null],
  ['same as first', 3, A, null, {}, null, null],
  ['retouched', 4, B, 'first', {}, null, null],
  ['from a step', 5, B, 'first', { branch: { from: 'second', stepsDone: 3 } }, null, null],
  ['mixed', 6, B, null, { mix: { first: 'first', second: 'second' } }, null, null],
  ['of a subject', 7, B, null, {}, A, null],
  ['in a style', 8, B, null, {}, null, A],
  ['from one to come', 9, B, 'first', { branch: { from: 'last', stepsDone: 3 } }, null, null],
  ['last', 10, B, null, {}, null, null],
];

test('older records get the parent that they tell of, and keep the one that they name', async () => {
  const file = join(makeDataFolder(), 'project.sqlite');
  const before = { ...projectKind, migrations: projectKind.migrations.filter(({ version }) => version < 200) };
  createDatabase(file, before, (db) => {
    for (const hash of [A, B]) writeRow(db, `INSERT INTO blobs VALUES ('${hash}', 'image/png', 12, 4, NULL)`);
    for (const [id, sequence, picture, parent, details, given, style] of older) {
      writeRow(
        db,
        `INSERT INTO generations (id, sequence, run_id, task, prompt, settings, seed, model_hash, model_name, provider, timings,
           picture, frame_x, frame_y, frame_width, frame_height, page_width, page_height, details, given_picture, given_style,
           parent_id, outcome, created_at, json_version)
         VALUES (:id, :sequence, 'r', 'generate', '', '{}', 1, 'm', 'Pocket', 'cpu', '{}',
           :picture, 0, 0, 6, 4, 6, 4, :details, :given, :style, :parent, 'accepted', 5, 2)`,
        { id, sequence, picture, parent, details: JSON.stringify(details), given, style },
      );
    }
  });
  const db = await openDatabase(file, projectKind);
  const rows = readRows<{ id: string; parent: string | null }>(
    db,
    'SELECT id, parent_id AS parent FROM generations ORDER BY sequence',
  );
  closeDatabase(db);
  expect(Object.fromEntries(rows.map(({ id, parent }) => [id, parent]))).toEqual({
    first: null,
    second: null,
    'same as first': null,
    retouched: 'first',
    'from a step': 'second',
    mixed: 'first',
    'of a subject': 'same as first',
    'in a style': 'same as first',
    'from one to come': 'first',
    last: null,
  });
});

test('a project of an older schema shows its drawings as a tree', async () => {
  const id = '00000000-0000-4000-8000-00000000000a';
  const root = makeDataFolder();
  mkdirSync(join(root, 'projects'));
  cpSync(join(import.meta.dirname, '../../fixtures/projects/schema-70-runs'), join(root, 'projects', id), {
    recursive: true,
  });
  const store = startStore(root);
  await store.client.openProject({ id, fallback: { name: 'Test', document: emptyDocument } });
  const { generations } = await store.client.listTree({ projectId: id, from: null, limit: 500 });
  const branch = generations.find(({ details }) => details.branch !== undefined);
  expect(branch?.parentId).toBe(branch?.details.branch?.from);
});
