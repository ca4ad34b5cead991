/** Maps that were predicted of a picture, held against the true ones. */
import { StudioError } from '../../preload/contract/errors.ts';
import type { Raster } from '../../preload/contract/pictures.ts';
import { segmentsOf } from './segments.ts';

/** edges: F1 of white lines, at a pixel's distance · segments: mean overlap of the parts that stand on black. */
export const MAP_MEASURES = ['edges', 'segments'] as const;
/** One of `MAP_MEASURES`. */
export type MapMeasure = (typeof MAP_MEASURES)[number];

/** Half way from black to white: what a codec leaves of a line one pixel wide is paler than the line. */
const LINE = 127;
/** As dark as this is the ground. */
const DARK = 64;
/** A part that belongs to nothing counts against the map from this share of the picture on; smaller ones are specks. */
const SPECK = 0.003;
/** Neighbours of which any channel differs more than this, brightness apart, are of two parts: a blurred border only darkens. */
const BORDER = 0.4;

/**
 * 0 to 1, the same at any size.
 * @throws StudioError 'bad-picture' where the two differ in size
 */
export function mapAgreement(measure: MapMeasure, drawn: Raster, truth: Raster): number {
  if (drawn.width !== truth.width || drawn.height !== truth.height) {
    const { width, height } = drawn;
    throw StudioError.of('judge.map-size', { width, height, trueWidth: truth.width, trueHeight: truth.height });
  }
  return measure === 'edges' ? edgeF1(drawn, truth) : segmentOverlap(drawn, truth);
}

/** A line counts as found where the other map has one in the same pixel or beside it. */
function edgeF1(drawn: Raster, truth: Raster): number {
  const [seen, wanted] = [brighterThan(drawn, LINE), brighterThan(truth, LINE)];
  const precision = shareNear(seen, wanted, drawn.width);
  const recall = shareNear(wanted, seen, drawn.width);
  if (precision === null && recall === null) return 1;
  if (precision === null || recall === null || precision + recall === 0) return 0;
  return (2 * precision * recall) / (precision + recall);
}

/** The share of `points` that lie on or beside one of `others`; null where there are no points. */
function shareNear(points: Uint8Array, others: Uint8Array, width: number): number | null {
  let [count, near] = [0, 0];
  for (let pixel = 0; pixel < points.length; pixel += 1) {
    if (points[pixel] === 0) continue;
    count += 1;
    if (hasNear(others, pixel, width)) near += 1;
  }
  return count === 0 ? null : near / count;
}

function hasNear(points: Uint8Array, pixel: number, width: number): boolean {
  const x = pixel % width;
  for (let dy = -1; dy <= 1; dy += 1) {
    for (let dx = -1; dx <= 1; dx += 1) {
      // Past the top or the bottom there is nothing, and nothing is not white.
      if (x + dx >= 0 && x + dx < width && points[pixel + dy * width + dx]) return true;
    }
  }
  return false;
}

/**
 * Of the true map's parts, how much of each is shared with the part that overlaps it most, over what
 * the two cover. Parts that belong to none of them count as wholly wrong. Colours are the model's own.
 */
function segmentOverlap(drawn: Raster, truth: Raster): number {
  const { width } = drawn;
  const seen = segmentsOf(brighterThan(drawn, DARK), width, drawn.height, (a, b) => isAlike(drawn, a, b));
  const partOf = new Int32Array(width * drawn.height).fill(-1);
  for (const [part, pixels] of seen.entries()) for (const pixel of pixels) partOf[pixel] = part;
  const matched = new Set<number>();
  const overlaps = partsByColour(truth).map((pixels) => {
    const shared = new Map<number, number>();
    for (const pixel of pixels) shared.set(partOf[pixel], (shared.get(partOf[pixel]) ?? 0) + 1);
    shared.delete(-1);
    let best = 0;
    for (const [part, both] of shared) {
      matched.add(part);
      best = Math.max(best, both / (pixels.length + seen[part].length - both));
    }
    return best;
  });
  const strangers = seen.filter((pixels, part) => !matched.has(part) && pixels.length >= SPECK * partOf.length);
  const all = overlaps.length + strangers.length;
  return all === 0 ? 1 : overlaps.reduce((sum, overlap) => sum + overlap, 0) / all;
}

/** A true map has one colour for each part, without blending. */
function partsByColour({ rgba }: Raster): number[][] {
  const parts = new Map<number, number[]>();
  for (let pixel = 0; pixel < rgba.length / 4; pixel += 1) {
    const [red, green, blue] = rgba.subarray(4 * pixel, 4 * pixel + 3);
    const colour = (red << 16) | (green << 8) | blue;
    if (colour === 0) continue;
    const part = parts.get(colour);
    if (part === undefined) parts.set(colour, [pixel]);
    else part.push(pixel);
  }
  return [...parts.values()];
}

function isAlike({ rgba }: Raster, a: number, b: number): boolean {
  const brightest = (pixel: number) => Math.max(1, rgba[4 * pixel], rgba[4 * pixel + 1], rgba[4 * pixel + 2]);
  const [ofA, ofB] = [brightest(a), brightest(b)];
  return [0, 1, 2].every((channel) => Math.abs(rgba[4 * a + channel] / ofA - rgba[4 * b + channel] / ofB) <= BORDER);
}

/** 1 where any channel is brighter. */
function brighterThan({ rgba }: Raster, least: number): Uint8Array {
  return Uint8Array.from({ length: rgba.length / 4 }, (_, pixel) =>
    Math.max(rgba[4 * pixel], rgba[4 * pixel + 1], rgba[4 * pixel + 2]) > least ? 1 : 0,
  );
}
