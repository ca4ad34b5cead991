/** One part of a picture: its colour, and the shape whose outline fits it. */
import { coverOf, type Fit, refine, roughFit } from './fit.ts';
import { at, type Ground } from './ground.ts';
import { type Outline, walkCovered } from './outlines.ts';
import { medianColour, type Picture } from './pixels.ts';
import { innerPixels, type Segment } from './segments.ts';
import { colourDistance, nameColour, type Rgb, type World } from './world.ts';

/** What stands in a picture. */
export interface Found {
  /** null where nothing of the world fits. */
  readonly name: string | null;
  readonly colour: string | null;
  readonly style: string | null;
  /** Centre of its box as shares of width and height, its side as a share of the shorter side. */
  readonly x: number;
  readonly y: number;
  readonly side: number;
  /** How well it fits, 0 to 1. */
  readonly overlap: number;
}

/** How far an outline may stray on the whole: this share of the box's side, anywhere along it. */
const STRAY = 0.02;
/** The least overlap of any shape; that of the nearest two different ones (circle and square) is 0.82. */
const LEAST_OVERLAP = 0.86;
/** The next best shape must fit worse by this much, or it is neither. */
const LEAD = 0.04;
/** Share of a shape's inside that may stray from its colour: shapes are flat. */
const MOTTLED = 0.1;

/** A part of a picture with its recognised shape. */
export interface Part {
  readonly found: Found;
  readonly segment: Segment;
  /** As for drawings: 1 where it is the flat shape itself, 0 where they have nothing in common. */
  readonly likeness: number;
}

/** Recognises the shape of a part. Its name is null where it is none of the world. */
export function recogniseShape(
  picture: Picture,
  ground: Ground,
  segment: Segment,
  outlines: readonly Outline[],
  world: World,
): Part {
  const { width, height } = picture;
  const inner = coreOf(segment, width);
  const rgb = medianColour(picture, inner);
  const cover = coverOf(
    segment,
    width,
    (pixel) => project(at(picture, pixel), ground.rows[Math.floor(pixel / width)], rgb),
    (row) => (row < 0 || row >= height || colourDistance(ground.rows[row], rgb) > 24 ? 1 : 0),
  );
  const fits = outlines
    .map((outline) => ({ outline, fit: roughFit(outline, cover) }))
    .sort((a, b) => b.fit.overlap - a.fit.overlap)
    .slice(0, 3)
    .map(({ outline, fit }) => ({
      outline,
      // A compact shape has little outline for its area, so the same straying costs it less overlap.
      needed: Math.max(LEAST_OVERLAP, 1 - STRAY * outline.outlineToArea),
      fit: fit.overlap > 0.5 ? refine(outline, cover, fit) : fit,
    }))
    .sort((a, b) => b.fit.overlap - a.fit.overlap);
  const best = fits[0];
  const next = fits.find(({ outline }) => outline.shape !== best?.outline.shape);
  const stray = inner.filter((pixel) => colourDistance(at(picture, pixel), rgb) > 45).length / inner.length;
  const sure =
    best !== undefined &&
    best.fit.overlap >= best.needed &&
    best.fit.overlap - (next?.fit.overlap ?? 0) >= LEAD &&
    stray <= MOTTLED;
  const box = sure ? best.fit : boxOf(cover.bounds, best?.fit.overlap ?? 0);
  return {
    found: {
      name: sure ? best.outline.shape : null,
      colour: nameColour(world, rgb),
      style: null,
      x: box.x / width,
      y: box.y / height,
      side: box.side / Math.min(width, height),
      overlap: best?.fit.overlap ?? 0,
    },
    segment,
    likeness: sure ? flatLikeness(picture, ground, segment, best.outline, best.fit, rgb) : 0,
  };
}

/** 1 less the squared difference of the part and the shape in its colour, in parts of what both differ from the ground. */
function flatLikeness(
  picture: Picture,
  ground: Ground,
  segment: Segment,
  outline: Outline,
  { x, y, side }: Fit,
  rgb: Rgb,
): number {
  const members = new Set(segment);
  const step = 2 / side;
  const left = Math.max(0, Math.floor(x - side / 2) - 2);
  const right = Math.min(picture.width, Math.ceil(x + side / 2) + 2);
  const top = Math.max(0, Math.floor(y - side / 2) - 2);
  const bottom = Math.min(picture.height, Math.ceil(y + side / 2) + 2);
  const grid = { left: (left - x) * step, top: (top - y) * step, step, columns: right - left, rows: bottom - top };
  let different = 0;
  let both = 0;
  walkCovered(outline, grid, (row, shares) => {
    const behind = ground.rows[top + row];
    for (let column = left; column < right; column += 1) {
      const pixel = (top + row) * picture.width + column;
      for (let c = 0; c < 3; c += 1) {
        const seen = members.has(pixel) ? picture.rgb[3 * pixel + c] - behind[c] : 0;
        const drawn = shares[column - left] * (rgb[c] - behind[c]);
        different += (seen - drawn) ** 2;
        both += seen * seen + drawn * drawn;
      }
    }
  });
  return both === 0 ? 0 : 1 - different / both;
}

function boxOf(bounds: { left: number; top: number; right: number; bottom: number }, overlap: number): Fit {
  const { left, top, right, bottom } = bounds;
  return { x: (left + right) / 2, y: (top + bottom) / 2, side: Math.max(right - left, bottom - top), overlap };
}

/** Away from its edges, which are mixed with the ground; all of it where it is too thin for that. */
export function coreOf(segment: Segment, width: number): Segment {
  let core = segment;
  for (let round = 0; round < 2; round += 1) {
    const inner = innerPixels(core, width);
    if (inner.length < Math.max(12, segment.length / 4)) break;
    core = inner;
  }
  return core;
}

/** How far a pixel is on the way from the ground's colour to the thing's: 0 to 1. */
function project(pixel: Rgb, ground: Rgb, thing: Rgb): number {
  let along = 0;
  let length = 0;
  for (const c of [0, 1, 2] as const) {
    along += (pixel[c] - ground[c]) * (thing[c] - ground[c]);
    length += (thing[c] - ground[c]) ** 2;
  }
  return length === 0 ? 0 : Math.min(Math.max(along / length, 0), 1);
}
