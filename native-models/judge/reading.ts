/** Reads a picture: its background, and what stands where on it. */
import type { Raster } from '../../preload/contract/pictures.ts';
import { foundOf, readThings, sureThing } from './gather.ts';
import { type Ground, readGround } from './ground.ts';
import type { Outline } from './outlines.ts';
import { outlinesOf } from './outlines.ts';
import { type Picture, toPicture } from './pixels.ts';
import { type Found, type Part, recogniseShape } from './recognise.ts';
import { innerPixels, type Segment, segmentsOf } from './segments.ts';
import { type Drawing, type Stencil, stencilOf } from './things.ts';
import type { World } from './world.ts';

/** What the judge sees in a picture. */
export interface Reading {
  /** The background's words, or null where it is none that the world knows. */
  readonly background: string | null;
  readonly things: readonly Found[];
  /** Share of the picture in specks that belong to nothing. */
  readonly stains: number;
}

/** What the judge knows: the world, its shapes and its drawings. */
export interface Knowledge {
  readonly world: World;
  readonly outlines: readonly Outline[];
  readonly stencils: readonly Stencil[];
}

/** Prepares the world's shapes and drawings for comparison. */
export function knowledgeOf(world: World, drawings: readonly Drawing[]): Knowledge {
  return { world, outlines: outlinesOf(world.shapes), stencils: drawings.map(stencilOf) };
}

/** Share of the picture below which a part is a speck; the smallest shape (a small diamond) has 0.02. */
const SPECK = 0.003;
/** A part that is so much like a flat shape is one, and need not be compared with drawings. */
const FLAT = 0.985;
/** Distance from the ground at which a part is something to the eye: half of the weakest contrast of two colours. */
const PLAIN = 36;

/** Reads a picture's background and things. */
export function readPicture(raster: Raster, knowledge: Knowledge): Reading {
  const picture = toPicture(raster);
  const ground = readGround(picture, knowledge.world);
  const contrast = lowLevel(ground);
  const things: Found[] = [];
  const open: Segment[] = [];
  for (const raised of raisedParts(picture, ground, contrast)) {
    const shapes = readShapes(picture, ground, raised, knowledge);
    if (shapes.length === 0 || shapes.some(({ found }) => found.name === null)) open.push(raised);
    else things.push(...drawnOrFlat(picture, ground, raised, shapes, knowledge.stencils, contrast));
  }
  const { found, left } = readThings(picture, ground, open, knowledge.stencils, contrast);
  things.push(...found);
  let stained = 0;
  for (const raised of left) {
    const unknown = readShapes(picture, ground, raised, knowledge);
    things.push(...unknown.map((part) => part.found));
    if (unknown.length === 0) stained += plainPixels(raised, ground);
  }
  return { background: ground.words, things, stains: stained / ground.distance.length };
}

/** A thing may have the outline of a shape, as a balloon has: then it is what it is more like. */
function drawnOrFlat(
  picture: Picture,
  ground: Ground,
  raised: Segment,
  shapes: readonly Part[],
  stencils: readonly Stencil[],
  contrast: number,
): Found[] {
  const [only] = shapes;
  if (shapes.length === 1 && only.likeness < FLAT) {
    const match = sureThing(picture, ground, raised, stencils, contrast);
    if (match !== null && match.likeness > only.likeness) return [foundOf(match, picture)];
  }
  return shapes.map(({ found }) => found);
}

function lowLevel({ noise }: Ground): number {
  return Math.min(Math.max(6 * noise, 14), PLAIN);
}

/** What differs from the ground, at a low level. */
function raisedParts({ width, height }: Picture, ground: Ground, low: number): Segment[] {
  return segmentsOf(
    Uint8Array.from(ground.distance, (d) => (d > low ? 1 : 0)),
    width,
    height,
  );
}

/**
 * The flat shapes of one raised part, and what is none. Each is cut at about half of its own height, where the edge of a blurred
 * thing is; that also parts what only blur had joined. What is left beside a thing is its blurred edge.
 */
function readShapes(picture: Picture, ground: Ground, raised: Segment, { outlines, world }: Knowledge): Part[] {
  const { width, height } = picture;
  const speck = SPECK * ground.distance.length;
  const heights = raised.map((pixel) => ground.distance[pixel]).sort((a, b) => a - b);
  const level = 0.45 * heights[Math.floor(heights.length * 0.75)];
  const inside = new Uint8Array(width * height);
  for (const pixel of raised) if (ground.distance[pixel] > level) inside[pixel] = 1;
  const things = segmentsOf(inside, width, height)
    .filter((segment) => segment.length >= speck)
    .map((segment) => recogniseShape(picture, ground, segment, outlines, world));
  const known = things.some(({ found }) => found.name !== null);
  return things.filter(({ segment, found }) => {
    if (found.name !== null) return true;
    const halo = known && innerPixels(segment, width).length < 0.2 * segment.length;
    return !halo && plainPixels(segment, ground) >= speck;
  });
}

function plainPixels(segment: Segment, { distance }: Ground): number {
  return segment.filter((pixel) => distance[pixel] > PLAIN).length;
}
