import fc from 'fast-check';
import { encode } from 'fast-png';
import { expect, test } from 'vitest';
import { openLayered } from '../../../../../main/pictures/layered/open.ts';
import { writeLayered } from '../../../../../main/pictures/layered/write.ts';
import type { Adjustment } from '../../../../../preload/contract/adjustments.ts';
import type { Layer, PictureDocument } from '../../../../../preload/contract/document.ts';
import { layeredTypes } from '../../../../../preload/contract/layered-formats.ts';
import type { LayeredPicture } from '../../../../../preload/contract/layered-picture.ts';
import { adjustmentLayer, fillLayer } from '../../../../../renderer/document/new-layer.ts';
import { addLayered } from '../../../../../renderer/generation/pictures/layered-import.ts';
import { keepTiles } from '../../../../../renderer/state/project/layer-pixels.ts';
import { layeredOf } from '../../../../../renderer/state/project/layered-export.ts';
import { idOf } from '../../../../helpers/documents.ts';
import { layeredPictures, plainOf, rgbaOfPng } from '../../../../helpers/layered-pictures.ts';
import { PixelStudio, patterned } from '../../../../helpers/pixel-studio.ts';

const { signal } = new AbortController();
const working = { signal, onProgress: () => undefined, tell: () => undefined };

const empty = (): PictureDocument => ({ width: 64, height: 64, layers: [], region: [], paper: false });

/** A studio with the layers of a file on its page. */
/** The hash of the file itself. */
const FILE = 'e'.repeat(64);

async function studioWith(picture: LayeredPicture, onto = empty()): Promise<PixelStudio> {
  const studio = new PixelStudio(onto);
  const { document, store, newId, words, decoder } = studio.parts;
  await addLayered({ document, store, newId, words, decoder }, { name: 'file', picture, madeFrom: FILE }, working);
  return studio;
}

const exported = (studio: PixelStudio, keepsAdjustments = true) =>
  layeredOf(studio.parts, studio.page, { ...working, keepsAdjustments });

/** What of a layer does not depend on ids and hashes. */
function namedLayers({ layers }: PictureDocument) {
  const names = new Map(layers.map(({ id, name }) => [id, name]));
  return layers.map(({ id: _, parentId, mask, ...layer }) => {
    const { blob: __, ...plain } = { blob: null, ...layer };
    return {
      ...plain,
      parent: parentId === null ? null : names.get(parentId),
      masked: mask && { ...mask, blob: null },
    };
  });
}

/** Composing cuts clear margins away, so that a layer in a file ends where it shows something. */
const shownWhole = layeredPictures.map((picture) => ({
  ...picture,
  layers: picture.layers.map((layer) => {
    if (layer.pixels === null) return layer;
    const { width, height } = layer.pixels;
    const rgba = patterned(width, height).rgba.map((value, at) => (at % 4 === 3 ? Math.max(1, value) : value));
    return {
      ...layer,
      pixels: { ...layer.pixels, png: new Uint8Array(encode({ width, height, data: rgba, channels: 4 })) },
    };
  }),
}));

test.each(layeredTypes)('a document survives %s: names, order, groups, modes, masks and pixels', async (mediaType) => {
  await fc.assert(
    fc.asyncProperty(shownWhole, async (picture) => {
      const before = await studioWith(picture);
      const { picture: written, merged, leftOut } = await exported(before);
      expect(leftOut).toBe(0);
      expect(plainOf(written)).toEqual(plainOf(picture));
      const bytes = await writeLayered({ picture: written, merged, mediaType });
      const after = await studioWith((await openLayered({ bytes, name: '' })).picture);
      expect(namedLayers(after.page)).toEqual(namedLayers(before.page));
      expect(plainOf((await exported(after)).picture)).toEqual(plainOf(picture));
    }),
    { numRuns: 30 },
  );
});

test('paper becomes the lowest layer, and layers of an unknown kind are counted', async () => {
  const studio = new PixelStudio({ ...empty(), width: 8, height: 6, paper: true });
  await studio.add(1, patterned(4, 4));
  const unknown = {
    ...studio.layer(idOf(1)),
    id: idOf(2),
    kind: 'unreadable',
    recorded: {},
    box: null,
  } as unknown as Layer;
  studio.document.getState().addLayer(unknown);
  const { picture, merged, leftOut } = await exported(studio);
  expect(leftOut).toBe(1);
  expect(picture.layers.map(({ name }) => name)).toEqual(['Paper', 'Layer 1']);
  expect(picture.layers[0]?.pixels).toMatchObject({ x: 0, y: 0, width: 8, height: 6 });
  expect([...merged.rgba.subarray(-4)]).toEqual([255, 255, 255, 255]);
});

test('on a page with layers a file is one group in its middle, and one undo takes it away', async () => {
  const onto = { ...empty(), width: 100, height: 80 };
  const studio = new PixelStudio(onto);
  await studio.add(1, patterned(4, 4));
  const before = studio.page;
  const look = { visible: true, opacity: 1, blendMode: 'normal', clipped: false, tag: 'none', mask: null } as const;
  const locks = { all: false, position: false, transparency: false };
  const pixels = {
    x: 2,
    y: 1,
    width: 4,
    height: 4,
    png: new Uint8Array(encode({ ...patterned(4, 4), data: patterned(4, 4).rgba })),
  };
  const { document, store, newId, words, decoder } = studio.parts;
  await addLayered(
    { document, store, newId, words, decoder },
    {
      name: 'Boat',
      madeFrom: FILE,
      picture: {
        width: 20,
        height: 10,
        layers: [
          { kind: 'picture', name: 'Sail', parent: 1, ...look, locks, pixels },
          { kind: 'group', name: 'Ship', parent: null, ...look, locks, pixels: null },
        ],
      },
    },
    working,
  );
  const [, sail, ship, group] = studio.page.layers;
  expect(group).toMatchObject({ kind: 'group', name: 'Boat', parentId: null });
  expect(ship).toMatchObject({ name: 'Ship', parentId: group?.id });
  expect(sail).toMatchObject({ name: 'Sail', parentId: ship?.id, x: 42, y: 36 });
  expect(studio.page).toMatchObject({ width: 100, height: 80 });
  studio.document.getState().undo();
  expect(studio.page).toEqual(before);
});

test('a mask of tiles keeps its values in its place', async () => {
  const studio = new PixelStudio({ ...empty(), width: 30, height: 20 });
  const id = await studio.add(1, patterned(9, 7), { x: 4, y: 3 });
  const values = Uint8Array.from({ length: 63 }, (_, at) => (at * 37) % 256);
  const grey = new Uint8Array(encode({ width: 9, height: 7, channels: 1, depth: 8, data: values }));
  const frame = { x: 0, y: 0, width: 9, height: 7 };
  const made = await studio.parts.pixelWork.maskTiles({ picture: grey, frame, showsBeyond: false }, frame);
  const tiles = await keepTiles(studio.parts, made);
  const mask = { ...frame, enabled: false, tiled: { width: 9, height: 7, tiles } };
  studio.document.getState().updateLayer(id, { mask });
  const { picture } = await exported(studio);
  const [found] = plainOf(picture).layers;
  expect(found?.mask).toMatchObject({ x: 4, y: 3, width: 9, height: 7, enabled: false });
  expect(found?.mask?.png.values.flat()).toEqual([...values]);
});

/** A picture below a fill and each kind of adjustment; the last one is clipped to the fill. */
async function adjustedStudio(): Promise<PixelStudio> {
  const studio = new PixelStudio({ ...empty(), paper: false });
  await studio.add(1, patterned(64, 64));
  const fill = { type: 'solid', colour: { red: 9, green: 8, blue: 7 } } as const;
  const level = { inBlack: 12, inWhite: 240, gamma: 1.25, outBlack: 5, outWhite: 250 };
  const adjustments: Adjustment[] = [
    { type: 'brightness-contrast', brightness: -40, contrast: 25 },
    { type: 'levels', master: level, red: level, green: level, blue: level },
    { type: 'hue-saturation', hue: -120, saturation: 30, lightness: -5 },
    { type: 'invert' },
  ];
  studio.document.getState().change((page) => ({
    ...page,
    layers: [
      ...page.layers,
      fillLayer({ id: idOf(2), name: 'Fill', fill, opacity: 0.5, tag: 'red' }),
      ...adjustments.map((adjustment, at) =>
        adjustmentLayer({
          id: idOf(3 + at),
          name: `Adjustment ${at}`,
          adjustment,
          blendMode: 'screen',
          ...(at === 0 && { clipped: true }),
        }),
      ),
    ],
  }));
  return studio;
}

test('fills and adjustments survive a Photoshop file as what they are', async () => {
  const before = await adjustedStudio();
  const { picture, merged, baked } = await exported(before);
  expect(baked).toBe(0);
  expect(picture.layers.map(({ kind }) => kind)).toEqual(['picture', 'fill', ...Array(4).fill('adjustment')]);
  const bytes = await writeLayered({ picture, merged, mediaType: 'image/vnd.adobe.photoshop' });
  const { picture: read, losses } = await openLayered({ bytes, name: '' });
  expect(losses).toEqual([]);
  const after = await studioWith(read);
  expect(namedLayers(after.page)).toEqual(namedLayers(before.page));
});

test('where a format has no adjustments, each is a picture of what it shows', async () => {
  const studio = await adjustedStudio();
  const { picture, merged, baked } = await exported(studio, false);
  expect(baked).toBe(4);
  expect(picture.layers.every(({ kind, pixels }) => kind === 'picture' && pixels !== null)).toBe(true);
  const [base, fill, brightness, levels] = picture.layers.map(({ pixels }) =>
    rgbaOfPng(pixels?.png ?? new Uint8Array()),
  );
  expect(fill?.values[0]).toEqual([9, 8, 7, 255]);
  // It is clipped to the fill, so that it shows that alone: each channel has become black.
  expect(brightness?.values[0]).toEqual([0, 0, 0, 255]);
  expect(levels?.values[0]).not.toEqual(base?.values[0]);
  const bytes = await writeLayered({ picture, merged, mediaType: 'image/openraster' });
  const { picture: read } = await openLayered({ bytes, name: '' });
  expect(plainOf(read)).toEqual(plainOf(picture));
});

test('guides go into a Photoshop file, and come back with ids of their own on an empty page alone', async () => {
  const [across, down] = [
    { orientation: 'horizontal', position: 3.5 },
    { orientation: 'vertical', position: 6 },
  ] as const;
  const studio = new PixelStudio({
    ...empty(),
    ...{ width: 8, height: 6 },
    guides: [
      { id: idOf(51), ...across },
      { id: idOf(52), ...down },
    ],
  });
  await studio.add(1, patterned(4, 4));
  const { picture, merged } = await exported(studio);
  const bytes = await writeLayered({ picture, merged, mediaType: 'image/vnd.adobe.photoshop' });
  const opened = (await openLayered({ bytes, name: '' })).picture;
  const { guides } = (await studioWith(opened)).page;
  expect(guides).toEqual([
    { id: expect.any(String), ...across },
    { id: expect.any(String), ...down },
  ]);
  expect(new Set(guides?.map(({ id }) => id)).size).toBe(2);
  await addLayered(studio.parts, { name: 'again', picture: opened, madeFrom: FILE }, working);
  expect(studio.page.guides).toHaveLength(2);
});
