import { TILE_SIDE } from '../../../preload/contract/paint-tiles.ts';
import type { Frame, RegionMask } from '../../../preload/contract/pictures.ts';
import { type Matrix, mapped } from '../../document/layer-matrix.ts';
import type { Colour, GradientInk, Ink } from '../../document/paint.ts';
import type { Point } from '../../document/point.ts';
import { type Coverage, FULL } from './stamp.ts';

/** The pixels of a tile: straight RGBA of TILE_SIDE squared. A clear pixel has no colour. */
export type TilePixels = Uint8ClampedArray<ArrayBuffer>;

export interface Blending {
  readonly ink: Ink;
  readonly opacity: number;
  readonly keepAlpha: boolean;
  /** Whether the tile is that of a mask, which is black and has the mask in its alpha. */
  readonly isMask: boolean;
  readonly matrix: Matrix;
  /** Limits the paint, where there is one. */
  readonly region: RegionMask | null;
}

type Dye = Colour & { readonly alpha: number };

/**
 * Lays the paint of a part of a tile over the pixels from before the stroke. It always starts from those, so that the
 * result does not depend on how often it was shown meanwhile.
 * @param left the column of the layer at which the tile begins
 * @param top the row of the layer at which the tile begins
 * @param part in pixels of the tile
 * @param into takes the result at the same places
 */
export function blend(
  base: TilePixels | null,
  coverage: Coverage,
  how: Blending,
  left: number,
  top: number,
  part: Frame,
  into: TilePixels,
): void {
  const { opacity, region, matrix, keepAlpha, isMask } = how;
  const dyeAt = dyer(how.ink);
  for (let y = part.y; y < part.y + part.height; y++) {
    for (let x = part.x; x < part.x + part.width; x++) {
      const at = y * TILE_SIDE + x;
      const covered = coverage[at] ?? 0;
      if (covered === 0) {
        copy(base, into, 4 * at);
        continue;
      }
      const place = mapped(matrix, { x: left + x + 0.5, y: top + y + 0.5 });
      const strength = (covered / FULL) * opacity * (region === null ? 1 : insideOf(region, place));
      const dye = dyeAt(place);
      if (isMask) shade(base, into, 4 * at, dye === null ? 0 : greyOf(dye), strength * (dye?.alpha ?? 1));
      else if (dye === null) erase(base, into, 4 * at, keepAlpha ? 0 : strength);
      else dyePixel(base, into, 4 * at, dye, strength * dye.alpha, keepAlpha);
    }
  }
}

function copy(base: TilePixels | null, into: TilePixels, at: number): void {
  for (let channel = 0; channel < 4; channel++) into[at + channel] = base?.[at + channel] ?? 0;
}

function insideOf({ width, height, values }: RegionMask, { x, y }: Point): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  if (column < 0 || row < 0 || column >= width || row >= height) return 0;
  return (values[row * width + column] ?? 0) / 255;
}

function erase(base: TilePixels | null, into: TilePixels, at: number, strength: number): void {
  copy(base, into, at);
  const alpha = Math.round((into[at + 3] ?? 0) * (1 - strength));
  if (alpha === 0) into.fill(0, at, at + 4);
  else into[at + 3] = alpha;
}

function dyePixel(
  base: TilePixels | null,
  into: TilePixels,
  at: number,
  dye: Dye,
  strength: number,
  keepAlpha: boolean,
): void {
  const under = (base?.[at + 3] ?? 0) / 255;
  const rest = keepAlpha ? 1 - strength : under * (1 - strength);
  const sum = strength + rest;
  const alpha = keepAlpha ? (base?.[at + 3] ?? 0) : Math.round(255 * sum);
  if (alpha === 0) {
    into.fill(0, at, at + 4);
    return;
  }
  const mix = (colour: number, channel: number) => (colour * strength + (base?.[at + channel] ?? 0) * rest) / sum;
  into[at] = Math.round(mix(dye.red, 0));
  into[at + 1] = Math.round(mix(dye.green, 1));
  into[at + 2] = Math.round(mix(dye.blue, 2));
  into[at + 3] = alpha;
}

/** White shows, black hides. */
function shade(base: TilePixels | null, into: TilePixels, at: number, grey: number, strength: number): void {
  const before = base?.[at + 3] ?? 0;
  into.fill(0, at, at + 3);
  into[at + 3] = Math.round(before + (grey - before) * strength);
}

/** How light a colour is, 0 to 255, as Rec. 601 weighs its channels. */
export function greyOf({ red, green, blue }: Colour): number {
  return Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
}

/** The colour of the ink at a place of the page; null where it takes paint away. */
function dyer(ink: Ink): (place: Point) => Dye | null {
  if (ink.kind === 'erase') return () => null;
  if (ink.kind === 'gradient') return (place) => gradientAt(ink, place);
  const dye = { ...ink.colour, alpha: 1 };
  return () => dye;
}

/** Mixes by alpha, so that a clear end does not darken the middle. */
export function gradientAt({ shape, from, to, first, second }: GradientInk, { x, y }: Point): Dye {
  const [across, down] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(across, down);
  const [dx, dy] = [x - from.x, y - from.y];
  const way = shape === 'radial' ? Math.hypot(dx, dy) / length : (dx * across + dy * down) / (length * length);
  const t = length === 0 ? 1 : Math.min(1, Math.max(0, way));
  const [one, two] = [first.alpha * (1 - t), second.alpha * t];
  const alpha = one + two;
  if (alpha === 0) return { ...first, alpha };
  const mix = (a: number, b: number) => (a * one + b * two) / alpha;
  return {
    red: mix(first.red, second.red),
    green: mix(first.green, second.green),
    blue: mix(first.blue, second.blue),
    alpha,
  };
}
