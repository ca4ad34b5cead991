import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  blendModes,
  type Layer,
  type LayerBox,
  type Locks,
  type PictureDocument,
  type PictureMask,
} from '../../../preload/contract/document.ts';
import { LEAST_DPI, MOST_DPI } from '../../../preload/contract/dpi.ts';
import { type RegionStep, regionOperations } from '../../../preload/contract/region-steps.ts';
import { anyAdjustment, anyFill } from '../../helpers/adjustments.ts';
import {
  emptyDocument,
  failureFrom,
  makeLayer,
  makePicture,
  makeStroke,
  newProject,
  startStore,
} from './test-store.ts';

const fallback = { name: 'Test', document: emptyDocument };

/** SQLite has one zero; everything else comes back bit for bit. */
const number = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true }).filter((value) => !Object.is(value, -0));

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });

const locks: fc.Arbitrary<Locks> = fc.record({ all: fc.boolean(), position: fc.boolean(), transparency: fc.boolean() });

const side = fc.integer({ min: 1, max: 16384 });

const box: fc.Arbitrary<LayerBox> = fc.record({
  width: side,
  height: side,
  x: number(-1e6, 1e6),
  y: number(-1e6, 1e6),
  scaleX: number(1e-4, 1e4),
  scaleY: number(1e-4, 1e4),
  angle: number(-360, 360),
});

/** Of another version of the studio. */
const recorded = fc.record({
  kind: fc.constantFrom('hologram', 'paint', 'text'),
  dataVersion: fc.integer({ min: 1, max: 9 }),
  data: fc.json(),
});

function layerOf(blobs: readonly string[]): fc.Arbitrary<Layer> {
  const blob = fc.constantFrom(...blobs);
  const mask = fc
    .record({
      blob,
      enabled: fc.boolean(),
      x: number(-1e6, 1e6),
      y: number(-1e6, 1e6),
      width: side,
      height: side,
      beyond: fc.boolean(),
    })
    .map(({ beyond, ...own }) => ({ ...own, ...(beyond && { showsBeyond: true }) }));
  const base = fc
    .record({
      id: fc.uuid(),
      name: words,
      parentId: fc.constant(null),
      opacity: number(0, 1),
      visible: fc.boolean(),
      blendMode: fc.constantFrom(...blendModes),
      locks,
      mask: fc.option(mask),
      generationId: fc.option(fc.uuid()),
      kept: fc.boolean(),
    })
    .map(({ kept, ...layer }) => ({ ...layer, ...(kept && { isProtected: true }) }));
  const mediaType = fc.constantFrom('image/png', 'image/jpeg', 'image/webp');
  return fc.oneof(
    fc
      .tuple(base, box, fc.record({ blob, mediaType }))
      .map(([own, place, shown]): Layer => ({ kind: 'picture', ...own, ...place, ...shown })),
    fc
      .tuple(base, fc.boolean())
      .map(([own, passes]): Layer => ({ kind: 'group', ...own, ...(passes && { passThrough: true }) })),
    fc.tuple(base, anyFill).map(([own, fill]): Layer => ({ kind: 'fill', ...own, fill })),
    fc.tuple(base, anyAdjustment).map(([own, adjustment]): Layer => ({ kind: 'adjustment', ...own, adjustment })),
    fc
      .tuple(base, fc.record({ recorded, box: fc.option(box), blob: fc.option(blob) }))
      .map(([own, rest]): Layer => ({ kind: 'unreadable', ...own, ...rest, mask: framed(own.mask) })),
  );
}

/** Of what a mask does beyond its frame, a layer that cannot be read has no more than its recorded data. */
function framed(mask: PictureMask | null): PictureMask | null {
  if (mask === null) return null;
  const { showsBeyond: _, ...own } = mask;
  return own;
}

/** -0 is allowed here: points are kept as bytes. */
const coordinate = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const points = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 15 }).map((pairs) => pairs.flat());

function stepOf(blobs: readonly string[]): fc.Arbitrary<RegionStep> {
  const base = fc.record({ id: fc.uuid(), operation: fc.constantFrom(...regionOperations) });
  const blob = fc.option(fc.constantFrom(...blobs));
  return fc.oneof(
    fc
      .tuple(base, fc.record({ size: number(0.5, 5000), points }))
      .map(([own, rest]): RegionStep => ({ kind: 'stroke', ...own, ...rest })),
    fc
      .tuple(base, fc.record({ recorded, points: fc.option(points), blob }))
      .map(([own, rest]): RegionStep => ({ kind: 'unreadable', ...own, ...rest })),
  );
}

/** Some layers lie in groups: `picks` says in which of those that come before them. */
function grouped(layers: readonly Layer[], picks: readonly number[]): Layer[] {
  return layers.map((layer, index) => {
    const groups = layers.slice(0, index).filter(({ kind }) => kind === 'group' || kind === 'unreadable');
    const parent = groups[(picks[index] ?? 0) % (groups.length + 1)];
    return { ...layer, parentId: parent?.id ?? null };
  });
}

function documentOf(blobs: readonly string[]): fc.Arbitrary<PictureDocument> {
  const always = fc.record({
    width: side,
    height: side,
    layers: fc
      .tuple(
        fc.uniqueArray(layerOf(blobs), { selector: (layer) => layer.id, maxLength: 8 }),
        fc.array(fc.nat(9), { minLength: 8, maxLength: 8 }),
      )
      .map(([layers, picks]) => grouped(layers, picks)),
    region: fc.uniqueArray(stepOf(blobs), { selector: (one) => one.id, maxLength: 12 }),
  });
  return fc
    .tuple(always, fc.boolean(), fc.boolean(), fc.option(fc.integer({ min: LEAST_DPI, max: MOST_DPI })))
    .map(([page, bare, chosen, dpi]) => ({
      ...page,
      ...(bare && { paper: false }),
      ...(chosen && { sizeChosen: true }),
      ...(dpi !== null && { dpi }),
    }));
}

/** What an artist does between two saves: some go, some change, some are new, some change places. */
function laterOf(blobs: readonly string[]): fc.Arbitrary<(before: PictureDocument) => PictureDocument> {
  return fc
    .record({ next: documentOf(blobs), keep: fc.array(fc.nat(20)), rename: words })
    .map(({ next, keep, rename }) => (before) => {
      const kept = [...new Set(keep)];
      const layers = kept.flatMap((index) => before.layers[index] ?? []);
      const steps = kept.flatMap((index) => before.region[index] ?? []);
      const ids = new Set(layers.map(({ id }) => id));
      const changed = layers.map((layer, index) => ({
        ...layer,
        // A group that went leaves its layers on the page.
        parentId: ids.has(layer.parentId ?? '') ? layer.parentId : null,
        ...(index === 0 && { name: rename }),
      }));
      return {
        ...next,
        layers: [...next.layers, ...changed],
        region: [
          ...next.region,
          ...steps.map((one, index) => (index === 0 ? { ...one, operation: 'add' as const } : one)),
        ],
      };
    });
}

describe('documents', () => {
  test('what is saved is what is opened, whatever was saved before', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const blobs: string[] = [];
    for (let index = 0; index < 3; index++) {
      blobs.push((await store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' })).hash);
    }
    await fc.assert(
      fc.asyncProperty(documentOf(blobs), fc.array(laterOf(blobs), { maxLength: 3 }), async (first, changes) => {
        let document = first;
        for (const change of [(same: PictureDocument) => same, ...changes]) {
          document = change(document);
          await store.client.saveDocument({ projectId, document });
          expect((await store.client.openProject({ id: projectId, fallback })).document).toEqual(document);
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test('a saved document is there after a restart', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const { hash } = await store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/jpeg' });
    const document = { width: 10, height: 20, layers: [makeLayer(hash), makeLayer(hash)], region: [makeStroke(50)] };
    await store.client.saveDocument({ projectId, document });
    await store.close();
    const again = startStore(store.root);
    expect((await again.client.openProject({ id: null, fallback })).document).toEqual(document);
  });

  test('a picture that was converted when it came in names the file it came as, which is there', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const original = await store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/tiff' });
    const converted = { projectId, bytes: makePicture(), mediaType: 'image/png' } as const;
    const { hash } = await store.client.putBlob({ ...converted, madeFrom: original.hash });
    expect(await store.client.getBlob({ projectId, hash })).toMatchObject({ mediaType: 'image/png' });
    expect(await store.client.getBlob({ projectId, hash: original.hash })).toMatchObject({ mediaType: 'image/tiff' });
    const mediaType = 'image/vnd.adobe.photoshop';
    const layered = await store.client.putBlob({ projectId, bytes: makePicture(), mediaType });
    expect(await store.client.getBlob({ projectId, hash: layered.hash })).toMatchObject({ mediaType });
    const refused = await failureFrom(store.client.putBlob({ ...converted, madeFrom: 'b'.repeat(64) }));
    expect(refused.kind).toBe('bad-request');
  });

  test('a document that names a picture the project does not hold is refused whole', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const { hash } = await store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' });
    const good = { ...emptyDocument, layers: [makeLayer(hash)] };
    await store.client.saveDocument({ projectId, document: good });
    const bad = { ...emptyDocument, width: 99, layers: [makeLayer(hash), makeLayer('c'.repeat(64), { name: 'Moon' })] };
    const failure = await failureFrom(store.client.saveDocument({ projectId, document: bad }));
    expect(failure).toMatchObject({ kind: 'bad-request', message: expect.stringContaining('“Moon”') });
    expect((await store.client.openProject({ id: projectId, fallback })).document).toEqual(good);
  });

  test('the same id twice is refused, not silently merged', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    const { hash } = await store.client.putBlob({ projectId, bytes: makePicture(), mediaType: 'image/png' });
    const layer = makeLayer(hash);
    const twin = makeStroke();
    for (const document of [
      { ...emptyDocument, layers: [layer, { ...layer, name: 'Twin' }] },
      { ...emptyDocument, region: [twin, { ...twin, size: 3 }] },
    ]) {
      expect((await failureFrom(store.client.saveDocument({ projectId, document }))).kind).toBe('bad-request');
    }
  });

  test('saves sent without waiting end with the last one', async () => {
    const store = startStore();
    const projectId = await newProject(store);
    await store.close();
    const again = startStore(store.root);
    const saves = Array.from({ length: 20 }, (_, index) =>
      again.client.saveDocument({ projectId, document: { ...emptyDocument, width: index + 1 } }),
    );
    await Promise.all(saves);
    expect((await again.client.openProject({ id: projectId, fallback })).document.width).toBe(20);
  });
});
