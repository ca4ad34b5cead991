import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { MOST_LAYERS, type PictureDocument } from '../../../preload/contract/document.ts';
import type { Guide } from '../../../preload/contract/guides.ts';
import { MOST_SAVED_MASKS, type SavedMask } from '../../../preload/contract/saved-masks.ts';
import {
  emptyDocument,
  failureFrom,
  makeCommit,
  makeLayer,
  makePicture,
  makeStroke,
  newProject,
  startStore,
  type TestStore,
} from './test-store.ts';

/** Which rows a save writes, and what becomes of rows that no save can have written. */

const fallback = { name: 'Test', document: emptyDocument };

interface Project {
  readonly store: TestStore;
  readonly projectId: string;
  readonly blob: string;
}

async function project(): Promise<Project> {
  const store = startStore();
  const projectId = await newProject(store);
  const { hash: blob } = await store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' });
  return { store, projectId, blob };
}

const save = ({ store, projectId }: Project, part: Partial<PictureDocument>) =>
  store.client.saveDocument({ projectId, document: { ...emptyDocument, ...part } });

const open = ({ store, projectId }: Project) => store.client.openProject({ id: projectId, fallback });

const fileOf = ({ store, projectId }: Project) => join(store.root, 'projects', projectId, 'project.sqlite');

/** Changes the rows of a project that is closed. */
async function edit(one: Project, sql: string): Promise<Project> {
  await one.store.close();
  const db = new Sqlite(fileOf(one));
  db.exec(sql);
  db.close();
  return { ...one, store: startStore(one.store.root) };
}

const maskOf = ({ blob }: Project, change: Partial<SavedMask> = {}): SavedMask => ({
  id: randomUUID(),
  name: 'Sky',
  blob,
  x: 1,
  y: 2,
  width: 30,
  height: 20,
  ...change,
});

describe('what a save writes', () => {
  test('a step that keeps its id and changes anything else is stored as it is now', async () => {
    const one = await project();
    const stroke = makeStroke(3);
    await save(one, { region: [stroke] });
    const points = [1, 2, 3, 4];
    for (const change of [{ points }, { operation: 'subtract' }, { size: 3 }] as const) {
      const changed = { ...stroke, ...change };
      await save(one, { region: [changed] });
      expect((await open(one)).document.region).toEqual([changed]);
    }
    const frame = { x: 1, y: 2, width: 3, height: 4 };
    const rectangle = { kind: 'rectangle', id: stroke.id, operation: 'add', ...frame } as const;
    await save(one, { region: [rectangle] });
    expect((await open(one)).document.region).toEqual([rectangle]);
  });

  test('a saved region that keeps its id and changes anything else is stored as it is now, in its order', async () => {
    const one = await project();
    const [first, second] = [maskOf(one), maskOf(one, { name: 'Sea' })];
    await save(one, { savedMasks: [first, second] });
    const changed = { ...first, name: 'Clouds', x: 5, width: 31 };
    await save(one, { savedMasks: [second, changed] });
    expect((await open(one)).document.savedMasks).toEqual([second, changed]);
    await save(one, { savedMasks: [changed] });
    expect((await open(one)).document.savedMasks).toEqual([changed]);
  });

  test('guides come back in their order, in which they are changed, added and taken away', async () => {
    const one = await project();
    const guide = (position: number, orientation: Guide['orientation']): Guide => ({
      id: randomUUID(),
      orientation,
      position,
    });
    const [first, second] = [guide(10, 'vertical'), guide(-3.5, 'horizontal')];
    await save(one, { guides: [first, second] });
    expect((await open(one)).document.guides).toEqual([first, second]);
    const changed: Guide[] = [second, { ...first, position: 12.25 }, guide(7, 'vertical')];
    await save(one, { guides: changed });
    expect((await open(one)).document.guides).toEqual(changed);
    expect(await failureFrom(save(one, { guides: [first, first] }))).toMatchObject({ code: 'documents.twin-guides' });
    await save(one, {});
    expect((await open(one)).document).not.toHaveProperty('guides');
  });

  test('a long stroke that is there already is not written again', async () => {
    const one = await project();
    const long = makeStroke(10_000);
    await save(one, { region: [long] });
    const logSize = () => statSync(`${fileOf(one)}-wal`).size;
    const before = logSize();
    await save(one, { region: [long, makeStroke(3)] });
    // The stroke alone is 160 kB. A save of a short one touches a few pages of 4 kB.
    expect(logSize() - before).toBeGreaterThan(0);
    expect(logSize() - before).toBeLessThan(80_000);
  });

  test('a saved region whose picture the project lacks is refused, and nothing changes', async () => {
    const one = await project();
    const mask = maskOf(one);
    await save(one, { savedMasks: [mask] });
    const lacking = maskOf(one, { blob: 'b'.repeat(64) });
    const failure = await failureFrom(save(one, { savedMasks: [mask, lacking] }));
    expect(failure).toMatchObject({ code: 'documents.lacking-region', detail: lacking.blob });
    expect((await open(one)).document.savedMasks).toEqual([mask]);
  });
});

describe('rows that no save can have written', () => {
  test('more layers than a page takes are counted to the artist, and the first ones are shown', async () => {
    const one = await project();
    const layer = makeLayer(one.blob);
    await save(one, { layers: [layer] });
    const count = MOST_LAYERS + 1;
    const columns = `kind, name, visible, opacity, blend_mode, locked, locked_position, locked_transparency, protected,
      width, height, x, y, scale_x, scale_y, angle, blob, data, data_version`;
    const more = await edit(
      one,
      `INSERT INTO layers (id, ordinal, ${columns})
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
       SELECT printf('00000000-0000-4000-8000-%012d', i), 1000 + i, ${columns} FROM layers, n WHERE ordinal < 1000`,
    );
    const { document, warnings } = await open(more);
    expect(document.layers).toHaveLength(MOST_LAYERS);
    expect(document.layers[0]).toEqual(layer);
    expect(warnings).toEqual([expect.objectContaining({ kind: 'left-out' })]);
    expect(JSON.stringify(warnings)).toContain('record.layers-too-many');
  });

  test('more saved regions than a project takes are counted to the artist, and the first ones are kept', async () => {
    const one = await project();
    const mask = maskOf(one);
    await save(one, { savedMasks: [mask] });
    const more = await edit(
      one,
      `INSERT INTO saved_masks (id, ordinal, name, blob, x, y, width, height)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MOST_SAVED_MASKS})
       SELECT printf('00000000-0000-4000-8000-%012d', i), 1000 + i, name, blob, x, y, width, height
       FROM saved_masks, n WHERE ordinal < 1000`,
    );
    const { document, warnings } = await open(more);
    expect(document.savedMasks).toHaveLength(MOST_SAVED_MASKS);
    expect(document.savedMasks?.[0]).toEqual(mask);
    expect(warnings).toEqual([expect.objectContaining({ kind: 'left-out' })]);
    expect(JSON.stringify(warnings)).toContain('record.masks-too-many');
  });
});

test('the last page of the records says that nothing follows, and a full one where the next begins', async () => {
  const one = await project();
  const { client } = one.store;
  for (let drawn = 0; drawn < 4; drawn++) await client.commitGeneration(makeCommit(one.projectId));
  const page = (before: number | null, limit: number) =>
    client.listGenerations({ projectId: one.projectId, before, limit });
  const full = await page(null, 3);
  expect(full.next).toBe(full.generations.at(-1)?.sequence);
  const rest = await page(full.next, 3);
  expect(rest.generations).toHaveLength(1);
  expect(rest.next).toBeNull();
});
