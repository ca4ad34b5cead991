import { TILE_SIDE } from '../../../preload/contract/paint-tiles.ts';
import type { Frame } from '../../../preload/contract/pictures.ts';
import { inverted, type Matrix, mapped } from '../../document/layer-matrix.ts';
import type { Tip } from '../../document/paint.ts';
import { type Dab, diameterOf, pressureOf } from './stroke-path.ts';

/** How much paint lies on each pixel of a tile, in 16 bits: at 8 bits a thin flow would round to nothing. */
export type Coverage = Uint16Array<ArrayBuffer>;
export const FULL = 65535;

/** A dab on the layer. A pixel at (dx, dy) from its middle has the squared distance xx dx² + 2 xy dx dy + yy dy². */
export interface Print {
  readonly x: number;
  readonly y: number;
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
  readonly radius: number;
  /** Up to this distance the paint is full. */
  readonly core: number;
  /** The width of a layer's pixel, in the units of the distance. */
  readonly pixel: number;
  readonly crisp: boolean;
  readonly flow: number;
  /** The most that the dab covers, 0 to FULL. */
  readonly most: number;
  /** The pixels of the layer that the dab can touch. Its sides may lie outside of the layer. */
  readonly box: Frame;
}

/** A pen that lies flat makes a dab of this length, in widths. */
const LONGEST = 3;

/** @param matrix from pixels of the layer to pixels of the page */
export function printOf(dab: Dab, tip: Tip, matrix: Matrix): Print {
  const middle = mapped(inverted(matrix), dab);
  const shape = shapeOf(dab, tip, matrix);
  const { a, b, c, d } = shape;
  const pixel = Math.sqrt(Math.abs(a * d - b * c));
  const radius = diameterOf(tip, dab) / 2;
  const reach = radius + pixel;
  const back = inverted({ ...shape, e: 0, f: 0 });
  const [across, down] = [reach * Math.hypot(back.a, back.c), reach * Math.hypot(back.b, back.d)];
  const [x, y] = tip.crisp
    ? [snapped(middle.x, radius / pixel), snapped(middle.y, radius / pixel)]
    : [middle.x, middle.y];
  const [left, top] = [Math.floor(x - across), Math.floor(y - down)];
  return {
    x,
    y,
    xx: a * a + b * b,
    xy: a * c + b * d,
    yy: c * c + d * d,
    radius,
    core: radius * Math.min(1, Math.max(0, tip.hardness)),
    pixel,
    crisp: tip.crisp,
    flow: tip.flow,
    most: Math.round(FULL * (tip.pressureOpacity ? pressureOf(dab) : 1)),
    box: { x: left, y: top, width: Math.ceil(x + across) - left, height: Math.ceil(y + down) - top },
  };
}

/** The middle of a crisp dab lies in the middle of a pixel, or between two where its width is even. */
function snapped(value: number, radius: number): number {
  return Math.round(2 * radius) % 2 === 1 ? Math.floor(value) + 0.5 : Math.round(value);
}

/** From the layer to a plane in which the dab is a circle. A tilted pen makes it longer towards the tilt. */
function shapeOf({ tiltX, tiltY }: Dab, { tilt }: Tip, { a, b, c, d }: Matrix): Omit<Matrix, 'e' | 'f'> {
  const lean = Math.min(90, Math.hypot(tiltX, tiltY));
  if (!tilt || lean === 0) return { a, b, c, d };
  const longer = 1 + ((LONGEST - 1) * lean) / 90;
  const [cos, sin] = [tiltX / Math.hypot(tiltX, tiltY), tiltY / Math.hypot(tiltX, tiltY)];
  const along = (x: number, y: number) => (x * cos + y * sin) / longer;
  const across = (x: number, y: number) => y * cos - x * sin;
  return { a: along(a, b), b: across(a, b), c: along(c, d), d: across(c, d) };
}

/**
 * Lays a dab on one tile.
 * @param left the column of the layer at which the tile begins
 * @param top the row of the layer at which the tile begins
 * @param clip the part of the tile that can be painted, in pixels of the layer
 */
export function stamp(coverage: Coverage, print: Print, left: number, top: number, clip: Frame): void {
  const { xx, xy, yy, flow, most, radius, core, pixel, crisp } = print;
  const reach = crisp ? radius : radius + pixel / 2;
  const [farthest, nearest] = [reach * reach, Math.max(0, core - pixel / 2) ** 2];
  const soft = radius - core;
  for (let y = clip.y; y < clip.y + clip.height; y++) {
    const dy = y + 0.5 - print.y;
    const row = (y - top) * TILE_SIDE - left;
    for (let x = clip.x; x < clip.x + clip.width; x++) {
      const dx = x + 0.5 - print.x;
      const squared = xx * dx * dx + 2 * xy * dx * dy + yy * dy * dy;
      if (squared > farthest && !(crisp && isMiddle(dx, dy))) continue;
      const strength = crisp || squared <= nearest ? 1 : edge(Math.sqrt(squared), radius, core, soft, pixel);
      const at = row + x;
      const before = coverage[at] ?? 0;
      if (before < most) coverage[at] = before + Math.round((most - before) * strength * flow);
    }
  }
}

/** The pixel under the middle of a crisp dab is painted, however thin the dab is. */
const isMiddle = (dx: number, dy: number) => dx > -0.5 && dx <= 0.5 && dy > -0.5 && dy <= 0.5;

function edge(distance: number, radius: number, core: number, soft: number, pixel: number): number {
  // A hard edge is one pixel wide.
  const hard = Math.min(1, Math.max(0, (radius - distance) / pixel + 0.5));
  if (soft <= pixel) return hard;
  const inwards = Math.min(1, Math.max(0, (radius - distance) / soft));
  return distance <= core ? 1 : inwards * inwards * (3 - 2 * inwards);
}
