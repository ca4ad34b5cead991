/** Puts the parts of things together: a thing may fall into several where some of it has the ground's colour. */
import type { Ground } from './ground.ts';
import type { Picture } from './pixels.ts';
import type { Found } from './recognise.ts';
import { type Bounds, boundsOf, type Segment } from './segments.ts';
import { matchThing, type Stencil, type ThingMatch } from './things.ts';

/** True drawings reach 0.98, blurred by a pixel and a half or recompressed 0.9. */
const LIKE = 0.82;
/** Of what is inside the outline: true drawings reach 0.84, blurred or recompressed 0.25, flat silhouettes at most 0.08. */
const DETAIL = 0.2;
/** The next best name must be less like it by this much, or it is neither. */
const LEAD = 0.02;
/** Parts of one thing lie no further apart than this share of the side; the world keeps boxes 0.03 apart. */
const REACH = 0.05;
/** A thing has at least this share of the picture's pixels; the smallest has several times as many. */
const LEAST = 0.004;
/** More parts than this are no things any more. */
const MOST = 12;

/** Whether only some of the parts near it belong to a thing is asked where the match is less clear than this. */
const CLEAR = 0.94;

interface Trial {
  readonly set: readonly Segment[];
  readonly match: ThingMatch;
}

/** Things that were recognised, and parts that belong to none. */
export interface Gathered {
  readonly found: readonly Found[];
  /** Parts that belong to no thing. */
  readonly left: readonly Segment[];
}

/** @param contrast distance from the ground at which the parts were raised */
export function readThings(
  picture: Picture,
  ground: Ground,
  parts: readonly Segment[],
  stencils: readonly Stencil[],
  contrast: number,
): Gathered {
  const shorter = Math.min(picture.width, picture.height);
  const bounds = new Map(parts.map((part) => [part, boundsOf(part, picture.width)]));
  const near = (a: Segment, b: Segment) => gap(bounds.get(a), bounds.get(b)) <= REACH * shorter;
  const found: Found[] = [];
  const left: Segment[] = [];
  // Largest first: what is small belongs to what is large.
  let open = [...parts].sort((a, b) => b.length - a.length);
  while (open.length > 0) {
    const [first] = open;
    const others = open.slice(1, MOST).filter((part) => near(first, part));
    const likeliest = (sets: readonly (readonly Segment[])[]) =>
      sets
        .filter((set) => total(set) >= LEAST * ground.distance.length)
        .map((set) => ({ set, match: sureThing(picture, ground, set.flat(), stencils, contrast) }))
        .filter((trial): trial is Trial => trial.match !== null)
        .sort((a, b) => b.match.likeness - a.match.likeness)[0];
    const simple = likeliest(others.length === 0 ? [[first]] : [[first], [first, ...others]]);
    const pairs = others.map((other) => [first, other]);
    const best = simple !== undefined && simple.match.likeness >= CLEAR ? simple : likelier(simple, likeliest(pairs));
    if (best === undefined) left.push(first);
    else found.push(foundOf(best.match, picture));
    const box = best && { left: best.match.x - best.match.side / 2, top: best.match.y - best.match.side / 2 };
    open = open.filter((part) => {
      if (part === first || best?.set.includes(part)) return false;
      // Crumbs within a thing's box are its own.
      return !(box && best && isCrumb(part, bounds.get(part), box, best.match.side));
    });
  }
  return { found, left };
}

/** The drawing that this part is, if it surely is one. */
export function sureThing(
  picture: Picture,
  ground: Ground,
  part: Segment,
  stencils: readonly Stencil[],
  contrast: number,
): ThingMatch | null {
  const match = matchThing(picture, ground, part, stencils, contrast);
  return match !== null && match.likeness >= LIKE && match.detail >= DETAIL && match.lead >= LEAD ? match : null;
}

function likelier(a: Trial | undefined, b: Trial | undefined): Trial | undefined {
  return a === undefined || (b !== undefined && b.match.likeness > a.match.likeness) ? b : a;
}

const total = (set: readonly Segment[]) => set.reduce((sum, part) => sum + part.length, 0);

/** Pixels between two boxes along the axis on which they are further apart; 0 where they overlap. */
function gap(a: Bounds | undefined, b: Bounds | undefined): number {
  if (a === undefined || b === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(0, b.left - a.right, a.left - b.right, b.top - a.bottom, a.top - b.bottom);
}

function isCrumb(part: Segment, bounds: Bounds | undefined, box: { left: number; top: number }, side: number): boolean {
  if (bounds === undefined || part.length > 0.05 * side * side) return false;
  const slack = 0.03 * side;
  return (
    bounds.left >= box.left - slack &&
    bounds.top >= box.top - slack &&
    bounds.right <= box.left + side + slack &&
    bounds.bottom <= box.top + side + slack
  );
}

/** A matched drawing as a thing, in shares of the picture. */
export function foundOf({ name, style, x, y, side, likeness }: ThingMatch, { width, height }: Picture): Found {
  return {
    name,
    colour: null,
    style,
    x: x / width,
    y: y / height,
    side: side / Math.min(width, height),
    overlap: likeness,
  };
}
