import type { Frame } from '../../../preload/contract/pictures.ts';
import type { Point } from '../../document/point.ts';

/** The box of the crop tool, in whole page pixels. This file is pure. */

/** What a press takes hold of: a side or a corner of the box, the box itself, or nothing of it. */
export interface Grip {
  /** -1 the left side, 1 the right side, 0 neither. */
  readonly across: -1 | 0 | 1;
  /** -1 the upper side, 1 the lower side, 0 neither. */
  readonly down: -1 | 0 | 1;
}
export type Hold = Grip | 'inside' | 'outside';

/** The grips that can be seen, clockwise from the upper left one. */
export const grips: readonly Grip[] = [
  { across: -1, down: -1 },
  { across: 0, down: -1 },
  { across: 1, down: -1 },
  { across: 1, down: 0 },
  { across: 1, down: 1 },
  { across: 0, down: 1 },
  { across: -1, down: 1 },
  { across: -1, down: 0 },
];

export function placeOfGrip({ x, y, width, height }: Frame, { across, down }: Grip): Point {
  return { x: x + ((across + 1) / 2) * width, y: y + ((down + 1) / 2) * height };
}

/** @param reach how near to a grip a press takes hold of it, in page pixels */
export function holdAt(box: Frame, at: Point, reach: number): Hold {
  const near = grips.filter((grip) => {
    const place = placeOfGrip(box, grip);
    return Math.abs(place.x - at.x) <= reach && Math.abs(place.y - at.y) <= reach;
  });
  // A corner has precedence in a small box.
  const corner = near.find(({ across, down }) => across !== 0 && down !== 0);
  const grip = corner ?? near[0];
  if (grip !== undefined) return grip;
  const isInside = at.x >= box.x && at.y >= box.y && at.x <= box.x + box.width && at.y <= box.y + box.height;
  return isInside ? 'inside' : 'outside';
}

/** The places of the edges that a grip drags, on both axes. */
export function edgesUnder({ x, y, width, height }: Frame, { across, down }: Grip) {
  return {
    x: across === 0 ? [] : [across < 0 ? x : x + width],
    y: down === 0 ? [] : [down < 0 ? y : y + height],
  };
}

/**
 * The box between two corners.
 * @param aspect the width divided by the height; null where it is free
 */
export function boxBetween(from: Point, to: Point, aspect: number | null): Frame {
  const start = { x: Math.round(from.x), y: Math.round(from.y) };
  const [across, down] = [Math.round(to.x) - start.x, Math.round(to.y) - start.y];
  const { width, height } = inAspect(Math.abs(across), Math.abs(down), aspect);
  return {
    x: across < 0 ? start.x - width : start.x,
    y: down < 0 ? start.y - height : start.y,
    width,
    height,
  };
}

/** The larger of the two boxes in the aspect that have one of the sides, and at least one pixel. */
function inAspect(width: number, height: number, aspect: number | null) {
  const [w, h] = [Math.max(1, width), Math.max(1, height)];
  if (aspect === null) return { width: w, height: h };
  return w / h > aspect
    ? { width: w, height: Math.max(1, Math.round(w / aspect)) }
    : { width: Math.max(1, Math.round(h * aspect)), height: h };
}

/** The box while a grip or the box itself is dragged by so many page pixels. */
export function draggedBox(box: Frame, hold: Grip | 'inside', by: Point, aspect: number | null): Frame {
  const [dx, dy] = [Math.round(by.x), Math.round(by.y)];
  if (hold === 'inside') return { ...box, x: box.x + dx, y: box.y + dy };
  const { across, down } = hold;
  const wide = across === 0 ? box.width : Math.max(1, box.width + across * dx);
  const high = down === 0 ? box.height : Math.max(1, box.height + down * dy);
  const { width, height } = sized(hold, wide, high, aspect);
  return {
    x: across < 0 ? box.x + box.width - width : across > 0 ? box.x : box.x + Math.round((box.width - width) / 2),
    y: down < 0 ? box.y + box.height - height : down > 0 ? box.y : box.y + Math.round((box.height - height) / 2),
    width,
    height,
  };
}

/** A side that is dragged takes the other length with it; a corner the larger. */
function sized({ across, down }: Grip, width: number, height: number, aspect: number | null) {
  if (aspect === null || (across !== 0 && down !== 0)) return inAspect(width, height, aspect);
  if (across !== 0) return { width, height: Math.max(1, Math.round(width / aspect)) };
  return { width: Math.max(1, Math.round(height * aspect)), height };
}

/** The largest box of an aspect in a box, in its middle. */
export function boxInside({ x, y, width, height }: Frame, aspect: number | null): Frame {
  if (aspect === null) return { x, y, width, height };
  const own =
    width / height > aspect
      ? { width: Math.max(1, Math.round(height * aspect)), height }
      : { width, height: Math.max(1, Math.round(width / aspect)) };
  return { x: x + Math.floor((width - own.width) / 2), y: y + Math.floor((height - own.height) / 2), ...own };
}
