/** What the studio writes for other programs, as readers see it that share no code with it. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { writeLayered } from '../../main/pictures/layered/write.ts';
import type { LayeredType } from '../../preload/contract/layered-formats.ts';
import {
  type LayeredLayer,
  type LayeredMask,
  type LayeredPicture,
  plainLayeredLayer,
} from '../../preload/contract/layered-picture.ts';
import { checkedPython } from '../../tools/install/python.mjs';
import { layeredPictures, mergedOf, rgbaOfPng, shownByMask } from '../helpers/layered-pictures.ts';

const python = checkedPython();
const folder = mkdtempSync(join(tmpdir(), 'dimoo-readers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const WITHOUT = 'psd-tools is not here; `npm test -- --only python` installs it where there is Python 3.11.';
const readers = join(import.meta.dirname, '../readers/layers_of.py');

/** The same on every run, since one start of Python reads all of them. */
const pictures = fc.sample(layeredPictures, { numRuns: 30, seed: 7 });

async function readBack(mediaType: LayeredType, given: readonly LayeredPicture[], program: string): Promise<Read[]> {
  const files: string[] = [];
  for (const [at, picture] of given.entries()) {
    const file = join(folder, `${at}.${mediaType === 'image/openraster' ? 'ora' : 'psd'}`);
    writeFileSync(file, await writeLayered({ picture, merged: opaque(picture), mediaType }));
    files.push(file);
  }
  return JSON.parse(execFileSync(program, [readers, ...files], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }));
}

interface Read {
  readonly merged: string;
  readonly layers: unknown;
}

/** Photoshop keeps faint pixels of the merged picture mixed with white, so that those of the test are opaque. */
function opaque(picture: LayeredPicture) {
  const merged = mergedOf(picture);
  for (let at = 3; at < merged.rgba.length; at += 4) merged.rgba[at] = 255;
  return merged;
}

const hexOf = (values: readonly (readonly number[])[]) => Buffer.from(values.flat()).toString('hex');
const pixelsOf = ({ pixels }: LayeredLayer) => pixels && hexOf(rgbaOfPng(pixels.png).values);
const boxOf = ({ x, y, width, height }: Pick<LayeredMask, 'x' | 'y' | 'width' | 'height'>) => [x, y, width, height];
const childrenOf = ({ layers }: LayeredPicture, parent: number | null) =>
  layers.flatMap((layer, at) => (layer.parent === parent ? [{ layer, at }] : []));

/** What psd-tools is to find. */
function psdLayers(picture: LayeredPicture, parent: number | null): unknown[] {
  return childrenOf(picture, parent).map(({ layer, at }) => {
    const { name, kind, visible, opacity, blendMode, clipped, pixels, mask, passThrough } = layer;
    return {
      name,
      group: kind === 'group',
      visible,
      opacity: Math.round(255 * opacity),
      mode: passThrough ? 'PASS_THROUGH' : blendMode.toUpperCase().replace('-', '_'),
      // Photoshop clips no groups, and psd-tools reads files as Photoshop does. The studio finds its own flag again.
      clipped: clipped && kind !== 'group',
      box: kind === 'group' ? null : pixels === null ? [0, 0, 0, 0] : boxOf(pixels),
      pixels: pixelsOf(layer),
      mask: mask && { box: boxOf(mask), beyond: 0, enabled: mask.enabled, values: hexOf(shownByMask(mask).values) },
      layers: psdLayers(picture, at),
    };
  });
}

test('psd-tools finds the same layers, groups, modes, masks, pixels and guides in PSD files', async (context) => {
  if (python === null) return context.skip(WITHOUT);
  const guides: LayeredPicture['guides'] = [
    { orientation: 'vertical', position: 1 },
    { orientation: 'horizontal', position: 0.5 },
  ];
  const found = await readBack(
    'image/vnd.adobe.photoshop',
    pictures.map((picture) => ({ ...picture, guides })),
    python,
  );
  for (const [at, picture] of pictures.entries()) {
    expect(found[at]).toEqual({
      size: [picture.width, picture.height],
      depth: 8,
      merged: Buffer.from(opaque(picture).rgba).toString('hex'),
      layers: psdLayers(picture, null),
      // In parts of a 32nd of a pixel; 0 across and 1 down.
      guides: [
        [32, 0],
        [16, 1],
      ],
    });
  }
});

const MODES = { normal: 'svg:src-over' } as Readonly<Record<string, string>>;

/** How a layer without a mask of its own stands in a stack of OpenRaster, where no layer is clipped. */
function oraLayers(picture: LayeredPicture, parent: number | null): unknown[] {
  return childrenOf(picture, parent).map(({ layer, at }) => {
    const { name, kind, visible, opacity, blendMode, mask } = layer;
    const look = { name, visible, opacity, mode: MODES[blendMode] ?? `svg:${blendMode}` };
    const masking = mask === null ? [] : [maskLayer(mask)];
    if (kind === 'group') {
      const inside = [...oraLayers(picture, at), ...masking];
      return { ...look, group: true, isolated: !layer.passThrough, box: null, pixels: null, layers: inside };
    }
    const own = { group: false, isolated: false, ...placed(layer), layers: [] };
    if (mask === null) return { ...look, ...own };
    const plain = { name, visible: true, opacity: 1, mode: 'svg:src-over', ...own };
    return { ...look, group: true, isolated: true, box: null, pixels: null, layers: [plain, ...masking] };
  });
}

const placed = (layer: LayeredLayer) =>
  layer.pixels === null
    ? { box: [0, 0, 1, 1], pixels: '00000000' }
    : { box: boxOf(layer.pixels), pixels: pixelsOf(layer) };

const maskLayer = (mask: LayeredMask) => ({
  name: 'Mask',
  group: false,
  isolated: false,
  visible: mask.enabled,
  opacity: 1,
  mode: 'svg:dst-in',
  box: boxOf(mask),
  pixels: hexOf(shownByMask(mask).values.map(([value = 0]) => [0, 0, 0, value])),
  layers: [],
});

const unclipped = pictures.map((picture) => ({
  ...picture,
  layers: picture.layers.map((layer) => ({ ...layer, clipped: false })),
}));

test('a zip and an XML reader find the same layers, groups, modes, masks and pixels in OpenRaster files', async (context) => {
  if (python === null) return context.skip(WITHOUT);
  const found = await readBack('image/openraster', unclipped, python);
  for (const [at, picture] of unclipped.entries()) {
    const { width, height } = picture;
    expect(found[at]).toEqual({
      size: [width, height],
      mimetype: ['mimetype', 0, 'image/openraster'],
      damaged: null,
      merged: Buffer.from(opaque(picture).rgba).toString('hex'),
      thumbnail: [width, height],
      layers: oraLayers(picture, null),
    });
  }
});

const level = { inBlack: 12, inWhite: 240, gamma: 1.25, outBlack: 5, outWhite: 250 };
const plainLevel = { inBlack: 0, inWhite: 255, gamma: 1, outBlack: 0, outWhite: 255 };
const settled: readonly (Pick<LayeredLayer, 'kind' | 'fill' | 'adjustment'> & { readonly found: unknown })[] = [
  {
    kind: 'fill',
    fill: { type: 'solid', colour: { red: 12, green: 200, blue: 255 } },
    found: { kind: 'solidcolorfill', colour: [12, 200, 255] },
  },
  {
    kind: 'adjustment',
    adjustment: { type: 'brightness-contrast', brightness: -40, contrast: 25 },
    found: { brightness: -40, contrast: 25, mean: 127 },
  },
  {
    kind: 'adjustment',
    adjustment: { type: 'levels', master: level, red: plainLevel, green: plainLevel, blue: level },
    found: {
      kind: 'levels',
      levels: [
        [12, 240, 125, 5, 250],
        [0, 255, 100, 0, 255],
        [0, 255, 100, 0, 255],
        [12, 240, 125, 5, 250],
      ],
    },
  },
  {
    kind: 'adjustment',
    adjustment: { type: 'hue-saturation', hue: -120, saturation: 30, lightness: -5 },
    found: { kind: 'huesaturation', master: [-120, 30, -5], colourises: 0 },
  },
  { kind: 'adjustment', adjustment: { type: 'invert' }, found: { kind: 'invert' } },
];

test('psd-tools finds fills and adjustments with their settings, masks and looks in PSD files', async (context) => {
  if (python === null) return context.skip(WITHOUT);
  const [masked] = pictures.flatMap(({ layers }) => layers.flatMap(({ mask }) => (mask === null ? [] : [mask])));
  const layers = settled.map(({ found: _, ...own }, at): LayeredLayer => {
    const look = { name: `Layer ${at}`, opacity: 0.5, blendMode: 'screen', mask: masked ?? null } as const;
    return { ...plainLayeredLayer, ...look, ...own, clipped: at === 2 };
  });
  const picture = { width: 20, height: 20, layers };
  const [found] = await readBack('image/vnd.adobe.photoshop', [picture], python);
  const wanted = psdLayers(picture, null).map((layer, at) => ({ ...(layer as object), settings: settled[at]?.found }));
  // A fill is as large as the page.
  expect(found?.layers).toEqual(wanted.map((layer, at) => (at === 0 ? { ...layer, box: [0, 0, 20, 20] } : layer)));
});
