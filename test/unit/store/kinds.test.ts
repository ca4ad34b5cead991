import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { Adjustment } from '../../../preload/contract/adjustments.ts';
import {
  type AdjustmentLayer,
  documentSchema,
  type FillLayer,
  type GroupLayer,
  type Layer,
  type PictureDocument,
  type PictureLayer,
} from '../../../preload/contract/document.ts';
import type { RegionStep } from '../../../preload/contract/region-steps.ts';
import {
  adjustmentLayer,
  fillLayer,
  groupLayer,
  paintLayer,
  shapeLayer,
  textLayer,
} from '../../../renderer/document/new-layer.ts';
import {
  emptyDocument,
  failureFrom,
  makeCommit,
  makeLayer,
  makePicture,
  makeStroke,
  newestRows,
  newProject,
  startStore,
} from './test-store.ts';

const fallback = { name: 'Test', document: emptyDocument };
const idOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

interface Kept {
  readonly root: string;
  readonly projectId: string;
  readonly hash: string;
  readonly document: PictureDocument;
}

/** A group with a picture in it, a picture above, and two steps; closed. */
async function kept(): Promise<Kept> {
  const store = startStore();
  const projectId = await newProject(store);
  const { hash } = await store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' });
  const mask = { blob: hash, enabled: true, x: 1, y: 2, width: 30, height: 20 };
  const layers: Layer[] = [
    groupLayer({ id: idOf(1), name: 'Group', blendMode: 'multiply', mask }),
    makeLayer(hash, { id: idOf(2), name: 'Inside', parentId: idOf(1), mask }),
    makeLayer(hash, { id: idOf(3), name: 'Above', blendMode: 'screen' }),
  ];
  const region = [makeStroke(3, { id: idOf(4) }), makeStroke(3, { id: idOf(5), operation: 'subtract' })];
  const document = { ...emptyDocument, layers, region };
  await store.client.saveDocument({ projectId, document });
  await store.close();
  return { root: store.root, projectId, hash, document };
}

function edit<T>({ root, projectId }: Kept, work: (db: Sqlite.Database) => T): T {
  const db = new Sqlite(join(root, 'projects', projectId, 'project.sqlite'));
  try {
    return work(db);
  } finally {
    db.close();
  }
}

const rowsOf = (one: Kept) =>
  edit(one, (db) => ({
    layers: db.prepare('SELECT * FROM layers ORDER BY ordinal').all(),
    steps: db.prepare('SELECT * FROM region_steps ORDER BY ordinal').all(),
  }));

test('a tag, clipping and mirroring are kept, and only what looks otherwise is written as of a newer version', async () => {
  const one = await kept();
  const store = startStore(one.root);
  const [group, inside, above] = one.document.layers as [GroupLayer, PictureLayer, PictureLayer];
  const layers: Layer[] = [
    { ...group, tag: 'violet' },
    { ...inside, flipX: true, flipY: true, tag: 'red' },
    { ...above, clipped: true },
  ];
  await store.client.saveDocument({ projectId: one.projectId, document: { ...one.document, layers } });
  const { document } = await store.client.openProject({ id: one.projectId, fallback });
  expect(document.layers).toEqual(layers);
  await store.close();
  expect(edit(one, (db) => db.prepare('SELECT data_version FROM layers ORDER BY ordinal').pluck().all())).toEqual([
    1, 2, 2,
  ]);
});

test('a paint layer keeps its tiles, and a document that names a tile which the project lacks is refused', async () => {
  const one = await kept();
  const store = startStore(one.root);
  const { projectId } = one;
  const blobs = [makePicture(), makePicture(300)].map((bytes) => ({ bytes, mediaType: 'image/png' as const }));
  const { hashes } = await store.client.putBlobs({ projectId, blobs });
  const tiles = hashes.map((blob, column) => ({ column, row: 2, blob }));
  const layer = paintLayer({ id: idOf(9), name: 'Paint', width: 700, height: 900, x: 3, y: -4, angle: 12, tiles });
  const layers: Layer[] = [{ ...layer, flipX: true, tag: 'red' }];
  await store.client.saveDocument({ projectId, document: { ...one.document, layers } });
  const { document } = await store.client.openProject({ id: projectId, fallback });
  expect(document.layers).toEqual(layers);
  for (const [at, { bytes }] of blobs.entries()) {
    const { bytes: found } = await store.client.getBlob({ projectId, hash: hashes[at] ?? '' });
    expect(new Uint8Array(found)).toEqual(bytes);
  }
  const lacking = { ...layer, tiles: [...tiles, { column: 5, row: 5, blob: 'e'.repeat(64) }] };
  const failure = await failureFrom(
    store.client.saveDocument({ projectId, document: { ...one.document, layers: [lacking] } }),
  );
  expect(failure.message).toContain('Paint');
  await store.close();
});

test('a mask of tiles is kept with its layer as of a newer version, and one that names a lacking tile is refused', async () => {
  const one = await kept();
  const store = startStore(one.root);
  const { projectId } = one;
  const [group, inside] = one.document.layers as [GroupLayer, PictureLayer];
  const frame = { enabled: false, x: 1.5, y: -2, width: 30, height: 20 };
  const tiled = { width: 300, height: 200, tiles: [{ column: 1, row: 0, blob: one.hash }] };
  const layers: Layer[] = [
    { ...group, mask: { ...frame, tiled } },
    { ...inside, clipped: true, mask: { ...frame, tiled: { ...tiled, tiles: [] } } },
  ];
  await store.client.saveDocument({ projectId, document: { ...one.document, layers } });
  const { document } = await store.client.openProject({ id: projectId, fallback });
  expect(document.layers).toEqual(layers);
  const lacking = { ...tiled, tiles: [{ column: 0, row: 0, blob: 'e'.repeat(64) }] };
  const failure = await failureFrom(
    store.client.saveDocument({
      projectId,
      document: { ...one.document, layers: [{ ...group, mask: { ...frame, tiled: lacking } }] },
    }),
  );
  expect(failure.message).toContain('Group');
  await store.close();
  expect(edit(one, (db) => db.prepare('SELECT data_version FROM layers ORDER BY ordinal').pluck().all())).toEqual([
    3, 3,
  ]);
});

test('text and shapes are kept as they are, and one whose look is damaged is listed and kept', async () => {
  const one = await kept();
  const store = startStore(one.root);
  const { projectId } = one;
  const colour = { red: 1, green: 2, blue: 3 };
  const style = {
    family: 'Arial',
    size: 48.5,
    bold: true,
    italic: false,
    colour,
    align: 'right',
    lineHeight: 1.2,
  } as const;
  const look = { form: 'polygon', fill: colour, stroke: null, strokeWidth: 3.5, radius: 0, sides: 5 } as const;
  const box = { x: 1.5, y: -2, width: 40, height: 30, scaleX: 2, scaleY: 1, angle: 30 };
  const layers: Layer[] = [
    textLayer({ id: idOf(8), name: 'Text', text: 'Two\nlines “”', style, wraps: true, ...box, flipX: true }),
    shapeLayer({ id: idOf(9), name: 'Shape', style: look, ...box, tag: 'red' }),
  ];
  await store.client.saveDocument({ projectId, document: { ...one.document, layers } });
  const { document } = await store.client.openProject({ id: projectId, fallback });
  expect(document.layers).toEqual(layers);
  await store.close();
  edit(one, (db) => db.exec(`UPDATE layers SET data = '{"style":{"form":"star"}}' WHERE id = '${idOf(9)}'`));
  const again = startStore(one.root);
  const opened = await again.client.openProject({ id: projectId, fallback });
  expect(opened.document.layers).toMatchObject([{ kind: 'text' }, { kind: 'unreadable', recorded: { kind: 'shape' } }]);
  await again.close();
});

test('fills and adjustments keep their settings and their masks, and one of an unknown type stays as it is', async () => {
  const one = await kept();
  const store = startStore(one.root);
  const { projectId, hash } = one;
  const mask = { blob: hash, enabled: true, x: 0, y: 0, width: 30, height: 20 };
  const master = { inBlack: 10, inWhite: 240, gamma: 1.25, outBlack: 5, outWhite: 250 };
  const black = { red: 0, green: 0, blue: 0 };
  const gradient: FillLayer['fill'] = {
    type: 'gradient',
    shape: 'radial',
    from: { x: -3.5, y: 2 },
    to: { x: 90, y: 40 },
    first: { ...black, alpha: 0.25 },
    second: { red: 1, green: 2, blue: 3, alpha: 1 },
  };
  const { blob: _, ...frame } = mask;
  const painted = { ...frame, tiled: { width: 30, height: 20, tiles: [] } };
  const adjusting = (number: number, adjustment: Adjustment, patch: Partial<AdjustmentLayer> = {}) =>
    adjustmentLayer({ id: idOf(number), name: adjustment.type, adjustment, ...patch });
  const layers: Layer[] = [
    fillLayer({ id: idOf(8), name: 'Fill', fill: { type: 'solid', colour: black }, mask, tag: 'red' }),
    fillLayer({ id: idOf(9), name: 'Gradient', fill: gradient, blendMode: 'screen', opacity: 0.5 }),
    adjusting(10, { type: 'levels', master, red: master, green: master, blue: master }, { mask: painted }),
    adjusting(11, { type: 'brightness-contrast', brightness: -7, contrast: 12 }, { clipped: true }),
    adjusting(12, { type: 'hue-saturation', hue: 180, saturation: -100, lightness: 3 }, { isProtected: true }),
    adjusting(13, { type: 'invert' }, { visible: false }),
  ];
  await store.client.saveDocument({ projectId, document: { ...one.document, layers } });
  const { document } = await store.client.openProject({ id: projectId, fallback });
  expect(document.layers).toEqual(layers);
  await store.close();
  edit(one, (db) => db.exec(`UPDATE layers SET data = '{"adjustment":{"type":"curves"}}' WHERE id = '${idOf(13)}'`));
  const again = startStore(one.root);
  const opened = await again.client.openProject({ id: projectId, fallback });
  expect(opened.document.layers.at(-1)).toMatchObject({ kind: 'unreadable', recorded: { kind: 'adjustment' } });
  await again.close();
});

/** Ways in which a row may be of another version of the studio. */
const unknown: Record<string, { readonly sql: string; readonly names: string }> = {
  'a layer of another kind': {
    sql: `UPDATE layers SET kind = 'hologram', data = '{"depth": [1, 2.50]}', data_version = 7 WHERE id = '${idOf(2)}'`,
    names: 'the layer “Inside”',
  },
  'a group of a newer version': {
    sql: `UPDATE layers SET data = '{"passThrough":true}', data_version = 99 WHERE id = '${idOf(1)}'`,
    names: 'the layer “Group”',
  },
  'a picture of a newer version': {
    sql: `UPDATE layers SET data = '{"mediaType":"image/png","crop":[1,2]}', data_version = 99 WHERE id = '${idOf(2)}'`,
    names: 'the layer “Inside”',
  },
  'a picture in a format that nobody knows': {
    sql: `UPDATE layers SET data = '{"mediaType":"image/x-future"}' WHERE id = '${idOf(3)}'`,
    names: 'the layer “Above”',
  },
  'a layer of another kind without a box': {
    sql: `UPDATE layers SET kind = 'adjustment', blob = NULL, width = NULL, height = NULL, x = NULL, y = NULL,
      scale_x = NULL, scale_y = NULL, angle = NULL, data = '{"curves":[]}' WHERE id = '${idOf(3)}'`,
    names: 'the layer “Above”',
  },
  'a step of another kind': {
    sql: `UPDATE region_steps SET kind = 'hologram', data = '{"x": 1.0}', points = NULL, digest = NULL,
      operation = 'intersect' WHERE id = '${idOf(5)}'`,
    names: 'a part of the region',
  },
};

describe('what another version of the studio has written', () => {
  test.each(Object.entries(unknown))('%s: kept, told, and written back as it was', async (_, { sql, names }) => {
    const one = await kept();
    edit(one, (db) => db.exec(sql));
    const before = rowsOf(one);
    const store = startStore(one.root);
    const { projectId } = one;
    const { document, warnings } = await store.client.openProject({ id: projectId, fallback });
    expect(warnings).toMatchObject([{ kind: 'unreadable', message: expect.stringContaining(names) }]);
    expect(document.layers).toHaveLength(3);
    expect(document.region).toHaveLength(2);
    const kinds = [...document.layers, ...document.region].map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'unreadable')).toHaveLength(1);
    // The artist works on: another layer is renamed, and a stroke is added.
    const layers = document.layers.map((layer) =>
      layer.kind === 'unreadable' ? layer : { ...layer, name: 'New name' },
    );
    await store.client.saveDocument({
      projectId,
      document: { ...document, layers, region: [...document.region, makeStroke()] },
    });
    await store.close();
    const after = rowsOf(one);
    const named = (rows: unknown[]) => rows.map((row) => ({ ...(row as object), name: 'New name' }));
    expect(named(after.layers)).toEqual(named(before.layers));
    expect(after.steps.slice(0, 2)).toEqual(before.steps);
    expect(rowsOf(one).steps).toHaveLength(3);
  });

  test('nothing is copied into a backup for it, as nothing is left out', async () => {
    const one = await kept();
    edit(one, (db) => db.exec(`UPDATE layers SET kind = 'hologram' WHERE id = '${idOf(3)}'`));
    const store = startStore(one.root);
    await store.client.openProject({ id: one.projectId, fallback });
    expect(await store.client.listBackups({ projectId: one.projectId })).toEqual([]);
  });
});

describe('steps of the region', () => {
  /** One of every kind. */
  const stepsWith = (blob: string): RegionStep[] => [
    makeStroke(3, { id: idOf(11) }),
    { kind: 'rectangle', id: idOf(12), operation: 'add', x: -1.25, y: 0.1, width: 30, height: 20.5 },
    { kind: 'ellipse', id: idOf(13), operation: 'intersect', x: 2, y: 3, width: 1e-3, height: 7 },
    { kind: 'polygon', id: idOf(14), operation: 'subtract', points: [0, 0, 10.3, 1, 5, 9] },
    { kind: 'picture', id: idOf(15), operation: 'add', blob, x: -3, y: 4, width: 64, height: 64 },
    { kind: 'invert', id: idOf(16) },
    { kind: 'feather', id: idOf(17), radius: 12 },
    { kind: 'grow', id: idOf(18), by: -4 },
  ];

  async function withSteps() {
    const store = startStore();
    const projectId = await newProject(store);
    const { hash } = await store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' });
    const document = { ...emptyDocument, region: stepsWith(hash) };
    await store.client.saveDocument({ projectId, document });
    await store.close();
    return { root: store.root, projectId, hash, document };
  }

  test('every kind comes back as it was, and is not written again while it stays', async () => {
    const one = await withSteps();
    const store = startStore(one.root);
    const opened = await store.client.openProject({ id: one.projectId, fallback });
    expect(opened.warnings).toEqual([]);
    expect(opened.document.region).toEqual(one.document.region);
    const before = rowsOf(one);
    await store.client.saveDocument({ projectId: one.projectId, document: opened.document });
    expect(rowsOf(one)).toEqual(before);
    const changed = opened.document.region.map((step) => (step.kind === 'grow' ? { ...step, by: 9 } : step));
    await store.client.saveDocument({
      projectId: one.projectId,
      document: { ...opened.document, region: changed },
    });
    await store.close();
    const again = await startStore(one.root).client.openProject({ id: one.projectId, fallback });
    expect(again.document.region).toEqual(changed);
  });

  test('saved regions come back in their order, in which they are changed, added and taken away', async () => {
    const one = await withSteps();
    const store = startStore(one.root);
    const { projectId, document } = one;
    const mask = (number: number, name: string) => ({
      id: idOf(number),
      name,
      blob: one.hash,
      x: -1,
      y: 2,
      width: 30,
      height: 4,
    });
    const savedMasks = [mask(21, 'Hair'), mask(22, 'Sky'), mask(23, 'Sea')];
    await store.client.saveDocument({ projectId, document: { ...document, savedMasks } });
    const changed = [mask(23, 'Sea'), { ...mask(21, 'Hair'), name: 'Beard', x: 7 }, mask(24, 'Hat')];
    await store.client.saveDocument({ projectId, document: { ...document, savedMasks: changed } });
    await store.close();
    const again = startStore(one.root);
    const opened = await again.client.openProject({ id: projectId, fallback });
    expect(opened.document.savedMasks).toEqual(changed);
    await again.client.saveDocument({ projectId, document });
    await again.close();
    const { document: last } = await startStore(one.root).client.openProject({ id: projectId, fallback });
    expect(last).not.toHaveProperty('savedMasks');
  });

  test('a saved region whose picture is lost is left out and told', async () => {
    const one = await withSteps();
    const store = startStore(one.root);
    const { projectId } = one;
    const savedMasks = [{ id: idOf(21), name: 'Hair', blob: one.hash, x: 0, y: 0, width: 3, height: 4 }];
    await store.client.saveDocument({ projectId, document: { ...emptyDocument, savedMasks } });
    const lost = { ...emptyDocument, savedMasks: [{ ...savedMasks[0], blob: 'f'.repeat(64) }] } as PictureDocument;
    await failureFrom(store.client.saveDocument({ projectId, document: lost }));
    await store.close();
    edit(one, (db) => db.exec('PRAGMA foreign_keys = OFF; DELETE FROM blobs'));
    const { document, warnings } = await startStore(one.root).client.openProject({ id: projectId, fallback });
    expect(document).not.toHaveProperty('savedMasks');
    expect(warnings).toMatchObject([{ kind: 'left-out', message: expect.stringContaining('the saved region “Hair”') }]);
  });

  test('a step whose picture the project does not hold is refused, and left out where it is lost', async () => {
    const one = await withSteps();
    const store = startStore(one.root);
    const region = stepsWith('f'.repeat(64));
    const refused = store.client.saveDocument({ projectId: one.projectId, document: { ...one.document, region } });
    expect((await failureFrom(refused)).message).toContain('A part of the region is not in this project');
    await store.close();
    edit(one, (db) => db.exec('PRAGMA foreign_keys = OFF; DELETE FROM blobs'));
    const { document, warnings } = await startStore(one.root).client.openProject({ id: one.projectId, fallback });
    expect(document.region.map(({ kind }) => kind)).not.toContain('picture');
    expect(document.region).toHaveLength(7);
    expect(warnings).toMatchObject([{ kind: 'left-out' }]);
  });
});

describe('groups', () => {
  test('a layer whose group cannot be read comes out of it, and that is told', async () => {
    const one = await kept();
    edit(one, (db) => db.exec(`PRAGMA foreign_keys = OFF; UPDATE layers SET opacity = 9 WHERE id = '${idOf(1)}'`));
    const store = startStore(one.root);
    const { document, warnings } = await store.client.openProject({ id: one.projectId, fallback });
    expect(document.layers).toMatchObject([
      { name: 'Inside', parentId: null },
      { name: 'Above', parentId: null },
    ]);
    expect(warnings).toMatchObject([{ kind: 'left-out', message: expect.stringContaining('the group of “Inside”') }]);
    await store.client.saveDocument({ projectId: one.projectId, document });
  });

  test('groups that lie in each other come out of each other, and what lies in them stays readable', async () => {
    const one = await kept();
    edit(one, (db) => {
      db.exec(`INSERT INTO layers SELECT '${idOf(6)}', 9, kind, 'Other', id, visible, opacity, blend_mode, locked,
        locked_position, locked_transparency, protected, generation_id, width, height, x, y, scale_x, scale_y, angle, blob,
        mask, mask_enabled, mask_x, mask_y, mask_width, mask_height, data, data_version FROM layers WHERE id = '${idOf(1)}';
        UPDATE layers SET parent_id = '${idOf(6)}' WHERE id = '${idOf(1)}'`);
    });
    const store = startStore(one.root);
    const { document } = await store.client.openProject({ id: one.projectId, fallback });
    expect(document.layers.map(({ name }) => name)).toEqual(['Group', 'Inside', 'Above', 'Other']);
    expect(documentSchema.safeParse(document).success).toBe(true);
  });
});

/** What the contract refuses of a document, and SQLite of a row that somebody else writes. */
const refused: Record<string, { readonly sql: string; readonly change: (layers: Layer[]) => unknown[] }> = {
  'a blend mode that is none': {
    sql: `UPDATE layers SET blend_mode = 'dissolve' WHERE id = '${idOf(3)}'`,
    change: (layers) => layers.with(2, { ...layers[2], blendMode: 'dissolve' } as unknown as Layer),
  },
  'a picture without a blob': {
    sql: `UPDATE layers SET blob = NULL WHERE id = '${idOf(3)}'`,
    change: (layers) => layers.with(2, { ...layers[2], blob: null } as unknown as Layer),
  },
  'a picture without a place': {
    sql: `UPDATE layers SET width = NULL, height = NULL, x = NULL, y = NULL, scale_x = NULL, scale_y = NULL, angle = NULL
      WHERE id = '${idOf(3)}'`,
    change: (layers) => layers.with(2, { ...layers[2], x: null } as unknown as Layer),
  },
  'half a box': {
    sql: `UPDATE layers SET kind = 'text', width = NULL WHERE id = '${idOf(3)}'`,
    change: (layers) => layers.with(2, { ...layers[2], width: undefined } as unknown as Layer),
  },
  'a mask without a frame': {
    sql: `UPDATE layers SET mask_width = NULL WHERE id = '${idOf(1)}'`,
    change: (layers) =>
      layers.with(0, { ...layers[0], mask: { blob: 'a'.repeat(64), enabled: true } } as unknown as Layer),
  },
  'a group in itself': {
    sql: `UPDATE layers SET parent_id = id WHERE id = '${idOf(1)}'`,
    change: (layers) => layers.with(0, { ...layers[0], parentId: idOf(1) } as Layer),
  },
  'a layer in a group that is not there': {
    sql: `UPDATE layers SET parent_id = '${idOf(77)}' WHERE id = '${idOf(3)}'`,
    change: (layers) => layers.with(2, { ...layers[2], parentId: idOf(77) } as Layer),
  },
};

describe('rules that stand in the contract and in the database', () => {
  test.each(Object.entries(refused))('%s', async (_, { sql, change }) => {
    const one = await kept();
    expect(documentSchema.safeParse(one.document).success).toBe(true);
    expect(documentSchema.safeParse({ ...one.document, layers: change([...one.document.layers]) }).success).toBe(false);
    edit(one, (db) => {
      db.pragma('foreign_keys = ON');
      expect(() => db.exec(sql)).toThrow(/constraint failed/);
    });
  });

  test('a mask and what an unknown layer shows are in the project, or the document is refused', async () => {
    const one = await kept();
    const store = startStore(one.root);
    const [group, ...others] = one.document.layers;
    const mask = { blob: 'c'.repeat(64), enabled: true, x: 0, y: 0, width: 1, height: 1 };
    const document = { ...one.document, layers: [{ ...group, mask } as Layer, ...others] };
    const failure = await failureFrom(store.client.saveDocument({ projectId: one.projectId, document }));
    expect(failure).toMatchObject({ kind: 'bad-request', message: expect.stringContaining('“Group”') });
    expect((await store.client.openProject({ id: one.projectId, fallback })).document).toEqual(one.document);
  });
});

describe('records', () => {
  test('keep their artifacts in order, and live without a grid', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const blobs: string[] = [];
    for (const mediaType of ['image/png', 'image/webp'] as const) {
      blobs.push((await store.client.putBlob({ projectId, bytes: makePicture(), mediaType })).hash);
    }
    const [depth = '', edges = ''] = blobs;
    const artifacts = [
      { kind: 'edges', blob: edges },
      { kind: 'depth', blob: depth },
      { kind: 'edges', blob: depth },
    ];
    const commit = makeCommit(projectId, { artifacts, grid: null, modelFamily: 'another', elementTypes: null });
    const drawn = await store.client.commitGeneration(commit);
    expect(drawn).toMatchObject({ artifacts, grid: null, runId: commit.generation.runId, modelFamily: 'another' });
    // Asked once more, as after an answer that was lost.
    expect(await store.client.commitGeneration(commit)).toEqual(drawn);
    await store.close();
    const again = startStore(store.root);
    expect(await newestRows(again, projectId)).toEqual([drawn]);
  });

  test('with an artifact that the project does not hold are refused whole', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const commit = makeCommit(projectId, { artifacts: [{ kind: 'depth', blob: 'd'.repeat(64) }] });
    expect((await failureFrom(store.client.commitGeneration(commit))).kind).toBe('bad-request');
    expect(await newestRows(store, projectId)).toEqual([]);
  });

  test('with half a grid are refused by the database', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    await store.client.commitGeneration(makeCommit(projectId));
    await store.close();
    const db = new Sqlite(join(store.root, 'projects', projectId, 'project.sqlite'));
    expect(() => db.exec('UPDATE generations SET grid_codes = NULL')).toThrow(/constraint failed/);
    expect(() => db.exec('UPDATE generations SET grid_rows = 7')).toThrow(/constraint failed/);
    db.close();
  });
});
