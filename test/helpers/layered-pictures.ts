import fc from 'fast-check';
import { decode, encode } from 'fast-png';
import { blendModes, layerTags } from '../../preload/contract/document.ts';
import type { LayeredLayer, LayeredMask, LayeredPicture } from '../../preload/contract/layered-picture.ts';
import type { Raster } from '../../preload/contract/pictures.ts';

/** Pictures with layers, groups and masks, for tests of the files that hold them. */

/** Many files are written, so that their pictures are small. */
const side = fc.integer({ min: 1, max: 9 });
const place = fc.integer({ min: -5, max: 20 });
const byte = fc.integer({ min: 0, max: 255 });

const png = (width: number, height: number, channels: 1 | 4, data: Uint8Array) =>
  new Uint8Array(encode({ width, height, channels, depth: 8, data }));

/** Straight RGBA with many faint pixels. */
function rasterOf(width: number, height: number, seed: number): Raster {
  const rgba = Uint8Array.from({ length: 4 * width * height }, (_, i) => (i * 73 + seed * 31 + (i >> 2) * seed) % 256);
  return { width, height, rgba };
}

const pixels = fc
  .record({ x: place, y: place, width: side, height: side, seed: byte, opaque: fc.boolean() })
  .map(({ seed, opaque, ...frame }) => {
    const { rgba } = rasterOf(frame.width, frame.height, seed);
    if (opaque) for (let at = 3; at < rgba.length; at += 4) rgba[at] = 255;
    return { ...frame, png: png(frame.width, frame.height, 4, rgba) };
  });

const mask: fc.Arbitrary<LayeredMask> = fc
  .record({ x: place, y: place, width: side, height: side, seed: byte, enabled: fc.boolean() })
  .map(({ seed, enabled, ...frame }) => {
    const values = Uint8Array.from({ length: frame.width * frame.height }, (_, i) => (i * 57 + seed) % 256);
    return { ...frame, enabled, shownBy: 'grey', png: png(frame.width, frame.height, 1, values) };
  });

/** Names as people write them: not blank, and without blanks around them. */
const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .map((text) => text.replaceAll(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/gu, '').trim())
  .filter((text) => text !== '');

const look = fc.record({
  name,
  visible: fc.boolean(),
  opacity: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
  blendMode: fc.constantFrom(...blendModes),
  locks: fc.constantFrom(
    { all: false, position: false, transparency: false },
    { all: true, position: false, transparency: false },
    { all: false, position: true, transparency: false },
    { all: false, position: true, transparency: true },
  ),
  tag: fc.constantFrom(...layerTags),
  mask: fc.option(mask, { nil: null, freq: 2 }),
});

interface Node {
  readonly layer: LayeredLayer;
  readonly inside: readonly Node[];
}

const { nodes } = fc.letrec<{ nodes: readonly Node[]; node: Node; picture: Node; group: Node }>((tie) => ({
  nodes: fc.array(tie('node'), { maxLength: 4 }),
  node: fc.oneof({ depthSize: 'small', withCrossShrink: true }, tie('picture'), tie('group')),
  picture: fc.tuple(look, fc.option(pixels, { nil: null, freq: 4 }), fc.boolean()).map(([own, given, clipped]) => ({
    layer: { ...own, kind: 'picture' as const, parent: null, clipped, pixels: given },
    inside: [],
  })),
  group: fc.tuple(look, tie('nodes'), fc.boolean(), fc.boolean()).map(([own, inside, clipped, passes]) => ({
    layer: {
      ...own,
      ...(passes && { blendMode: 'normal', passThrough: true }),
      kind: 'group' as const,
      parent: null,
      clipped,
      pixels: null,
    },
    inside,
  })),
}));

/** The list form: a group after its content. The lowest layer of a group is clipped to none. */
function listed(given: readonly Node[]): LayeredLayer[] {
  const list: LayeredLayer[] = [];
  const add = (some: readonly Node[]): number[] =>
    some.map(({ layer, inside }, at) => {
      const content = add(inside);
      const own = list.push({ ...layer, clipped: at > 0 && layer.clipped }) - 1;
      for (const child of content) {
        const found = list[child];
        if (found !== undefined) list[child] = { ...found, parent: own };
      }
      return own;
    });
  add(given);
  return list;
}

export const layeredPictures: fc.Arbitrary<LayeredPicture> = fc
  .tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), nodes)
  .map(([width, height, given]) => ({ width, height, layers: listed(given) }))
  .filter(({ layers }) => layers.length > 0);

/** A picture of all layers. What it shows does not matter here. */
export const mergedOf = ({ width, height }: LayeredPicture): Raster => rasterOf(width, height, 3);

function samplesOf(bytes: Uint8Array, channels: number, pixel: (data: ArrayLike<number>, at: number) => number[]) {
  const picture = decode(bytes);
  const count = picture.width * picture.height;
  const values = Array.from({ length: count }, (_, at) => pixel(picture.data, at * picture.channels));
  return { width: picture.width, height: picture.height, values: values.map((one) => one.slice(0, channels)) };
}

/** Straight RGBA of a PNG of the studio. */
export function rgbaOfPng(bytes: Uint8Array) {
  const { channels } = decode(bytes);
  return samplesOf(bytes, 4, (data, at) => {
    const alpha = channels === 4 ? (data[at + 3] ?? 0) : 255;
    return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0, alpha];
  });
}

/** What a test compares: everything of a layer, with its pixels as numbers. */
export function plainOf({ width, height, dpi, layers }: LayeredPicture) {
  return {
    width,
    height,
    dpi,
    layers: layers.map(({ pixels: own, mask: kept, ...layer }) => ({
      ...layer,
      pixels: own && { ...own, png: rgbaOfPng(own.png) },
      mask: kept && { ...kept, shownBy: null, png: shownByMask(kept) },
    })),
  };
}

/** What a mask shows, one value a pixel. */
export function shownByMask({ png: bytes, shownBy }: LayeredMask) {
  const { channels } = decode(bytes);
  return samplesOf(bytes, 1, (data, at) => [data[shownBy === 'alpha' ? at + channels - 1 : at] ?? 0]);
}
