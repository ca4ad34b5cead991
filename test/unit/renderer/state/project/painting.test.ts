import { expect, test } from 'vitest';
import type { Layer, PaintLayer, PictureDocument } from '../../../../../preload/contract/document.ts';
import { StudioError } from '../../../../../preload/contract/errors.ts';
import { blobsOfLayer } from '../../../../../preload/contract/layer-blobs.ts';
import { groupLayer } from '../../../../../renderer/document/new-layer.ts';
import { emptyDocument } from '../../../../../renderer/document/operations.ts';
import type { PageRaster } from '../../../../../renderer/document/page-raster.ts';
import type { Colour, GradientInk, Ink } from '../../../../../renderer/document/paint.ts';
import type { PaintStyle } from '../../../../../renderer/document/painter.ts';
import { type ProjectStore, storeOf } from '../../../../../renderer/document/project-store.ts';
import { rasteriseRegion } from '../../../../../renderer/document/region-raster.ts';
import { createDocumentStore } from '../../../../../renderer/document/store.ts';
import { greyPng } from '../../../../../renderer/pixels/grey-png.ts';
import { paintWorkHere } from '../../../../../renderer/pixels/paint/paint-work.ts';
import { joinedMask } from '../../../../../renderer/pixels/paint/tiles-of.ts';
import { pixelWorkHere } from '../../../../../renderer/pixels/pixel-work.ts';
import { createAutosave } from '../../../../../renderer/services/autosave.ts';
import { createLayerActions } from '../../../../../renderer/state/project/layer-commands.ts';
import { placedTiles } from '../../../../../renderer/state/project/layer-pixels.ts';
import { Outbox, withOutbox } from '../../../../../renderer/state/project/outbox.ts';
import { createPainting } from '../../../../../renderer/state/project/painting.ts';
import { settledPage } from '../../../../../renderer/state/project/settled-page.ts';
import { firstPaint } from '../../../../../renderer/tools/paint-options.ts';
import { countingIds, idOf } from '../../../../helpers/documents.ts';
import { english } from '../../../../helpers/english.ts';
import { MemoryStore } from '../../../../helpers/memory-store.ts';
import { projectId, settle } from '../../../../helpers/test-studio.ts';

/** One project that is painted on, without a window. */
function studio(layers: readonly Layer[] = [], paintWork = paintWorkHere()) {
  const memory = new MemoryStore();
  const outbox = new Outbox();
  const saved: PictureDocument[] = [];
  const saveDocument: ProjectStore['saveDocument'] = async ({ document }) => {
    for (const blob of document.layers.flatMap(blobsOfLayer)) expect(memory.blobs.has(blob)).toBe(true);
    saved.push(document);
    return { savedAt: 0, recovery: null };
  };
  const store = withOutbox({ ...storeOf(memory, projectId), saveDocument }, outbox);
  const document = createDocumentStore({ ...emptyDocument(500, 300), layers: [...layers] });
  const notices: string[] = [];
  const painting = createPainting({
    document,
    store,
    outbox,
    canvas: { beginPaint: () => ({ show: () => {}, keep: () => {}, end: () => {} }) },
    page: {
      rasteriseMask: async () => {
        const { region, width, height } = document.getState().document;
        return rasteriseRegion(region, width, height);
      },
      rasterise: () => new Promise(() => {}),
    } as never,
    paintWork,
    pixelWork: pixelWorkHere(),
    loadBlob: async (hash) => (await store.getBlob({ hash })).bytes,
    newId: countingIds(),
    words: () => english,
    notify: (_, text) => notices.push(text(english)),
    hold: () => () => {},
  });
  const saver = createAutosave({ document, store, delayMs: 0, retryMs: 5 });
  const ink: Ink = { kind: 'colour', colour: { red: 9, green: 8, blue: 7 } };
  const style: PaintStyle & { ink: Ink; eraserColour: Colour } = {
    tip: firstPaint.tips.paintbrush,
    ink,
    opacity: 1,
    eraserColour: { red: 1, green: 1, blue: 1 },
  };
  const stroke = (...xs: number[]) => {
    const one = painting.begin(style);
    one.add(xs.map((x) => ({ x, y: 40, pressure: 1, tiltX: 0, tiltY: 0 })));
    one.end();
  };
  const rest = async () => {
    while (document.getState().turns.areTaken) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  return { memory, store, saved, outbox, document, painting, saver, notices, style, stroke, rest };
}

const layersOf = ({ document }: ReturnType<typeof studio>) => document.getState().document.layers;

test('strokes that follow each other quickly all stay, on one new layer, each with its own undo step', async () => {
  const one = studio();
  one.stroke(20, 120);
  one.stroke(100, 220);
  one.stroke(300, 420);
  await one.rest();
  const [layer, ...others] = layersOf(one);
  expect(others).toEqual([]);
  if (layer?.kind !== 'paint') throw new Error('There is no paint.');
  expect(layer.tiles.map(({ column, row }) => [column, row])).toEqual([
    [0, 0],
    [1, 0],
  ]);
  const whole = layer.tiles;
  one.document.getState().undo();
  one.document.getState().undo();
  one.document.getState().undo();
  expect(layersOf(one)).toEqual([]);
  for (let step = 0; step < 3; step++) one.document.getState().redo();
  expect(layersOf(one)).toMatchObject([{ tiles: whole }]);
  // A layer that was painted alike has the same tiles, by content.
  const other = studio();
  other.stroke(20, 120);
  other.stroke(100, 220);
  other.stroke(300, 420);
  await other.rest();
  expect(layersOf(other)).toMatchObject([{ tiles: whole }]);
});

test('an undo that is asked for while a stroke is on its way takes that stroke back, and none before', async () => {
  const one = studio();
  one.stroke(20, 120);
  await one.rest();
  const before = layersOf(one);
  one.stroke(100, 220);
  one.document.getState().undo();
  await one.rest();
  expect(layersOf(one)).toEqual(before);
  expect(one.document.getState().canRedo).toBe(true);
});

test('a picture of the page that is asked for while a stroke is on its way has the stroke', async () => {
  const one = studio();
  const { turns } = one.document.getState();
  const layersNow = async () => ({ width: layersOf(one).length, height: 1, rgba: new Uint8Array(4) });
  const now = { rasterise: layersNow, asItIs: () => now } as unknown as PageRaster;
  const page = settledPage(now, turns);
  one.stroke(20, 120);
  expect((await page.rasterise()).width).toBe(1);
  one.document.getState().undo();
  one.stroke(20, 120);
  expect((await page.asItIs().rasterise()).width).toBe(1);
});

test('a command on a layer that is asked for while a stroke is on its way acts on the layer with the stroke', async () => {
  const one = studio();
  one.stroke(20, 120);
  await one.rest();
  const [chosen] = layersOf(one);
  const actions = createLayerActions({
    document: one.document,
    newId: () => crypto.randomUUID(),
    words: () => english,
    notify: () => {},
    pixels: { run: async () => {} },
  });
  one.stroke(100, 220);
  actions.perform('duplicate-layer', [chosen?.id ?? '']);
  await one.rest();
  const [below, above] = layersOf(one);
  if (below?.kind !== 'paint' || above?.kind !== 'paint') throw new Error('There is no paint.');
  expect(above.tiles).toEqual(below.tiles);
  expect(below.tiles).not.toEqual(chosen?.kind === 'paint' && chosen.tiles);
});

const everything = (id: number, width: number) =>
  ({ kind: 'rectangle', id: idOf(id), operation: 'add', x: 0, y: 0, width, height: 300 }) as const;

function columnsOf(one: ReturnType<typeof studio>): number[] {
  return layersOf(one).flatMap((layer) => (layer.kind === 'paint' ? layer.tiles.map(({ column }) => column) : []));
}

test('the region of a project limits its own paint, whatever was painted in another one meanwhile', async () => {
  const shared = paintWorkHere();
  const [one, other] = [studio([], shared), studio([], shared)];
  one.document.getState().replaceRegion([everything(1, 100)]);
  one.stroke(20, 400);
  await one.rest();
  other.stroke(20, 400);
  await other.rest();
  one.stroke(20, 400);
  await one.rest();
  expect(columnsOf(other)).toEqual([0, 1]);
  expect(columnsOf(one)).toEqual([0]);
});

test('the same steps of a region on a page of another size limit the paint to what they mark there', async () => {
  const one = studio();
  one.document.getState().replaceRegion([everything(1, 100), { kind: 'invert', id: idOf(2) }]);
  one.stroke(20, 60);
  await one.rest();
  expect(columnsOf(one)).toEqual([]);
  one.document.getState().resizePage(1000, 300);
  one.stroke(20, 900);
  await one.rest();
  expect(columnsOf(one)).toEqual([0, 1, 2, 3]);
});

test('a fill whose picture takes long is cancelled, and the next stroke is painted', async () => {
  const one = studio();
  const filling = one.painting.fillAlike(
    { x: 5, y: 5 },
    { tolerance: 1, contiguous: true, allLayers: true },
    one.style,
  );
  await expect.poll(() => one.document.getState().work?.name).toBe('fill');
  one.stroke(20, 120);
  one.document.getState().work?.cancel();
  await filling;
  await one.rest();
  expect(one.notices).toEqual([]);
  expect(layersOf(one)).toMatchObject([{ kind: 'paint' }]);
});

test('a cancelled stroke leaves nothing, and no step', async () => {
  const one = studio();
  const stroke = one.painting.begin(one.style);
  stroke.add([{ x: 5, y: 5, pressure: 1, tiltX: 0, tiltY: 0 }]);
  stroke.cancel();
  await one.rest();
  expect(layersOf(one)).toEqual([]);
  expect(one.document.getState().canUndo).toBe(false);
});

test('tiles are stored before the document that names them; where they are refused, it is not saved and tried again', async () => {
  const one = studio();
  const full = new StudioError('disk-full', 'The disk is full.');
  one.memory.refuse.push(full);
  one.stroke(20, 120);
  await one.rest();
  await settle();
  await expect.poll(() => one.saver.state.getState().status).toBe('not-saved');
  const [layer] = layersOf(one);
  if (layer?.kind !== 'paint') throw new Error('There is no paint.');
  const [tile] = layer.tiles;
  // The picture is in memory meanwhile.
  expect(one.outbox.bytesOf(tile?.blob ?? '')).not.toBeNull();
  await expect.poll(() => one.saver.state.getState().status).toBe('saved');
  expect(one.memory.blobs.has(tile?.blob ?? '')).toBe(true);
  expect(one.outbox.bytesOf(tile?.blob ?? '')).toBeNull();
  expect(one.saved.at(-1)?.layers).toEqual([layer]);
});

/** A group, whose mask lies on the page, with a mask that is one white picture of the page's size. */
async function maskedStudio() {
  const one = studio([groupLayer({ id: idOf(1), name: 'Group' })]);
  const bytes = greyPng({ width: 500, height: 300, values: new Uint8Array(500 * 300).fill(255) });
  const { hash: blob } = await one.store.putBlob({ bytes, mediaType: 'image/png' });
  const mask = { blob, enabled: true, x: 0, y: 0, width: 500, height: 300 };
  one.document.getState().updateLayer(idOf(1), { mask });
  one.document.getState().paintOn(idOf(1), 'mask');
  const maskNow = () => one.document.getState().document.layers[0]?.mask ?? null;
  /** What the mask shows at a place of the page, 0 to 255. */
  const shownAt = async (x: number, y: number) => {
    const now = maskNow();
    if (now === null || !('tiled' in now)) throw new Error('The mask has no tiles.');
    const tiles = await placedTiles(one.store, now.tiled.tiles);
    return joinedMask(now.tiled, tiles).values[y * 500 + x];
  };
  return { ...one, mask, maskNow, shownAt };
}

const grey = (value: number): Ink => ({ kind: 'colour', colour: { red: value, green: value, blue: value } });

test('where the mask is chosen, black hides and white shows; each stroke is one undo step, down to the first picture', async () => {
  const one = await maskedStudio();
  await one.painting.fill({ ...one.style, ink: grey(0), opacity: 0.5 });
  expect(await one.shownAt(10, 10)).toBe(128);
  one.style.ink = grey(0);
  one.stroke(20, 120);
  await one.rest();
  expect(await one.shownAt(60, 40)).toBe(0);
  expect(await one.shownAt(60, 200)).toBe(128);
  one.style.ink = grey(255);
  one.stroke(60);
  await one.rest();
  expect(await one.shownAt(60, 40)).toBe(255);
  expect(layersOf(one)).toHaveLength(1);
  const state = one.document.getState();
  state.undo();
  expect(await one.shownAt(60, 40)).toBe(0);
  state.undo();
  expect(await one.shownAt(60, 40)).toBe(128);
  state.undo();
  expect(one.maskNow()).toEqual(one.mask);
  state.redo();
  expect(await one.shownAt(10, 10)).toBe(128);
});

test('a stroke on a mask changes only the tiles that it touches, and all of them are stored before the document', async () => {
  const one = await maskedStudio();
  one.style.ink = grey(0);
  one.stroke(20, 120);
  await one.rest();
  const first = one.maskNow();
  one.stroke(300, 420);
  await one.rest();
  const second = one.maskNow();
  if (first === null || second === null || !('tiled' in first && 'tiled' in second)) throw new Error('no tiles');
  const changed = second.tiled.tiles.filter((tile, at) => tile.blob !== first.tiled.tiles[at]?.blob);
  expect(changed.map(({ column, row }) => [column, row])).toEqual([[1, 0]]);
  await expect.poll(() => one.saved.at(-1)?.layers[0]?.mask).toEqual(second);
});

test('the eraser paints the background colour on a mask, and a mask that is off stays off', async () => {
  const one = await maskedStudio();
  one.document.getState().updateLayer(idOf(1), { mask: { ...one.mask, enabled: false } });
  one.style.ink = { kind: 'erase' };
  one.style.eraserColour = { red: 0, green: 0, blue: 0 };
  one.stroke(20, 120);
  await one.rest();
  expect(await one.shownAt(60, 40)).toBe(0);
  expect(one.maskNow()?.enabled).toBe(false);
});

test('the mask of a locked layer takes no paint, which a sentence says', async () => {
  const one = await maskedStudio();
  one.document.getState().updateLayer(idOf(1), { locks: { all: true, position: false, transparency: false } });
  const before = one.document.getState().document;
  one.stroke(20, 120);
  await one.rest();
  expect(one.document.getState().document).toBe(before);
  expect(one.notices).toEqual(['“Group” is locked']);
});

test('the paint goes back to the layer when another layer is chosen, or when the mask is gone', async () => {
  const one = await maskedStudio();
  const state = () => one.document.getState();
  expect(state().paintedMaskId).toBe(idOf(1));
  state().updateLayer(idOf(1), { mask: null });
  expect(state().paintedMaskId).toBeNull();
  state().undo();
  state().showMaskAlone(idOf(1));
  expect([state().paintedMaskId, state().loneMaskId]).toEqual([idOf(1), idOf(1)]);
  state().selectLayer(null);
  expect([state().paintedMaskId, state().loneMaskId]).toEqual([null, null]);
});

test('a gradient that was laid many times is the one that was laid last, over the paint below, in one undo step', async () => {
  const stop = { red: 200, green: 30, blue: 60, alpha: 1 };
  const inkTo = (x: number, y: number): GradientInk => {
    const ends = { from: { x: 10, y: 10 }, to: { x, y } };
    return { kind: 'gradient', shape: 'linear', ...ends, first: stop, second: { ...stop, alpha: 0 } };
  };
  const filled = studio();
  filled.stroke(20, 420);
  await filled.rest();
  await filled.painting.fill({ ...filled.style, ink: inkTo(300, 200) });
  const wanted = layersOf(filled);

  const one = studio();
  one.stroke(20, 420);
  await one.rest();
  const before = layersOf(one);
  const style = { ...one.style, ink: inkTo(11, 11) };
  const laid = one.painting.beginGradient(style);
  for (let x = 20; x < 300; x += 7) {
    laid.lay(inkTo(x, 50));
    if (x % 3 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  laid.lay(inkTo(300, 200));
  laid.end();
  await one.rest();
  expect(layersOf(one)).toMatchObject([{ tiles: (wanted[0] as PaintLayer).tiles }]);
  one.document.getState().undo();
  expect(layersOf(one)).toEqual(before);

  const dropped = one.painting.beginGradient(style);
  dropped.lay(inkTo(100, 100));
  await new Promise((resolve) => setTimeout(resolve, 5));
  dropped.cancel();
  await one.rest();
  expect(layersOf(one)).toEqual(before);
  // One that ends before its turn comes is kept as well.
  one.stroke(30, 60);
  const quick = one.painting.beginGradient(style);
  quick.lay(inkTo(300, 200));
  quick.end();
  await one.rest();
  one.document.getState().undo();
  one.document.getState().undo();
  expect(layersOf(one)).toEqual(before);
});
