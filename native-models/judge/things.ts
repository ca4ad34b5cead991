/** Matches a part of a picture against known drawings. */
import type { Raster } from '../../preload/contract/pictures.ts';
import { climb, type Position } from './climb.ts';
import { at, type Ground } from './ground.ts';
import type { Picture } from './pixels.ts';
import { type Bounds, boundsOf, type Segment } from './segments.ts';
import { colourDistance, type Rgb } from './world.ts';

/** One thing in one style, square, transparent where it is not. */
export interface Drawing {
  readonly name: string;
  readonly style: string;
  readonly raster: Raster;
}

/** A drawing on the grid on which it is compared. */
export interface Stencil {
  readonly name: string;
  readonly style: string;
  /** Colour times opacity, and opacity 0 to 1, of every cell. */
  readonly rgb: Float32Array;
  readonly alpha: Float32Array;
}

/** How well a drawing matches a part of a picture. */
export interface ThingMatch {
  readonly name: string;
  readonly style: string;
  /** Centre and side of the drawing's whole box, in pixels. */
  readonly x: number;
  readonly y: number;
  readonly side: number;
  /** 1 where the picture is the drawing itself, 0 where they have nothing in common. */
  readonly likeness: number;
  /** How much of what is drawn inside of its outline is there: 0 for a flat silhouette in its mean colour. */
  readonly detail: number;
  /** By how much the likeness of the next best name is lower. */
  readonly lead: number;
}

const GRID = 32;
/** Cells around the drawing's box that are compared, too: what sticks out is no part of it. */
const RIM = 3;
/** A drawing's visible part is never squeezed more than this. */
const SQUEEZE = 1.35;

/** A drawing on the grid on which it is compared. */
export function stencilOf({ name, style, raster }: Drawing): Stencil {
  const rgb = new Float32Array(3 * GRID * GRID);
  const alpha = new Float32Array(GRID * GRID);
  const count = new Float32Array(GRID * GRID);
  for (let y = 0; y < raster.height; y += 1) {
    for (let x = 0; x < raster.width; x += 1) {
      const cell = Math.floor((y * GRID) / raster.height) * GRID + Math.floor((x * GRID) / raster.width);
      const from = 4 * (y * raster.width + x);
      const opacity = raster.rgba[from + 3] / 255;
      for (let c = 0; c < 3; c += 1) rgb[3 * cell + c] += raster.rgba[from + c] * opacity;
      alpha[cell] += opacity;
      count[cell] += 1;
    }
  }
  return {
    name,
    style,
    rgb: rgb.map((v, i) => v / count[Math.floor(i / 3)]),
    alpha: alpha.map((v, i) => v / count[i]),
  };
}

/** The part alone, everything else is ground, with room on all sides. */
interface Window extends Bounds {
  readonly x0: number;
  readonly y0: number;
  readonly width: number;
  readonly height: number;
  /** Interleaved, as in a picture. */
  readonly rgb: Float32Array;
  readonly ground: (row: number) => Rgb;
}

function windowOf(picture: Picture, ground: Ground, segment: Segment): Window {
  const bounds = boundsOf(segment, picture.width);
  const room = Math.ceil(0.7 * Math.max(bounds.right - bounds.left, bounds.bottom - bounds.top)) + 4;
  const [x0, y0] = [bounds.left - room, bounds.top - room];
  const [width, height] = [bounds.right + room - x0, bounds.bottom + room - y0];
  const row = (y: number) => ground.rows[Math.min(Math.max(Math.round(y), 0), picture.height - 1)];
  const rgb = new Float32Array(3 * width * height);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) rgb.set(row(y0 + y), 3 * (y * width + x));
  for (const pixel of segment) {
    const [x, y] = [(pixel % picture.width) - x0, Math.floor(pixel / picture.width) - y0];
    rgb.set(at(picture, pixel), 3 * (y * width + x));
  }
  return { ...bounds, x0, y0, width, height, rgb, ground: row };
}

/** Where the drawing would show on this ground, in cells; a part in the ground's colour does not. */
function visibleBounds(stencil: Stencil, ground: Rgb, contrast: number): Bounds | null {
  const cells: number[] = [];
  for (let cell = 0; cell < GRID * GRID; cell += 1) {
    if (colourDistance(over(stencil, cell, ground), ground) > contrast) cells.push(cell);
  }
  return cells.length === 0 ? null : boundsOf(cells, GRID);
}

function over({ rgb, alpha }: Stencil, cell: number, ground: Rgb): Rgb {
  const through = 1 - alpha[cell];
  return [
    rgb[3 * cell] + through * ground[0],
    rgb[3 * cell + 1] + through * ground[1],
    rgb[3 * cell + 2] + through * ground[2],
  ];
}

interface Placement {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

/** 1 less the squared difference of picture and drawing, in parts of what both differ from the ground. */
function likeness(stencil: Stencil, view: Window, { left, top, side }: Placement): number {
  const cell = side / GRID;
  const { rgb, width } = view;
  let different = 0;
  let both = 0;
  for (let j = -RIM; j < GRID + RIM; j += 1) {
    // Pixel centres lie at halves.
    const y = top + (j + 0.5) * cell - 0.5 - view.y0;
    const row = Math.min(Math.max(Math.floor(y), 0), view.height - 2);
    const fy = Math.min(Math.max(y - row, 0), 1);
    const ground = view.ground(y + view.y0);
    for (let i = -RIM; i < GRID + RIM; i += 1) {
      const x = left + (i + 0.5) * cell - 0.5 - view.x0;
      const column = Math.min(Math.max(Math.floor(x), 0), width - 2);
      const fx = Math.min(Math.max(x - column, 0), 1);
      const from = 3 * (row * width + column);
      const below = from + 3 * width;
      const inside = i >= 0 && j >= 0 && i < GRID && j < GRID;
      const at = j * GRID + i;
      for (let c = 0; c < 3; c += 1) {
        const upper = (1 - fx) * rgb[from + c] + fx * rgb[from + 3 + c];
        const lower = (1 - fx) * rgb[below + c] + fx * rgb[below + 3 + c];
        const seen = (1 - fy) * upper + fy * lower - ground[c];
        const drawn = inside ? stencil.rgb[3 * at + c] - stencil.alpha[at] * ground[c] : 0;
        different += (seen - drawn) ** 2;
        both += seen * seen + drawn * drawn;
      }
    }
  }
  return both === 0 ? 0 : 1 - different / both;
}

/** Where a drawing's own colours differ less than this on the whole, there is nothing inside to look for. */
const PLAIN_INSIDE = 30;

/** The share of the drawing's variance inside of its outline that the part explains, 1 where it has hardly any. */
function detailOf({ rgb, alpha }: Stencil, view: Window, { left, top, side }: Placement): number {
  const cell = side / GRID;
  const solid: number[] = [];
  for (let i = 0; i < alpha.length; i += 1) if (alpha[i] > 0.95) solid.push(i);
  const mean = [0, 1, 2].map((c) => solid.reduce((sum, i) => sum + rgb[3 * i + c], 0) / solid.length);
  let own = 0;
  let different = 0;
  for (const i of solid) {
    const column = left + ((i % GRID) + 0.5) * cell - view.x0;
    const row = top + (Math.floor(i / GRID) + 0.5) * cell - view.y0;
    const [x, y] = [Math.floor(column), Math.floor(row)].map((v, k) =>
      Math.min(Math.max(v, 0), [view.width, view.height][k] - 1),
    );
    for (let c = 0; c < 3; c += 1) {
      own += (rgb[3 * i + c] - mean[c]) ** 2;
      different += (rgb[3 * i + c] - view.rgb[3 * (y * view.width + x) + c]) ** 2;
    }
  }
  return own < solid.length * PLAIN_INSIDE ** 2 ? 1 : 1 - different / own;
}

function firstPlacement(stencil: Stencil, view: Window, contrast: number): Placement | null {
  const middle = view.ground((view.top + view.bottom) / 2);
  const visible = visibleBounds(stencil, middle, contrast);
  if (visible === null) return null;
  const across = ((view.right - view.left) * GRID) / (visible.right - visible.left);
  const down = ((view.bottom - view.top) * GRID) / (visible.bottom - visible.top);
  if (across > down * SQUEEZE || down > across * SQUEEZE) return null;
  const side = (across + down) / 2;
  const centreX = (view.left + view.right) / 2 - (((visible.left + visible.right) / 2) * side) / GRID;
  const centreY = (view.top + view.bottom) / 2 - (((visible.top + visible.bottom) / 2) * side) / GRID;
  return { left: centreX, top: centreY, side };
}

interface Trial {
  readonly stencil: Stencil;
  readonly placement: Placement;
  readonly likeness: number;
}

/** From a corner: where the size changes, the middle stays. */
const MOVES: readonly Position[] = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [-1, -1, 2],
  [1, 1, -2],
];

function settle({ stencil, placement, likeness: value }: Trial, view: Window): Trial {
  const found = climb(
    { at: [placement.left, placement.top, placement.side], value },
    ([left, top, side]) => likeness(stencil, view, { left, top, side }),
    { firstStep: Math.max(1, placement.side / 24), leastStep: 0.4, rounds: 5, moves: MOVES },
  );
  const [left, top, side] = found.at;
  return { stencil, placement: { left, top, side }, likeness: found.value };
}

/** How many of the likeliest drawings are laid on exactly. */
const SETTLED = 8;

/** The drawing that is most like this part, or null where none has its proportions. */
export function matchThing(
  picture: Picture,
  ground: Ground,
  segment: Segment,
  stencils: readonly Stencil[],
  contrast: number,
): ThingMatch | null {
  const view = windowOf(picture, ground, segment);
  const trials = stencils
    .flatMap((stencil) => {
      const placement = firstPlacement(stencil, view, contrast);
      return placement === null ? [] : [{ stencil, placement, likeness: likeness(stencil, view, placement) }];
    })
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, SETTLED)
    .map((trial) => settle(trial, view))
    .sort((a, b) => b.likeness - a.likeness);
  const [best] = trials;
  if (best === undefined) return null;
  const { name, style } = best.stencil;
  const next = trials.find((trial) => trial.stencil.name !== name);
  const { left, top, side } = best.placement;
  return {
    name,
    style,
    x: left + side / 2,
    y: top + side / 2,
    side,
    likeness: best.likeness,
    detail: detailOf(best.stencil, view, best.placement),
    lead: best.likeness - (next?.likeness ?? 0),
  };
}
