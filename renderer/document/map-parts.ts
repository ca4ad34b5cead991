import type { Frame, Raster, RegionMask } from '../../preload/contract/pictures.ts';
import { groundColour, groundDifference, SUBJECT, subjectMask } from './subject-mask.ts';

/** The parts of a picture, by the model's map of them. This file is pure. */

/** A map that is larger than this many pixels on its longer side is looked at in this size. */
const LONGEST = 512;
/** A part that covers less than this share of the picture is a speck. */
const SPECK = 0.002;
/** Limit of parts. The largest come first. */
const MOST_PARTS = 24;
/** The greatest difference per channel between two pixels of one part. Those of two parts differ by far more. */
export const ONE_PART = 56;

/** Which part every pixel of a map belongs to, in a raster that may be smaller than the map. */
export interface MapParts {
  readonly width: number;
  readonly height: number;
  /** 0 where the ground is, otherwise the number of the part. */
  readonly labels: Uint8Array;
  /** The box of each part in pixels of this raster, the largest part first. Part 1 stands at index 0. */
  readonly boxes: readonly Frame[];
}

/** The parts that differ from the ground, which has the colour that most of the map's edge has. */
export function partsOfMap(map: Raster): MapParts {
  const small = smaller(map);
  const { width, height } = small;
  const found = labelled(small);
  const large = found.filter(({ length }) => length >= SPECK * width * height).sort((a, b) => b.length - a.length);
  const labels = new Uint8Array(width * height);
  const boxes = large.slice(0, MOST_PARTS).map((pixels, index) => {
    for (const pixel of pixels) labels[pixel] = index + 1;
    return boxOf(pixels, width);
  });
  return { width, height, labels, boxes };
}

/** The mask of some parts, of the map's size. Its border is as soft as that of the map. */
export function maskOfParts(map: Raster, parts: MapParts, chosen: readonly number[]): RegionMask | null {
  const subject = subjectMask(map);
  if (subject === null || chosen.length === 0) return null;
  const { width, height } = map;
  const isChosen = nearChosen(parts, chosen);
  const values = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = Math.floor((y * parts.height) / height) * parts.width;
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (isChosen[row + Math.floor((x * parts.width) / width)] === 1) values[at] = subject.values[at] ?? 0;
    }
  }
  return { width, height, values };
}

/** Pixels of the small raster from which the soft border of a part may still be taken. */
const BORDER = 3;

/** 1 in the chosen parts and close around them, but not in any other part. */
function nearChosen({ width, height, labels }: MapParts, chosen: readonly number[]): Uint8Array {
  const wanted = labels.map((label) => (chosen.includes(label) ? 1 : 0));
  const near = widened(wanted, width, height, BORDER);
  return near.map((is, at) => (is === 1 && (labels[at] === 0 || wanted[at] === 1) ? 1 : 0));
}

/** Every set pixel with a square around it, `by` pixels to each side. */
export function widened(mask: Uint8Array, width: number, height: number, by: number): Uint8Array {
  const across = new Uint8Array(mask.length);
  const wide = new Uint8Array(mask.length);
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] !== 1) continue;
    const start = at - (at % width);
    across.fill(1, Math.max(start, at - by), Math.min(start + width - 1, at + by) + 1);
  }
  for (let y = 0; y < height; y++) {
    for (let from = Math.max(0, y - by); from <= Math.min(height - 1, y + by); from++) {
      for (let x = 0; x < width; x++) if (across[from * width + x] === 1) wide[y * width + x] = 1;
    }
  }
  return wide;
}

/** The raster at no more than `LONGEST` pixels a side, every pixel taken from the middle of its place. */
function smaller(raster: Raster): Raster {
  const { width, height, rgba } = raster;
  const scale = Math.max(1, Math.max(width, height) / LONGEST);
  if (scale === 1) return raster;
  const [across, down] = [Math.max(1, Math.round(width / scale)), Math.max(1, Math.round(height / scale))];
  const small = new Uint8Array(4 * across * down);
  for (let y = 0; y < down; y++) {
    const from = Math.floor(((y + 0.5) * height) / down) * width;
    for (let x = 0; x < across; x++) {
      const at = 4 * (from + Math.floor(((x + 0.5) * width) / across));
      small.set(rgba.subarray(at, at + 4), 4 * (y * across + x));
    }
  }
  return { width: across, height: down, rgba: small };
}

/** The pixels of each part. */
function labelled(map: Raster): number[][] {
  const { width, height, rgba } = map;
  const ground = groundColour(width, height, rgba);
  const open = new Uint8Array(width * height);
  for (let at = 0; at < open.length; at++) open[at] = groundDifference(rgba, at, ground) >= SUBJECT ? 1 : 0;
  const found: number[][] = [];
  for (const onlyEven of [true, false]) {
    for (let seed = 0; seed < open.length; seed++) {
      // The colour of a blurred border lies between two parts. A part is therefore begun where its colour is even.
      if (open[seed] === 1 && (!onlyEven || isEven(map, seed))) found.push(flooded(map, open, seed));
    }
  }
  return found;
}

/** Whether the pixels around have the same colour, but for the noise of the codec. */
function isEven({ width, height, rgba }: Raster, at: number): boolean {
  const [x, y] = [at % width, Math.floor(at / width)];
  if (x < 2 || y < 2 || x >= width - 2 || y >= height - 2) return false;
  return [at - 2, at + 2, at - 2 * width, at + 2 * width].every((other) => difference(rgba, at, other) <= ONE_PART / 2);
}

/** Takes the connected pixels of the seed's colour out of `open`. */
function flooded({ width, height, rgba }: Raster, open: Uint8Array, seed: number): number[] {
  const taken = [seed];
  open[seed] = 0;
  const take = (at: number) => {
    if (open[at] !== 1 || difference(rgba, seed, at) > ONE_PART) return;
    open[at] = 0;
    taken.push(at);
  };
  for (let next = 0; next < taken.length; next++) {
    const at = taken[next] ?? 0;
    const x = at % width;
    if (x > 0) take(at - 1);
    if (x < width - 1) take(at + 1);
    if (at >= width) take(at - width);
    if (at < width * (height - 1)) take(at + width);
  }
  return taken;
}

function difference(rgba: Uint8Array, one: number, other: number): number {
  let most = 0;
  for (let channel = 0; channel < 3; channel++) {
    most = Math.max(most, Math.abs((rgba[4 * one + channel] ?? 0) - (rgba[4 * other + channel] ?? 0)));
  }
  return most;
}

function boxOf(pixels: readonly number[], width: number): Frame {
  let [left, top, right, bottom] = [width, Number.POSITIVE_INFINITY, 0, 0];
  for (const pixel of pixels) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}
