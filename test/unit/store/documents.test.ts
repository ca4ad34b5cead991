import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Layer, PictureDocument, Stroke } from '../../../preload/contract/document.ts';
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

function layerOf(blobs: readonly string[]): fc.Arbitrary<Layer> {
  const always = fc.record({
    id: fc.uuid(),
    name: words,
    blob: fc.constantFrom(...blobs),
    mediaType: fc.constantFrom('image/png', 'image/jpeg', 'image/webp'),
    width: fc.integer({ min: 1, max: 16384 }),
    height: fc.integer({ min: 1, max: 16384 }),
    x: number(-1e6, 1e6),
    y: number(-1e6, 1e6),
    scaleX: number(1e-4, 1e4),
    scaleY: number(1e-4, 1e4),
    angle: number(-360, 360),
    opacity: number(0, 1),
    visible: fc.boolean(),
    generationId: fc.option(fc.uuid()),
  });
  return fc.tuple(always, fc.boolean()).map(([layer, kept]) => ({ ...layer, ...(kept && { isProtected: true }) }));
}

/** -0 is allowed here: points are kept as bytes. */
const coordinate = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const stroke: fc.Arbitrary<Stroke> = fc.record({
  id: fc.uuid(),
  size: number(0.5, 5000),
  erase: fc.boolean(),
  points: fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 15 }).map((points) => points.flat()),
});

function documentOf(blobs: readonly string[]): fc.Arbitrary<PictureDocument> {
  const always = fc.record({
    width: fc.integer({ min: 1, max: 16384 }),
    height: fc.integer({ min: 1, max: 16384 }),
    layers: fc.uniqueArray(layerOf(blobs), { selector: (layer) => layer.id, maxLength: 8 }),
    mask: fc.uniqueArray(stroke, { selector: (one) => one.id, maxLength: 12 }),
  });
  return fc.tuple(always, fc.boolean()).map(([page, bare]) => ({ ...page, ...(bare && { paper: false }) }));
}

/** What an artist does between two saves: some go, some change, some are new, some change places. */
function laterOf(blobs: readonly string[]): fc.Arbitrary<(before: PictureDocument) => PictureDocument> {
  return fc
    .record({ next: documentOf(blobs), keep: fc.array(fc.nat(20)), rename: words })
    .map(({ next, keep, rename }) => (before) => {
      const kept = [...new Set(keep)];
      const layers = kept.flatMap((index) => before.layers[index] ?? []);
      const strokes = kept.flatMap((index) => before.mask[index] ?? []);
      return {
        ...next,
        layers: [...next.layers, ...layers.map((layer, index) => (index === 0 ? { ...layer, name: rename } : layer))],
        mask: [...next.mask, ...strokes.map((one, index) => (index === 0 ? { ...one, erase: !one.erase } : one))],
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
    const document = { width: 10, height: 20, layers: [makeLayer(hash), makeLayer(hash)], mask: [makeStroke(50)] };
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
      { ...emptyDocument, mask: [twin, { ...twin, size: 3 }] },
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
