import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import fc from 'fast-check';
import { encode } from 'fast-png';
import { build, type Rollup } from 'vite';
import {
  type AdjustmentLayer,
  blendModes,
  type GroupLayer,
  type Layer,
  type LayerMask,
  type PictureDocument,
} from '../../preload/contract/document.ts';
import { shapeForms } from '../../preload/contract/drawn-layers.ts';
import { TILE_SIDE } from '../../preload/contract/paint-tiles.ts';
import { type LayerNode, layerTree } from '../../renderer/document/layer-tree.ts';
import { adjustmentLayer, fillLayer, groupLayer, shapeLayer, textLayer } from '../../renderer/document/new-layer.ts';
import { firstOptions } from '../../renderer/tools/tool-options.ts';
import { anyAdjustment, anyFill, anySolid } from '../helpers/adjustments.ts';
import { documentWith, idOf, layerWith } from '../helpers/documents.ts';
import type { Compositing, Plain } from '../helpers/in-page-compositing.ts';
import { adjusted } from '../helpers/reference-adjustments.ts';
import { blend, type Colour, over, type Pixel } from '../helpers/reference-compositor.ts';
import { oneStudio } from './one-studio.ts';

/**
 * What the window draws of layers against the W3C's formulas: each layer over what was there before it, whatever
 * was there, and with that a page of any depth. Canvases keep 8 bits of colour multiplied by alpha.
 */

const studio = oneStudio();

test.beforeAll(async () => {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: { entry: 'test/helpers/in-page-compositing.ts', formats: ['iife'], name: 'bundled' },
    },
  });
  const [{ output }] = built as Rollup.RollupOutput[] as [Rollup.RollupOutput];
  await studio.page.evaluate(output[0].code);
});

const PAGE = { width: 12, height: 9 };
const page = (layers: readonly Layer[]): PictureDocument => documentWith({ ...PAGE, layers: [...layers] });

type Blobs = Record<string, string>;

/** A picture that the page can name. */
interface Picture extends Plain {
  readonly hash: string;
  readonly base64: string;
}

function pictureOf(width: number, height: number, channels: 1 | 4, data: readonly number[]): Picture {
  const png = encode({ width, height, channels, depth: 8, data: Uint8Array.from(data) });
  const hash = createHash('sha256').update(png).digest('hex');
  return { width, height, rgba: data, hash, base64: Buffer.from(png).toString('base64') };
}

type Answer<K extends keyof Compositing> = Awaited<ReturnType<Compositing[K]>>;

async function call<K extends keyof Compositing>(name: K, document: PictureDocument, blobs: Blobs): Promise<Answer<K>> {
  const given: readonly [keyof Compositing, PictureDocument, Blobs] = [name, document, blobs];
  const answer: unknown = await studio.page.evaluate(
    async ([name, document, blobs]): Promise<unknown> => globalThis.compositing[name](document, blobs),
    given,
  );
  // Of the function that was named.
  return answer as Answer<K>;
}

/** Every picture of a page by its hash, and each mask. */
interface Scene {
  readonly layers: readonly Layer[];
  readonly pictures: ReadonlyMap<string, Picture>;
}

const blobsOf = ({ pictures }: Scene): Blobs =>
  Object.fromEntries([...pictures].map(([hash, { base64 }]) => [hash, base64]));

const byte = fc.oneof(fc.constantFrom(0, 1, 127, 128, 254, 255), fc.nat(255));

const anyPicture = fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 6 })).chain(([width, height]) => {
  const numbers = fc.array(byte, { minLength: 4 * width * height, maxLength: 4 * width * height });
  return numbers.map((data) => pictureOf(width, height, 4, data));
});

const place = fc.record({ x: fc.integer({ min: -3, max: 9 }), y: fc.integer({ min: -3, max: 7 }) });

const anyMask = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 9 }), place, fc.boolean(), fc.boolean())
  .chain(([width, height, at, enabled, isTiled]) =>
    fc.array(byte, { minLength: width * height, maxLength: width * height }).map((data) => {
      const frame = { enabled, ...at, width, height };
      const picture = isTiled ? tileOf(width, height, data) : pictureOf(width, height, 1, data);
      const tiles = [{ column: 0, row: 0, blob: picture.hash }];
      const mask: LayerMask = isTiled
        ? { ...frame, tiled: { width, height, tiles } }
        : { ...frame, blob: picture.hash };
      return { mask, picture };
    }),
  );

/** A small mask as the only tile of one that was painted on. Its numbers are those of the mask. */
function tileOf(width: number, height: number, data: readonly number[]): Picture {
  const pixels = new Uint8Array(4 * TILE_SIDE * TILE_SIDE);
  data.forEach((value, at) => {
    pixels[4 * (Math.floor(at / width) * TILE_SIDE + (at % width)) + 3] = value;
  });
  const { hash, base64 } = pictureOf(TILE_SIDE, TILE_SIDE, 4, [...pixels]);
  return { width, height, rgba: data, hash, base64 };
}

/** The picture of a mask in the scene. */
const nameOf = (mask: LayerMask): string => ('tiled' in mask ? (mask.tiled.tiles[0]?.blob ?? '') : mask.blob);

const look = fc.record({
  blendMode: fc.constantFrom(...blendModes),
  // Random doubles are close to 0 more often than not, and a layer that shows nothing tests nothing.
  opacity: fc.oneof(
    fc.constant(1),
    fc.nat(1000).map((share) => share / 1000),
  ),
  visible: fc.integer({ min: 0, max: 7 }).map((one) => one > 0),
});

interface Part {
  readonly layer: Layer;
  readonly pictures: readonly Picture[];
}

const anyPart = (id: number): fc.Arbitrary<Part> =>
  fc
    .tuple(
      look,
      fc.option(anyMask, { freq: 2 }),
      anyPicture,
      place,
      fc.integer({ min: 0, max: 6 }),
      anySolid,
      anyAdjustment,
    )
    .map(([own, masked, picture, at, kind, fill, adjustment]) => {
      const shared = { id: idOf(id), ...own, mask: masked?.mask ?? null };
      const pictures = [...(masked === null ? [] : [masked.picture]), picture];
      if (kind === 0) return { layer: groupLayer({ name: `group ${id}`, ...shared }), pictures };
      if (kind === 1) return { layer: fillLayer({ name: `fill ${id}`, ...shared, fill }), pictures };
      if (kind === 2) return { layer: adjustmentLayer({ name: `adjustment ${id}`, ...shared, adjustment }), pictures };
      const { width, height, hash: blob } = picture;
      return { layer: layerWith({ ...shared, ...at, width, height, blob }), pictures };
    });

/** Up to seven layers, in groups that come before or after them. */
const anyScene: fc.Arbitrary<Scene> = fc
  .tuple(
    fc
      .integer({ min: 1, max: 7 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, i) => anyPart(i + 1)))),
    fc.array(fc.nat(20), { minLength: 7, maxLength: 7 }),
  )
  .map(([parts, picks]) => {
    const layers = parts.map(({ layer }, at) => {
      const groups = parts.slice(0, at).filter((part) => part.layer.kind === 'group');
      return { ...layer, parentId: groups[(picks[at] ?? 0) % (groups.length + 1)]?.layer.id ?? null };
    });
    const pictures = new Map(parts.flatMap((part) => part.pictures.map((picture) => [picture.hash, picture])));
    return { layers, pictures };
  });

/** The colours of a canvas multiplied by their alpha, as it keeps them. */
function premultiplied({ rgba }: Plain, at: number): Pixel {
  const a = rgba[4 * at + 3] ?? 0;
  const [r = 0, g = 0, b = 0] = rgba.slice(4 * at, 4 * at + 3).map((value) => Math.round((value * a) / 255));
  return [r, g, b, a];
}

const CLEAR: Pixel = [0, 0, 0, 0];

/** What a layer brings to a place of the page. */
function sourceAt(node: LayerNode, x: number, y: number, scene: Scene, stages: Record<string, Plain[]>): Pixel {
  const { layer } = node;
  if (layer.kind === 'group') {
    const composed = stages[layer.id]?.at(-1);
    return composed === undefined ? CLEAR : premultiplied(composed, y * PAGE.width + x);
  }
  if (layer.kind === 'fill' && layer.fill.type === 'solid') {
    const { red, green, blue } = layer.fill.colour;
    return [red, green, blue, 255];
  }
  if (layer.kind !== 'picture') return CLEAR;
  const picture = scene.pictures.get(layer.blob);
  const [column, row] = [x - layer.x, y - layer.y];
  if (picture === undefined || column < 0 || row < 0 || column >= picture.width || row >= picture.height) return CLEAR;
  return premultiplied(picture, row * picture.width + column);
}

/** What its mask lets through there, 0 to 1. */
function maskAt({ mask, ...layer }: Layer, x: number, y: number, scene: Scene): number {
  if (mask === null || !mask.enabled) return 1;
  const [left, top] = layer.kind === 'picture' ? [layer.x, layer.y] : [0, 0];
  const [column, row] = [x - left - mask.x, y - top - mask.y];
  if (column < 0 || row < 0 || column >= mask.width || row >= mask.height) return 0;
  return (scene.pictures.get(nameOf(mask))?.rgba[row * mask.width + column] ?? 0) / 255;
}

/**
 * How far a channel may lie from the formula, of 255. Skia divides by 255 as (v + 255) / 256, which is up to one too
 * much, and difference and exclusion take twice the quotient ("lowp" in
 * https://github.com/google/skia/blob/main/src/opts/SkRasterPipeline_opts.h). The last four modes clip a colour by a
 * division (ClipColor in https://www.w3.org/TR/compositing-1/#blendingnonseparable), which multiplies a rounding.
 */
const TWO_LEVELS: ReadonlySet<Layer['blendMode']> = new Set([
  'difference',
  'exclusion',
  'hue',
  'saturation',
  'color',
  'luminosity',
]);
const toleranceOf = (mode: Layer['blendMode']): number => (TWO_LEVELS.has(mode) ? 2 : 1);

/** From the lowest to the highest value of a channel. */
type Range = readonly [lowest: number, highest: number];

/** How far a value lies outside of a range, in levels. A half may be rounded to either side. */
const outside = ([lowest, highest]: Range, value: number): number =>
  Math.max(0, Math.ceil(lowest - 0.5) - value, value - Math.floor(highest + 0.5));

/**
 * What a pixel makes of the one below, where the pixel's colours may be some levels off. A coverage below 1 is multiplied
 * into the colours before they are blended, and that product is up to one level off. Modes such as hard light and burn
 * multiply these errors.
 */
function rangeOver(mode: Layer['blendMode'], below: Pixel, above: Pixel, coverage: number, levels = 0): Range[] {
  const [r, g, b, a] = above;
  const off = levels + (coverage > 0 && coverage < 1 ? 1 / coverage : 0);
  const near = (value: number) => [-off, 0, off].map((by) => Math.min(a, Math.max(0, value + by)));
  const made = near(r).flatMap((red) =>
    near(g).flatMap((green) => near(b).map((blue) => over(mode, below, [red, green, blue, a], coverage))),
  );
  return [0, 1, 2, 3].map((c) => {
    const values = made.map((pixel) => pixel[c] ?? 0);
    return [Math.min(...values), Math.max(...values)];
  });
}

/**
 * What an adjustment makes of a pixel: its adjusted colour, blended with the colour that was there and mixed into it.
 * @param below straight colour and alpha, as the canvas gives them back
 */
function rangeAdjusted(
  { adjustment, blendMode }: AdjustmentLayer,
  below: readonly number[],
  coverage: number,
): Range[] {
  const [r = 0, g = 0, b = 0, a = 0] = below;
  const colour: Colour = [r / 255, g / 255, b / 255];
  // The adjusted colour is rounded before it is blended.
  const changed = adjusted(adjustment, colour).map((value) => Math.round(255 * value));
  const near = (value: number) => [-1, 0, 1].map((by) => Math.min(255, Math.max(0, value + by)) / 255);
  const [reds = [], greens = [], blues = []] = changed.map(near);
  const made = reds.flatMap((red) =>
    greens.flatMap((green) => blues.map((blue) => blend(blendMode, colour, [red, green, blue]))),
  );
  const mixed = (value: number, channel: number) => {
    const was = colour[channel] ?? 0;
    return a * (was + coverage * (value - was));
  };
  const ranges = [0, 1, 2].map((channel): Range => {
    const values = made.map((one) => mixed(one[channel] ?? 0, channel));
    return [Math.min(...values), Math.max(...values)];
  });
  return [...ranges, [a, a]];
}

/** The largest difference of a channel between what a layer made of the page and what it should have made. */
function faultOf(node: LayerNode, before: Plain, after: Plain, scene: Scene, stages: Record<string, Plain[]>): string {
  const { layer } = node;
  for (let at = 0; at < PAGE.width * PAGE.height; at++) {
    const [x, y] = [at % PAGE.width, Math.floor(at / PAGE.width)];
    const coverage = layer.visible ? layer.opacity * maskAt(layer, x, y, scene) : 0;
    const below = premultiplied(before, at);
    const above = sourceAt(node, x, y, scene, stages);
    const wanted =
      layer.kind === 'adjustment'
        ? rangeAdjusted(layer, before.rgba.slice(4 * at, 4 * at + 4), coverage)
        : rangeOver(layer.blendMode, below, above, coverage);
    const found = premultiplied(after, at);
    const off = Math.max(...wanted.map((range, channel) => outside(range, found[channel] ?? 0)));
    if (off > toleranceOf(layer.blendMode)) {
      return `${layer.name} in ${layer.blendMode} at ${x}, ${y}: ${above} over ${below} with ${coverage} is ${found}, should be ${wanted.join(' / ')}`;
    }
  }
  return '';
}

test('every layer and group, in every mode, comes over what is below it as the W3C’s formulas say', async () => {
  test.setTimeout(300_000);
  await fc.assert(
    fc.asyncProperty(anyScene, async (scene) => {
      const document = page(scene.layers);
      const stages = await call('stagesOf', document, blobsOf(scene));
      const faults: string[] = [];
      const within = (nodes: readonly LayerNode[], composed: readonly Plain[] | undefined) => {
        nodes.forEach((node, at) => {
          const [before, after] = [composed?.[at], composed?.[at + 1]];
          if (before === undefined || after === undefined) throw new Error('There is a picture of every stage.');
          faults.push(faultOf(node, before, after, scene, stages));
          if (node.layer.kind === 'group') within(node.inside, stages[node.layer.id]);
        });
      };
      within(layerTree(scene.layers), stages.page);
      expect(faults.filter((fault) => fault !== '')).toEqual([]);
      // What a model sees, what is exported and what is on the screen are the last of these stages.
      const whole = stages.page?.at(-1);
      expect(await call('exported', document, blobsOf(scene))).toEqual(whole);
      expect(await call('onScreen', document, blobsOf(scene))).toEqual(whole);
    }),
    { numRuns: 150, endOnFailure: true },
  );
});

test('without paper the same lies on white as with paper', async () => {
  test.setTimeout(300_000);
  await fc.assert(
    fc.asyncProperty(anyScene, async (scene) => {
      // An adjustment changes the paper as well.
      const plain = scene.layers
        .filter(({ kind }) => kind !== 'adjustment')
        .map((layer): Layer => ({ ...layer, blendMode: 'normal' }));
      const bare = await call('bare', page(plain), blobsOf(scene));
      const white = await call('exported', page(plain), blobsOf(scene));
      const faults = Array.from({ length: PAGE.width * PAGE.height }, (_, at) => {
        const wanted = over('normal', [255, 255, 255, 255], premultiplied(bare, at), 1);
        const found = premultiplied(white, at);
        return Math.max(...wanted.map((value, channel) => Math.abs(value - (found[channel] ?? 0))));
      });
      // Each layer is rounded once on both ways, and what is wanted is no whole number.
      expect(Math.max(...faults)).toBeLessThanOrEqual(1 + plain.length + 1e-6);
    }),
    { numRuns: 40, endOnFailure: true },
  );
});

test('what is protected is where protected layers, and all in protected groups, show anything', async () => {
  test.setTimeout(300_000);
  await fc.assert(
    fc.asyncProperty(anyScene, fc.nat(6), async (scene, which) => {
      const layers = scene.layers.map((layer, at) => (at === which ? { ...layer, isProtected: true } : layer));
      const kept = (await call('protectedPart', page(layers), blobsOf(scene))) ?? [];
      // Every other picture is taken away: it lies in no group that is protected.
      const isKept = (layer: Layer | undefined): boolean =>
        layer !== undefined && (layer.isProtected === true || isKept(layers.find(({ id }) => id === layer.parentId)));
      const rest = layers.filter((layer) => layer.kind === 'group' || isKept(layer));
      const alone = await call('apart', page(rest), blobsOf(scene));
      const shown = Array.from({ length: PAGE.width * PAGE.height }, (_, at) =>
        alone.rgba[4 * at + 3] === 0 ? 0 : 255,
      );
      expect(kept).toEqual(shown.includes(255) ? shown : []);
    }),
    { numRuns: 40, endOnFailure: true },
  );
});

test('a layer that is scaled and turned covers what its corners enclose, in its mode, and nothing else', async () => {
  const side = 40;
  const grey = pictureOf(1, 1, 4, [128, 128, 128, 255]);
  const solid = pictureOf(2, 2, 4, [200, 100, 40, 255, 200, 100, 40, 255, 200, 100, 40, 255, 200, 100, 40, 255]);
  const box = fc.record({
    x: fc.double({ min: 5, max: 35, noNaN: true }),
    y: fc.double({ min: 5, max: 35, noNaN: true }),
    scaleX: fc.double({ min: 2, max: 12, noNaN: true }),
    scaleY: fc.double({ min: 2, max: 12, noNaN: true }),
    angle: fc.double({ min: -180, max: 180, noNaN: true }),
  });
  await fc.assert(
    fc.asyncProperty(box, fc.constantFrom(...blendModes), fc.boolean(), async (where, blendMode, grouped) => {
      const parentId = grouped ? idOf(3) : null;
      const layers: Layer[] = [
        layerWith({ id: idOf(1), blob: grey.hash, width: 1, height: 1, scaleX: side, scaleY: side }),
        groupLayer({ id: idOf(3), name: 'Group' }),
        layerWith({ id: idOf(2), blob: solid.hash, width: 2, height: 2, ...where, blendMode, parentId }),
      ];
      const document = documentWith({ width: side, height: side, layers });
      const found = await call('exported', document, { [grey.hash]: grey.base64, [solid.hash]: solid.base64 });
      const below: Pixel = [128, 128, 128, 255];
      // In a group of its own there is nothing below to blend with.
      const covered = over(grouped ? 'normal' : blendMode, below, [200, 100, 40, 255], 1);
      const [cos, sin] = [Math.cos((where.angle * Math.PI) / 180), Math.sin((where.angle * Math.PI) / 180)];
      const faults: string[] = [];
      for (let at = 0; at < side * side; at++) {
        const [dx, dy] = [(at % side) + 0.5 - where.x, Math.floor(at / side) + 0.5 - where.y];
        const [across, down] = [dx * cos + dy * sin, dy * cos - dx * sin];
        const inside = Math.min(across, down, 2 * where.scaleX - across, 2 * where.scaleY - down);
        // Edges are soft: one pixel on both sides of them may be anything between.
        if (Math.abs(inside) < 1.5) continue;
        const wanted = inside > 0 ? covered : below;
        const off = Math.max(...wanted.map((value, c) => Math.abs(Math.round(value) - (found.rgba[4 * at + c] ?? 0))));
        if (off > toleranceOf(blendMode))
          faults.push(`at ${at % side}, ${Math.floor(at / side)} in ${blendMode}: off by ${off}`);
      }
      expect(faults).toEqual([]);
    }),
    { numRuns: 60, endOnFailure: true },
  );
});

const WHITE: Pixel = [255, 255, 255, 255];
const straight = ([r, g, b, a]: Pixel): Colour => (a === 0 ? [0, 0, 0] : [r / a, g / a, b / a]);
/** The colour that a canvas gives back, which is a whole number of 255. A burn or dodge by a faint colour multiplies that rounding. */
const readBack = (pixel: Pixel): Colour => {
  const [r, g, b] = straight(pixel);
  return [Math.round(255 * r) / 255, Math.round(255 * g) / 255, Math.round(255 * b) / 255];
};

test('a clipped layer blends with the layer below it, in that one’s shape, and both come to the page in that one’s mode', async () => {
  test.setTimeout(300_000);
  const { width, height } = PAGE;
  const whole = fc
    .array(byte, { minLength: 4 * width * height, maxLength: 4 * width * height })
    .map((data) => pictureOf(width, height, 4, data));
  const part = fc.tuple(whole, look);
  await fc.assert(
    fc.asyncProperty(part, part, async ([below, looksBelow], [above, looksAbove]) => {
      const base = layerWith({ id: idOf(1), width, height, blob: below.hash, ...looksBelow, visible: true });
      const clipped = { ...layerWith({ id: idOf(2), width, height, blob: above.hash, ...looksAbove }), clipped: true };
      const blobs = { [below.hash]: below.base64, [above.hash]: above.base64 };
      const document = page([base, clipped]);
      const found = await call('exported', document, blobs);
      expect(await call('onScreen', document, blobs)).toEqual(found);
      const faults: string[] = [];
      for (let at = 0; at < width * height; at++) {
        const [own, other] = [premultiplied(below, at), premultiplied(above, at)];
        const share = clipped.visible ? (other[3] / 255) * clipped.opacity : 0;
        const colour = readBack(own);
        const mixed = blend(clipped.blendMode, colour, straight(other));
        const inside = colour.map((c, i) => own[3] * ((1 - share) * c + share * (mixed[i] ?? 0)));
        const pixel: Pixel = [inside[0] ?? 0, inside[1] ?? 0, inside[2] ?? 0, own[3]];
        // The blend's own error, and the rounding when its result is multiplied by the shape's alpha.
        const levels = toleranceOf(clipped.blendMode) + 1;
        const range = rangeOver(base.blendMode, WHITE, pixel, base.opacity, levels);
        const off = Math.max(...range.map((channel, c) => outside(channel, found.rgba[4 * at + c] ?? 0)));
        if (off > toleranceOf(base.blendMode)) {
          faults.push(`${clipped.blendMode} on ${base.blendMode} at ${at}: off by ${off}`);
        }
      }
      expect(faults).toEqual([]);
    }),
    { numRuns: 200, endOnFailure: true },
  );
});

test('a mirrored picture shows the same pixels in the opposite order', async () => {
  await fc.assert(
    fc.asyncProperty(anyPicture, fc.boolean(), fc.boolean(), async (picture, flipX, flipY) => {
      const { width, height } = picture;
      const layer = layerWith({ id: idOf(1), width, height, blob: picture.hash, flipX, flipY });
      const blobs = { [picture.hash]: picture.base64 };
      const size = { width, height };
      const plain = await call(
        'exported',
        documentWith({ ...size, layers: [{ ...layer, flipX: false, flipY: false }] }),
        blobs,
      );
      const found = await call('exported', documentWith({ ...size, layers: [layer] }), blobs);
      for (let at = 0; at < width * height; at++) {
        const [x, y] = [at % width, Math.floor(at / width)];
        const from = (flipY ? height - 1 - y : y) * width + (flipX ? width - 1 - x : x);
        expect(found.rgba.slice(4 * at, 4 * at + 4)).toEqual(plain.rgba.slice(4 * from, 4 * from + 4));
      }
    }),
    { numRuns: 30, endOnFailure: true },
  );
});

const anyColour = fc.record({ red: byte, green: byte, blue: byte });
const anyBox = fc.record({
  x: fc.integer({ min: -4, max: 10 }),
  y: fc.integer({ min: -4, max: 8 }),
  width: fc.integer({ min: 1, max: 14 }),
  height: fc.integer({ min: 1, max: 10 }),
});
const anyShape = fc
  .tuple(
    anyBox,
    fc.record({
      form: fc.constantFrom(...shapeForms),
      fill: fc.option(anyColour),
      stroke: fc.option(anyColour),
      strokeWidth: fc.integer({ min: 0, max: 4 }),
      radius: fc.integer({ min: 0, max: 5 }),
      sides: fc.integer({ min: 3, max: 8 }),
    }),
  )
  .map(([box, style]) => shapeLayer({ id: idOf(2), name: 'Shape', ...box, style }));
const anyText = fc
  .tuple(anyBox, anyColour, fc.boolean(), fc.constantFrom('A', 'fig\nB', 'one two'))
  .map(([box, colour, wraps, text]) =>
    textLayer({
      id: idOf(2),
      ...box,
      text,
      wraps,
      style: { ...firstOptions.text, family: 'DejaVu Sans', size: 7, colour },
    }),
  );

test('text and shapes come over what is below them as a picture of the same pixels does, also under a mask', async () => {
  const below = pictureOf(1, 1, 4, [120, 200, 40, 255]);
  await fc.assert(
    fc.asyncProperty(fc.oneof(anyShape, anyText), look, fc.option(anyMask), async (drawn, own, masked) => {
      const alone = await call('apart', page([drawn]), {});
      const pixels = pictureOf(PAGE.width, PAGE.height, 4, alone.rgba);
      const blobs: Blobs = { [below.hash]: below.base64, [pixels.hash]: pixels.base64 };
      if (masked !== null) blobs[masked.picture.hash] = masked.picture.base64;
      const base = layerWith({ id: idOf(1), blob: below.hash, width: 1, height: 1, scaleX: 20, scaleY: 20 });
      const mask = masked?.mask ?? null;
      // The mask of a picture that covers the page lies where that of the layer does.
      const onPage = mask && { ...mask, x: mask.x + drawn.x, y: mask.y + drawn.y };
      const picture = layerWith({ id: idOf(2), blob: pixels.hash, ...PAGE, ...own, mask: onPage });
      const found = await call('exported', page([base, { ...drawn, ...own, mask }]), blobs);
      const wanted = await call('exported', page([base, picture]), blobs);
      const off = Math.max(...found.rgba.map((value, at) => Math.abs(value - (wanted.rgba[at] ?? 0))));
      // The picture's colours were rounded once more.
      expect(off).toBeLessThanOrEqual(2 + toleranceOf(own.blendMode));
    }),
    { numRuns: 60, endOnFailure: true },
  );
});

test('a rectangle has exact edges: its stroke inside its box, and its fill inside the stroke', async () => {
  const [fill, stroke] = [
    { red: 10, green: 20, blue: 30 },
    { red: 200, green: 100, blue: 50 },
  ];
  const style = { form: 'rectangle', fill, stroke, strokeWidth: 2, radius: 0, sides: 5 } as const;
  const layer = shapeLayer({ id: idOf(2), name: 'Shape', x: 1, y: 2, width: 8, height: 6, style });
  const { rgba } = await call('exported', page([layer]), {});
  for (let at = 0; at < PAGE.width * PAGE.height; at++) {
    const [x, y] = [(at % PAGE.width) - 1, Math.floor(at / PAGE.width) - 2];
    const depth = Math.min(x, y, 7 - x, 5 - y);
    const wanted = depth < 0 ? [255, 255, 255] : depth < 2 ? [200, 100, 50] : [10, 20, 30];
    expect([x, y, ...rgba.slice(4 * at, 4 * at + 3)]).toEqual([x, y, ...wanted]);
  }
});

test('a gradient has its first colour where it begins and its second where it ends, and nothing but mixes between', async () => {
  await fc.assert(
    fc.asyncProperty(anyFill, async (fill) => {
      if (fill.type !== 'gradient') return;
      const { rgba } = await call('apart', page([fillLayer({ id: idOf(2), name: 'Fill', fill })]), {});
      const { shape, from, to, first, second } = fill;
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      const length = Math.hypot(dx, dy);
      const stopsOf = ({ red, green, blue, alpha }: typeof first) => [red, green, blue, 255 * alpha];
      const faults: string[] = [];
      for (let at = 0; at < PAGE.width * PAGE.height; at++) {
        const [x, y] = [(at % PAGE.width) + 0.5 - from.x, Math.floor(at / PAGE.width) + 0.5 - from.y];
        const along = shape === 'linear' ? (x * dx + y * dy) / length : Math.hypot(x, y);
        const share = length === 0 ? 1 : Math.max(0, Math.min(1, along / length));
        const straightColour = stopsOf(first).map((value, c) => value + share * ((stopsOf(second)[c] ?? 0) - value));
        const alpha = straightColour[3] ?? 0;
        const wanted = straightColour.map((value, c) => (c === 3 ? alpha : (value * alpha) / 255));
        const found = premultiplied({ ...PAGE, rgba }, at);
        const off = Math.max(...wanted.map((value, c) => Math.abs(value - (found[c] ?? 0))));
        if (off > 2) faults.push(`${shape} at ${at}: ${found}, should be ${wanted}`);
      }
      expect(faults).toEqual([]);
    }),
    { numRuns: 100, endOnFailure: true },
  );
});

test('an adjustment that is clipped changes only what it is clipped to, and one in a group only what lies in it', async () => {
  const { width, height } = PAGE;
  const whole = fc.array(fc.nat(255), { minLength: 3 * width * height, maxLength: 3 * width * height }).map((values) =>
    pictureOf(
      width,
      height,
      4,
      Array.from({ length: 4 * width * height }, (_, at) => (at % 4 === 3 ? 255 : (values[at - (at >> 2)] ?? 0))),
    ),
  );
  const half = fc.integer({ min: 1, max: 6 });
  await fc.assert(
    fc.asyncProperty(whole, half, anySolid, anyAdjustment, async (below, across, fill, adjustment) => {
      if (fill.type !== 'solid') return;
      const blobs = { [below.hash]: below.base64 };
      const base = layerWith({ id: idOf(1), width, height, blob: below.hash });
      const style = {
        form: 'rectangle',
        fill: fill.colour,
        stroke: null,
        strokeWidth: 0,
        radius: 0,
        sides: 5,
      } as const;
      const box = { x: 0, y: 0, width: across, height };
      const part = shapeLayer({ id: idOf(2), name: 'Part', ...box, style });
      const group = groupLayer({ id: idOf(4), name: 'Group' });
      const own = adjustmentLayer({ id: idOf(3), name: 'Adjustment', adjustment });
      const scenes: Layer[][] = [
        [base, part, { ...own, clipped: true }],
        [base, { ...part, parentId: group.id }, { ...own, parentId: group.id }, group],
      ];
      const { red, green, blue } = fill.colour;
      const changed = adjusted(adjustment, [red / 255, green / 255, blue / 255]).map((value) => 255 * value);
      const faults: string[] = [];
      for (const layers of scenes) {
        const found = await call('exported', page(layers), blobs);
        expect(await call('onScreen', page(layers), blobs)).toEqual(found);
        for (let at = 0; at < width * height; at++) {
          const inside = at % width < across;
          const wanted = inside ? changed : below.rgba.slice(4 * at, 4 * at + 3);
          const off = Math.max(...wanted.map((value, c) => Math.abs(value - (found.rgba[4 * at + c] ?? 0))));
          if (off > (inside ? 0.51 : 0)) faults.push(`${adjustment.type} at ${at}: off by ${off}`);
        }
        expect(faults).toEqual([]);
      }
    }),
    { numRuns: 30, endOnFailure: true },
  );
});

test('without paper an adjustment changes straight colours exactly, and keeps what is clear', async () => {
  const picture = fc
    .array(byte, { minLength: 4 * 12 * 9, maxLength: 4 * 12 * 9 })
    .map((data) => pictureOf(PAGE.width, PAGE.height, 4, data));
  await fc.assert(
    fc.asyncProperty(picture, anyAdjustment, async (below, adjustment) => {
      const base = layerWith({ id: idOf(1), ...PAGE, blob: below.hash });
      const own = adjustmentLayer({ id: idOf(3), name: 'Adjustment', adjustment });
      const blobs = { [below.hash]: below.base64 };
      const faults: string[] = [];
      const before = await call('bare', page([base]), blobs);
      const after = await call('bare', page([base, own]), blobs);
      for (let at = 0; at < before.rgba.length; at += 4) {
        const [r = 0, g = 0, b = 0, a] = before.rgba.slice(at, at + 4);
        const wanted = adjusted(adjustment, [r / 255, g / 255, b / 255]).map((value) => 255 * value);
        const off = Math.max(...wanted.map((value, c) => Math.abs(value - (after.rgba[at + c] ?? 0))));
        if (off > 0.51 || after.rgba[at + 3] !== a) faults.push(`${adjustment.type} at ${at}: off by ${off}`);
      }
      expect(faults).toEqual([]);
    }),
    { numRuns: 30, endOnFailure: true },
  );
});

test('where the page has no paper, an adjustment changes only what layers show, on white as well', async () => {
  const half = pictureOf(2, 1, 4, [10, 20, 30, 255, 0, 0, 0, 0]);
  const base = layerWith({ id: idOf(1), width: 2, height: 1, blob: half.hash });
  const own = adjustmentLayer({ id: idOf(3), name: 'Adjustment', adjustment: { type: 'invert' } });
  const blobs = { [half.hash]: half.base64 };
  const two = async (paper: boolean) =>
    (await call('exported', { ...page([base, own]), paper }, blobs)).rgba.slice(0, 8);
  expect(await two(false)).toEqual([245, 235, 225, 255, 255, 255, 255, 255]);
  expect(await two(true)).toEqual([245, 235, 225, 255, 0, 0, 0, 255]);
});

/** A scene with one more group on top, in which every other outermost layer lies. */
function grouped({ layers, pictures }: Scene, own: Partial<Layer>): Scene {
  const group = groupLayer({ id: idOf(99), name: 'passes', passThrough: true, ...(own as Partial<GroupLayer>) });
  const outer = layers.filter(({ parentId }) => parentId === null);
  // All above the lowest that lies inside, so that the order of the layers stays as it is.
  const inside = new Set(outer.slice(Math.floor(outer.length / 2)).map(({ id }) => id));
  return {
    layers: [...layers.map((layer) => (inside.has(layer.id) ? { ...layer, parentId: group.id } : layer)), group],
    pictures,
  };
}

test('a group that passes through shows its layers as if they lay beside it', async () => {
  test.setTimeout(300_000);
  await fc.assert(
    fc.asyncProperty(anyScene, async (scene) => {
      const [flat, within] = [page(scene.layers), page(grouped(scene, {}).layers)];
      for (const name of ['exported', 'onScreen', 'bare'] as const) {
        expect(await call(name, within, blobsOf(scene)), name).toEqual(await call(name, flat, blobsOf(scene)));
      }
    }),
    { numRuns: 60, endOnFailure: true },
  );
});

test('the opacity and the mask of a group that passes through say how much of its effect shows', async () => {
  test.setTimeout(300_000);
  await fc.assert(
    fc.asyncProperty(anyScene, fc.nat(1000), fc.option(anyMask), async (scene, share, masked) => {
      const [opacity, mask] = [share / 1000, masked?.mask ?? null];
      const pictures = new Map([
        ...scene.pictures,
        ...(masked ? [[masked.picture.hash, masked.picture] as const] : []),
      ]);
      const blobs = blobsOf({ ...scene, pictures });
      const whole = grouped(scene, { opacity, mask });
      const without = page(whole.layers.filter(({ parentId, id }) => parentId !== idOf(99) && id !== idOf(99)));
      const [before, after] = [
        await call('exported', without, blobs),
        await call('exported', page(scene.layers), blobs),
      ];
      const mixed = await call('exported', page(whole.layers), blobs);
      expect(await call('onScreen', page(whole.layers), blobs)).toEqual(mixed);
      const group = groupLayer({ id: '', name: '', mask });
      const faults = mixed.rgba.map((found, at) => {
        const [x, y] = [Math.floor(at / 4) % PAGE.width, Math.floor(at / 4 / PAGE.width)];
        const coverage = opacity * maskAt(group, x, y, { ...scene, pictures });
        const [from, to] = [before.rgba[at] ?? 0, after.rgba[at] ?? 0];
        return Math.abs(found - (from + coverage * (to - from)));
      });
      // The page is opaque. Both shares are rounded, and so is the coverage.
      expect(Math.max(...faults)).toBeLessThanOrEqual(3);
      const [bare, apart] = [
        await call('bare', page(whole.layers), blobs),
        await call('apart', page(whole.layers), blobs),
      ];
      const off = Array.from({ length: PAGE.width * PAGE.height }, (_, at) => {
        const [own, other] = [premultiplied(bare, at), premultiplied(apart, at)];
        return Math.max(...own.map((value, channel) => Math.abs(value - (other[channel] ?? 0))));
      });
      expect(Math.max(...off)).toBeLessThanOrEqual(1 + whole.layers.length);
    }),
    { numRuns: 60, endOnFailure: true },
  );
});
