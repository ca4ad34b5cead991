import { beforeEach, describe, expect, it, vi } from 'vitest';
import { openLayered } from '../../../../../main/pictures/layered/open.ts';
import { MOST_LAYERS } from '../../../../../preload/contract/document.ts';
import { StudioError } from '../../../../../preload/contract/errors.ts';
import { sniffMediaType } from '../../../../../preload/contract/media-type.ts';
import { tooLarge, unreadable } from '../../../../../preload/contract/picture-refusals.ts';
import type { ShownPicture } from '../../../../../preload/contract/picture-service.ts';
import { type Frame, MAX_PIXELS, MAX_SIDE } from '../../../../../preload/contract/pictures.ts';
import { isPicture } from '../../../../../renderer/document/layer-tree.ts';
import { emptyDocument } from '../../../../../renderer/document/operations.ts';
import type { Point } from '../../../../../renderer/document/point.ts';
import { storeOf } from '../../../../../renderer/document/project-store.ts';
import { createDocumentStore, type DocumentStore } from '../../../../../renderer/document/store.ts';
import { createImporter } from '../../../../../renderer/generation/pictures/importer.ts';
import type { Importer } from '../../../../../renderer/generation/pictures/importer-types.ts';
import { placeAgain } from '../../../../../renderer/generation/pictures/placement.ts';
import { refusalSentences } from '../../../../../renderer/generation/pictures/refusals.ts';
import { countingIds, idOf } from '../../../../helpers/documents.ts';
import { english, inEnglish } from '../../../../helpers/english.ts';
import { MemoryStore } from '../../../../helpers/memory-store.ts';
import { madePsd } from '../../../../helpers/psd-maker.ts';
import { TestStudio } from '../../../../helpers/test-studio.ts';

const TIFF = new Uint8Array([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);

const notAsked = () => Promise.reject(new Error('No file with layers is opened here.'));

let document: DocumentStore;
let store: MemoryStore;
let importer: Importer;
let size: { width: number; height: number } | null;
/** What the decoder says beside the size. */
let shown: Partial<ShownPicture> | StudioError;

beforeEach(() => {
  document = createDocumentStore(emptyDocument(1000, 500));
  store = new MemoryStore();
  size = { width: 300, height: 200 };
  shown = {};
  importer = createImporter({
    document,
    store: storeOf(store, idOf(1)),
    newId: countingIds(),
    words: () => english,
    decoder: {
      openLayered: notAsked,
      show: async ({ name }) => {
        if (shown instanceof StudioError) throw shown;
        if (size === null) throw unreadable(name);
        if (size.width > MAX_SIDE || size.width * size.height > MAX_PIXELS) throw tooLarge(name);
        return { mediaType: 'image/png', ...size, transparent: false, png: null, ...shown };
      },
    },
  });
});

const page = () => document.getState().document;
const pictures = () => page().layers.filter(isPicture);
const given = (bytes: Uint8Array<ArrayBuffer>, name: string) => ({ name, size: null, read: async () => bytes });

/** @returns why it was refused, in words; empty where it was taken */
async function bringIn(bytes: Uint8Array<ArrayBuffer>, name: string, at?: Point): Promise<string[]> {
  return refusalSentences((await importer.importFiles([given(bytes, name)], at)).refused).map(inEnglish);
}

it('cancels a file with layers without a trace, and goes on with the next file', async () => {
  const psd = new Uint8Array(Buffer.from('8BPS'));
  const own = createImporter({
    document,
    store: storeOf(store, idOf(1)),
    newId: countingIds(),
    words: () => english,
    decoder: {
      show: async () => ({ mediaType: 'image/png', width: 4, height: 4, transparent: false, png: null }),
      openLayered: (_params, { signal } = {}) =>
        new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    },
  });
  const importing = own.importFiles([given(psd, 'sea.psd'), given(PNG, 'dot.png')]);
  await vi.waitFor(() => expect(document.getState().work?.name).toBe('open-layers'));
  document.getState().work?.cancel();
  expect(await importing).toEqual({ added: 1, refused: [], changed: [], told: [] });
  expect(page().layers.map(({ name }) => name)).toEqual(['dot']);
});

it('keeps a file with layers as it came, beside the pictures that are made of it', async () => {
  const bytes = madePsd({
    ...{ width: 2, height: 1, depth: 8, mode: 'cmyk', packing: 'rows' },
    merged: [0, 255, 255, 255].map((value) => [value, value]),
  });
  const own = createImporter({
    document,
    store: storeOf(store, idOf(1)),
    newId: countingIds(),
    words: () => english,
    decoder: { show: notAsked, openLayered: (file) => openLayered({ ...file, bytes: new Uint8Array(file.bytes) }) },
  });
  const { added, changed } = await own.importFiles([given(bytes, 'inks.psd')]);
  expect([added, changed]).toEqual([1, [{ file: 'inks.psd', losses: ['cmyk'] }]]);
  const [layer] = pictures();
  const original = store.blobs.get(store.madeFrom.get(layer.blob) ?? '');
  expect(original).toEqual({ bytes, mediaType: 'image/vnd.adobe.photoshop' });
});

describe('bringing in a picture file', () => {
  it('fills the page as far as it goes, and says once that the others are not there', async () => {
    await bringIn(PNG, 'sea.png');
    const [layer] = page().layers;
    if (layer === undefined) throw new Error('The page has its first layer.');
    for (let count = 1; count < MOST_LAYERS - 1; count++)
      document.getState().addLayer({ ...layer, id: idOf(5000 + count) });
    const { added, refused } = await importer.importFiles(['a', 'b', 'c'].map((name) => given(PNG, `${name}.png`)));
    expect(added).toBe(1);
    expect(page().layers).toHaveLength(MOST_LAYERS);
    expect(refusalSentences(refused).map(inEnglish)).toEqual([
      expect.stringContaining('A page holds at most 1,000 layers'),
    ]);
  });

  it('gives the page that it becomes the resolution that it tells, and no other page', async () => {
    shown = { dpi: 118 };
    await bringIn(PNG, 'scan.png');
    expect(page()).toMatchObject({ width: 300, dpi: 118 });
    shown = { dpi: 72 };
    await bringIn(PNG, 'other.png');
    expect(page()).toMatchObject({ dpi: 118 });
    document.getState().undo();
    document.getState().undo();
    expect(page()).not.toHaveProperty('dpi');
  });

  it('gives an empty document its size, in one undo step', async () => {
    await bringIn(PNG, 'beach.final.png', { x: 900, y: 0 });
    expect(page()).toMatchObject({ width: 300, height: 200 });
    expect(page().layers).toMatchObject([
      { name: 'beach.final', mediaType: 'image/png', x: 0, y: 0, scaleX: 1, width: 300, generationId: null },
    ]);
    expect(store.blobs.has(pictures()[0].blob)).toBe(true);
    document.getState().undo();
    expect(page()).toEqual(emptyDocument(1000, 500));
  });

  it('lays what is dropped beside the page, or on the prompt bar below it, where it can be seen', async () => {
    await bringIn(PNG, 'page.png');
    size = { width: 30, height: 20 };
    await bringIn(PNG, 'below.png', { x: 150, y: 290 });
    await bringIn(PNG, 'left.png', { x: -80, y: -5 });
    expect(page().layers[1]).toMatchObject({ x: 135, y: 190 });
    expect(page().layers[2]).toMatchObject({ x: -15, y: -10 });
    const part = { frame: { x: 0, y: 0, width: 40, height: 40 }, pageWidth: 300, pageHeight: 200 };
    expect(placeAgain(part, page(), { x: 500, y: 100 })).toEqual({ x: 280, y: 80, width: 40, height: 40 });
  });

  it('centres the next ones where they were dropped, on whole pixels, and shrinks what is too large', async () => {
    await bringIn(PNG, 'one.png');
    size = { width: 31, height: 21 };
    await bringIn(PNG, 'two.png', { x: 100.4, y: 50.3 });
    expect(page().layers[1]).toMatchObject({ x: 85, y: 40, scaleX: 1, scaleY: 1 });
    size = { width: 600, height: 600 };
    await bringIn(PNG, 'three.png');
    expect(page().layers[2]).toMatchObject({ x: 50, y: 0, width: 600 });
    expect(pictures()[2].scaleX).toBeCloseTo(1 / 3, 9);
    expect(page()).toMatchObject({ width: 300, height: 200 });
  });

  it.each([
    ['a text', new TextEncoder().encode('BM, she said, and left'), { width: 1, height: 1 }, /“x” is not a PNG/],
    ['a damaged picture', PNG, null, /“x” is damaged/],
    ['a picture too long', PNG, { width: MAX_SIDE + 1, height: 1 }, /too large; the studio takes up to 67/],
    ['a picture too large', PNG, { width: 9000, height: 9000 }, /too large; the studio/],
  ])('refuses %s with one sentence and changes nothing', async (_what, bytes, measured, sentence) => {
    size = measured;
    const before = page();
    expect(await bringIn(bytes, 'x')).toEqual([expect.stringMatching(sentence)]);
    expect(page()).toBe(before);
    expect(store.blobs.size).toBe(0);
  });

  it('calls a file with layers that was cut off damaged, however little is left of it', async () => {
    const start = new TextEncoder().encode('PK\u0003\u0004..........................mimetypeimage');
    const refused = async (name: string, length: number) => bringIn(start.slice(0, length), name);
    for (const length of [0, 3, 30, start.length]) {
      expect(await refused('sea.ORA', length)).toEqual([expect.stringMatching(/“sea.ORA” is damaged/)]);
    }
    expect(await refused('sea.zip', 30)).toEqual([expect.stringMatching(/“sea.zip” is not a PNG/)]);
  });

  it('keeps the file as it came beside what it shows in the working space, which the layer names', async () => {
    const converted = new Uint8Array([...PNG, 7]);
    shown = { mediaType: 'image/tiff', png: converted };
    await bringIn(TIFF, 'scan.tif');
    const [layer] = pictures();
    expect(layer).toMatchObject({ name: 'scan', mediaType: 'image/png', width: 300, height: 200 });
    expect(store.blobs.get(layer?.blob ?? '')?.bytes).toEqual(converted);
    const original = [...store.blobs].find(([, { mediaType }]) => mediaType === 'image/tiff');
    expect(original?.[1].bytes).toEqual(TIFF);
    expect(store.madeFrom.get(layer?.blob ?? '')).toBe(original?.[0]);
  });

  it('that lets something through is seen without paper where it becomes the page, and undo brings the paper back', async () => {
    shown = { transparent: true };
    await bringIn(PNG, 'cut-out.png');
    expect(page().paper).toBe(false);
    document.getState().undo();
    expect(page()).toEqual(emptyDocument(1000, 500));
    document.getState().redo();
    expect(page().paper).toBe(false);
    document.getState().setPaper(true);
    await bringIn(PNG, 'another.png');
    expect(page().paper).toBeUndefined();
  });

  it('leaves a page its size where the artist chose that, and lies in it as large as fits', async () => {
    size = { width: 3000, height: 1000 };
    document.getState().change((before) => ({ ...before, sizeChosen: true }), []);
    await bringIn(PNG, 'sea.png');
    expect(page()).toMatchObject({ width: 1000, height: 500, sizeChosen: true });
    const [layer] = pictures();
    expect([layer?.width, layer?.height, layer?.x]).toEqual([3000, 1000, 0]);
    expect(layer?.scaleX).toBeCloseTo(1 / 3);
  });

  it("tells the decoder's own sentences", async () => {
    shown = new StudioError('bad-picture', '“x.svg” takes too long.');
    expect(await bringIn(PNG, 'x.svg')).toEqual(['“x.svg” takes too long.']);
    expect(page().layers).toEqual([]);
  });

  it('changes nothing where the picture cannot be stored', async () => {
    store.refuse.push(new StudioError('disk-full', 'The disk is full.'));
    const before = page();
    expect(await bringIn(PNG, 'x.png')).toEqual(['The disk is full.']);
    expect(page()).toBe(before);
  });

  it('names each file that cannot be taken, and takes the others', async () => {
    const files = [
      given(PNG, 'one.png'),
      given(new Uint8Array([1]), 'letter.txt'),
      given(new Uint8Array([2]), 'song.mp3'),
      { ...given(PNG, 'huge.png'), size: 300_000_000 },
      { ...given(PNG, 'gone.png'), read: () => Promise.reject(new Error('ENOENT')) },
      given(PNG, 'two.png'),
    ];
    const { added, refused } = await importer.importFiles(files, { x: 5, y: 5 });
    expect(added).toBe(2);
    expect(page().layers.map(({ name }) => name)).toEqual(['one', 'two']);
    expect(refusalSentences(refused).map(inEnglish)).toEqual([
      '“letter.txt” and “song.mp3” are not PNG, JPEG, WebP, GIF, AVIF, TIFF, BMP, SVG, HEIC, Photoshop or OpenRaster pictures.',
      '“huge.png” is too large; the studio takes up to 67 megapixels and 256 MB, or 768 MB with layers.',
      '“gone.png” could not be read from the disk; please check that it is still there.',
    ]);
  });

  it('puts several that are dropped on an empty page into its middle, wherever they are dropped', async () => {
    await importer.importFiles([given(PNG, 'one.png'), given(PNG, 'two.png')], { x: 900, y: 20 });
    expect(page()).toMatchObject({ width: 300, height: 200 });
    expect(pictures().map(({ x, y }) => [x, y])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });
});

describe('bringing back a picture of the gallery', () => {
  const rowOf = (frame: Frame, pageWidth = 256, pageHeight = 256) => ({ frame, pageWidth, pageHeight });

  it('that filled its page fills this one, wherever it is dropped', async () => {
    const studio = new TestStudio();
    await studio.runToEnd();
    const [row] = studio.rows;
    const own = createImporter({
      document: studio.document,
      store: studio.projectStore,
      newId: () => crypto.randomUUID(),
      words: () => english,
      decoder: {
        openLayered: notAsked,
        show: async () => ({ mediaType: 'image/png', width: 64, height: 64, transparent: false, png: null }),
      },
    });
    await own.placeGeneration(row);
    expect(studio.page.layers[1]).toMatchObject({ x: 0, y: 0, scaleX: 4, generationId: row.id, name: 'a red circle' });
    studio.document.getState().resizePage(1536, 1024);
    await own.placeGeneration(row, { x: 50, y: 60 });
    expect(studio.page.layers[2]).toMatchObject({ x: 256, y: 0, scaleX: 16 });
  });

  it('puts many on the page in one undo step, the first on top, and none where they are too many or it is cancelled', async () => {
    const studio = new TestStudio();
    await studio.runToEnd();
    const [row] = studio.rows;
    let wait: Promise<void> = Promise.resolve();
    const own = createImporter({
      document: studio.document,
      store: studio.projectStore,
      newId: () => crypto.randomUUID(),
      words: () => english,
      decoder: {
        openLayered: notAsked,
        show: async () => {
          await wait;
          return { mediaType: 'image/png', width: 64, height: 64, transparent: false, png: null };
        },
      },
    });
    const state = () => studio.document.getState();
    const before = studio.page;
    await own.placeGenerations([1, 2, 3].map((n) => ({ ...row, prompt: `number ${n}` })));
    const names = () => studio.page.layers.slice(before.layers.length).map(({ name }) => name);
    expect(names()).toEqual(['number 3', 'number 2', 'number 1']);
    expect(state().selectedLayerIds).toHaveLength(3);
    state().undo();
    expect(studio.page).toEqual(before);
    let go: () => void = () => undefined;
    wait = new Promise((resolve) => {
      go = resolve;
    });
    const placing = own.placeGenerations([row, row]);
    await vi.waitFor(() => expect(state().work?.name).toBe('place-pictures'));
    state().work?.cancel();
    go();
    await expect(placing).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
    expect(studio.page).toEqual(before);
    await expect(own.placeGenerations(Array.from({ length: MOST_LAYERS }, () => row))).rejects.toThrow(
      'A page holds at most 1,000 layers',
    );
    expect(studio.page).toEqual(before);
  });

  it('is refused in one sentence where the page is full', async () => {
    const studio = new TestStudio();
    await studio.runToEnd();
    const [row] = studio.rows;
    await studio.fillPage();
    const own = createImporter({
      document: studio.document,
      store: studio.projectStore,
      newId: () => crypto.randomUUID(),
      words: () => english,
      decoder: {
        openLayered: notAsked,
        show: async () => ({ mediaType: 'image/png', width: 64, height: 64, transparent: false, png: null }),
      },
    });
    await expect(own.placeGeneration(row)).rejects.toThrow('A page holds at most 1,000 layers');
    expect(studio.page.layers).toHaveLength(MOST_LAYERS);
  });

  it('that was a part keeps its place, or its share of a page of another size, centred where it is dropped', () => {
    const row = rowOf({ x: 16, y: 32, width: 64, height: 64 });
    expect(placeAgain(row, { width: 256, height: 256 })).toEqual(row.frame);
    expect(placeAgain(row, { width: 512, height: 512 })).toEqual({ x: 32, y: 64, width: 128, height: 128 });
    expect(placeAgain(row, { width: 512, height: 512 }, { x: 100, y: 100 })).toEqual({
      x: 36,
      y: 36,
      width: 128,
      height: 128,
    });
  });
});

describe('what a file is', () => {
  const ascii = (text: string) => new TextEncoder().encode(text);
  it.each([
    ['image/png', PNG],
    ['image/jpeg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0])],
    ['image/webp', ascii('RIFF\0\0\0\0WEBPVP8 ')],
    ['image/gif', ascii('GIF89a')],
    ['image/avif', ascii('\0\0\0\x1cftypavif\0\0\0\0mif1')],
    ['image/avif', ascii('\0\0\0\x1cftypmif1\0\0\0\0miafavif')],
    ['image/bmp', ascii(`BM${'\0'.repeat(8)}\x36\0\0\0\x28${'\0'.repeat(39)}`)],
    [null, ascii('BM is how this text begins, and it goes on for long enough')],
    ['image/heic', ascii('\0\0\0\x1cftypheic\0\0\0\0mif1')],
    ['image/svg+xml', ascii('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    [null, ascii('<html xmlns="http://www.w3.org/1999/xhtml"/>')],
    [null, new Uint8Array()],
  ])('%s', (mediaType, bytes) => {
    expect(sniffMediaType(bytes)).toBe(mediaType);
  });
});

describe('keeping a picture to draw from', () => {
  it('puts it among the project’s pictures and leaves the page alone', async () => {
    const before = page();
    const { hash, name } = await importer.keepPicture(given(PNG, 'cup.png'));
    expect([store.blobs.get(hash)?.bytes, name]).toEqual([PNG, 'cup']);
    expect(page()).toBe(before);
  });

  it('refuses what is no picture, in one sentence', async () => {
    await expect(importer.keepPicture(given(new Uint8Array([1]), 'letter.txt'))).rejects.toThrow(
      '“letter.txt” is not a PNG',
    );
  });
});
