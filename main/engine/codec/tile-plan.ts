/**
 * Which parts of a picture the fine levels of the codec compute at once, and what they need around each. All of it
 * follows from the picture's size and the model, so that the same codes always give the same picture.
 */
import type { Manifest } from '../../../preload/contract/manifest.ts';

/** What a manifest says of a codec that runs in tiles. */
export type CodecTiles = NonNullable<Manifest['codec']['tiles']>;

/** Places [start, end) along one side of a picture or of a part of it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** How many places a span has. */
export const lengthOf = ({ start, end }: Span): number => end - start;

/** One side of a tile. Spans of the levels stand in the order of computation. */
export interface TileSide {
  /** What the graph takes of its input. */
  readonly taken: Span;
  /** What every level keeps of what the graph has there. */
  readonly cuts: readonly Span[];
  /** What is the tile's own of what the norms of every level see. */
  readonly owns: readonly Span[];
  /** What the graph gives, as far as it is right: the tile's own. It is counted from the beginning of its output. */
  readonly given: Span;
}

/** The side of a tile whose own are the places `own` of `count` where tiles and coarse levels meet. */
export type SideOf = (own: Span, count: number) => TileSide;

const times = ({ start, end }: Span, factor: number): Span => ({ start: start * factor, end: end * factor });

/** `span` with `by` more at each end, as far as there are `count` places. */
const widened = ({ start, end }: Span, by: number, count: number): Span => ({
  start: Math.max(0, start - by),
  end: Math.min(count, end + by),
});

/** `inner` as it is counted from the beginning of `outer`. */
const within = (inner: Span, outer: Span): Span => ({ start: inner.start - outer.start, end: inner.end - outer.start });

/**
 * A tile that is decoded.
 * @param sees how far the layers of each level see, the coarsest first
 */
export function decodingSide(sees: readonly number[]): SideOf {
  // What each level needs beside the tile's own. The layer after doubling sees one place.
  const needs: number[] = [];
  let before = 0;
  for (const sight of [...sees].reverse()) {
    needs.unshift(sight + before);
    before = Math.ceil((sight + before + 1) / 2);
  }
  return (own, count) => {
    const taken = widened(own, before, count);
    const kept = needs.map((need, level) => widened(times(own, 2 ** (level + 1)), need, count * 2 ** (level + 1)));
    return {
      taken,
      cuts: kept.map((span, level) => within(span, times(kept[level - 1] ?? taken, 2))),
      owns: kept.map((span, level) => within(times(own, 2 ** (level + 1)), span)),
      given: within(times(own, 2 ** sees.length), kept.at(-1) ?? taken),
    };
  };
}

/**
 * A tile that is encoded.
 * @param sees how far the layers of each level see, the finest first
 */
export function encodingSide(sees: readonly number[]): SideOf {
  return (own, count) => {
    const levels: { had: Span; kept: Span; own: Span }[] = [];
    let needed = own;
    for (const [up, sight] of [...sees].reverse().entries()) {
      const scale = 2 ** (up + 1);
      // A place is computed of two places and the one after them.
      const kept = { start: needed.start * 2, end: Math.min(needed.end * 2 + 1, count * scale) };
      const had = widened(kept, sight, count * scale);
      levels.unshift({ had, kept, own: times(own, scale) });
      needed = had;
    }
    return {
      taken: needed,
      cuts: levels.map(({ had, kept }) => within(kept, had)),
      owns: levels.map(({ had, own: mine }) => within(mine, had)),
      given: { start: 0, end: lengthOf(own) },
    };
  };
}

/** `count` places in spans of nearly the same length, none longer than `longest`. */
export function tileSpans(count: number, longest: number): readonly Span[] {
  const tiles = Math.ceil(count / longest);
  const border = (tile: number) => Math.round((tile * count) / tiles);
  return Array.from({ length: tiles }, (_, tile) => ({ start: border(tile), end: border(tile + 1) }));
}

/** Rectangles as a graph takes them, [levels, 4]: top, left, bottom, right. */
export function rectangles(rows: readonly Span[], columns: readonly Span[]): BigInt64Array {
  const numbers = rows.flatMap((row, level) => {
    const column = columns[level] ?? { start: 0, end: 0 };
    return [row.start, column.start, row.end, column.end];
  });
  return BigInt64Array.from(numbers, BigInt);
}

/** How much runs at once. */
export interface TileLimits {
  /** The most bytes of one layer's numbers with which a picture goes through as a whole. */
  readonly wholeBytes: number;
  /** As many, of a tile without what it needs around it. */
  readonly tileBytes: number;
}

/**
 * The released codec decodes 1024 x 1024 and 1536 x 768 pixels as a whole, which is three to five times as fast as tiles,
 * and takes four times the bytes of one layer. Its tiles have 352 pixels a side. A tile takes ten times the bytes of one of
 * its layers, since it has places around it.
 */
export const tileLimits: TileLimits = { wholeBytes: 1.2 * 2 ** 30, tileBytes: 2 ** 27 };

const FLOAT = 4;

/** Whether a picture of so many pixels goes through as a whole. */
export function goesWhole(pixels: number, { numbersPerPixel }: CodecTiles, { wholeBytes }: TileLimits): boolean {
  return pixels * numbersPerPixel * FLOAT <= wholeBytes;
}

/** The longest side of a tile in places, without what it needs around it. */
export function longestSide({ numbersPerPixel, placeSize }: CodecTiles, { tileBytes }: TileLimits): number {
  return Math.max(1, Math.floor(Math.sqrt(tileBytes / FLOAT / numbersPerPixel) / placeSize));
}

/** Of one layer's numbers, so many times as many are there at once while a picture is decoded as a whole, and of a tile's. */
const AT_ONCE = { whole: 4, tile: 10 } as const;
/** Numbers for a pixel where a manifest does not tell: four layers of Pocket's 16. */
const UNKNOWN = 64;
/** Colours of the decoded picture, in numbers and in bytes. */
const DECODED = 4;

/** How many 32-bit numbers decoding a picture of so many pixels has at once, beside the graphs. */
export function numbersAtOnce(pixels: number, tiles: CodecTiles | undefined, limits: TileLimits = tileLimits): number {
  if (tiles === undefined) return pixels * UNKNOWN;
  if (goesWhole(pixels, tiles, limits)) return pixels * tiles.numbersPerPixel * AT_ONCE.whole;
  return (limits.tileBytes / FLOAT) * AT_ONCE.tile + pixels * DECODED;
}
