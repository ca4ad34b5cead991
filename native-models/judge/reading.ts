/** Reads a picture: its background, and what stands where on it. */
import type { Raster } from '../../preload/contract/pictures.ts';
import { type Ground, readGround } from './ground.ts';
import type { Outline } from './outlines.ts';
import { outlinesOf } from './outlines.ts';
import { type Picture, toPicture } from './pixels.ts';
import { type Found, recogniseShape } from './recognise.ts';
import { innerPixels, type Segment, segmentsOf } from './segments.ts';
import type { World } from './world.ts';

export interface Reading {
  /** The background's words, or null where it is none that the world knows. */
  readonly background: string | null;
  readonly things: readonly Found[];
  /** Share of the picture in specks that belong to nothing. */
  readonly stains: number;
}

/** What the judge knows: the world and its drawings. */
export interface Knowledge {
  readonly world: World;
  readonly outlines: readonly Outline[];
}

export function knowledgeOf(world: World): Knowledge {
  return { world, outlines: outlinesOf(world.shapes) };
}

/** Share of the picture below which a part is a speck; the smallest shape (a small diamond) has 0.02. */
const SPECK = 0.003;
/** Distance from the ground at which a part is something to the eye: half of the weakest contrast of two colours. */
const PLAIN = 36;

export function readPicture(raster: Raster, knowledge: Knowledge): Reading {
  const picture = toPicture(raster);
  const ground = readGround(picture, knowledge.world);
  const things: Found[] = [];
  let stained = 0;
  for (const raised of raisedParts(picture, ground)) {
    const read = readPart(picture, ground, raised, knowledge);
    things.push(...read);
    if (read.length === 0) stained += plainPixels(raised, ground);
  }
  return { background: ground.words, things, stains: stained / ground.distance.length };
}

/** What differs from the ground, at a low level. */
function raisedParts({ width, height }: Picture, { distance, noise }: Ground): Segment[] {
  const low = Math.min(Math.max(6 * noise, 14), PLAIN);
  return segmentsOf(
    Uint8Array.from(distance, (d) => (d > low ? 1 : 0)),
    width,
    height,
  );
}

/**
 * The things of one raised part. Each is cut at about half of its own height, where the edge of a blurred
 * thing is; that also parts what only blur had joined. What is left beside a thing is its blurred edge.
 */
function readPart(picture: Picture, ground: Ground, raised: Segment, { outlines, world }: Knowledge): Found[] {
  const { width, height } = picture;
  const speck = SPECK * ground.distance.length;
  const heights = raised.map((pixel) => ground.distance[pixel]).sort((a, b) => a - b);
  const level = 0.45 * heights[Math.floor(heights.length * 0.75)];
  const inside = new Uint8Array(width * height);
  for (const pixel of raised) if (ground.distance[pixel] > level) inside[pixel] = 1;
  const things = segmentsOf(inside, width, height)
    .filter((segment) => segment.length >= speck)
    .map((segment) => ({ segment, found: recogniseShape(picture, ground, segment, outlines, world).found }));
  const known = things.some(({ found }) => found.name !== null);
  return things
    .filter(({ segment, found }) => {
      if (found.name !== null) return true;
      const halo = known && innerPixels(segment, width).length < 0.2 * segment.length;
      return !halo && plainPixels(segment, ground) >= speck;
    })
    .map(({ found }) => found);
}

function plainPixels(segment: Segment, { distance }: Ground): number {
  return segment.filter((pixel) => distance[pixel] > PLAIN).length;
}
