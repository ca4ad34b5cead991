import type { Box } from './layer-bounds.ts';

/** Moves a box so that its distances to its neighbours are alike. Everything here is pure, in page pixels. */

/** The stretch of a box on one axis. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** An offset, and the distances that are alike after it, as stretches of the axis. */
export interface Spacing {
  readonly offset: number;
  readonly gaps: readonly [Stretch, Stretch];
}

const onAxis = {
  x: ({ x, width }: Box): Stretch => ({ from: x, to: x + width }),
  y: ({ y, height }: Box): Stretch => ({ from: y, to: y + height }),
} as const;

const overlap = (a: Stretch, b: Stretch) => a.from < b.to && b.from < a.to;

/**
 * The smallest offset along an axis that puts a box in the middle between two neighbours, or as far beside them as they
 * are apart. Neighbours lie beside the box on the axis, and level with it. A box that lies under it is none.
 * @returns null where no such offset lies within the tolerance
 */
export function spacingOf(axis: 'x' | 'y', box: Box, boxes: readonly Box[], tolerance: number): Spacing | null {
  const own = onAxis[axis](box);
  const across = onAxis[axis === 'x' ? 'y' : 'x'];
  const neighbours = boxes
    .filter((other) => overlap(across(other), across(box)))
    .map(onAxis[axis])
    .filter((other) => !overlap(other, own))
    .sort((a, b) => a.from - b.from);
  const length = own.to - own.from;
  let best: Spacing | null = null;
  const offer = (from: number, gaps: Spacing['gaps']) => {
    const offset = from - own.from;
    const isNear = Math.abs(offset) <= tolerance && gaps.every((gap) => gap.to > gap.from);
    if (isNear && (best === null || Math.abs(offset) < Math.abs(best.offset))) best = { offset, gaps };
  };
  neighbours.forEach((low, at) => {
    const high = neighbours[at + 1];
    if (high === undefined || high.from <= low.to) return;
    const apart = high.from - low.to;
    const between = low.to + (apart - length) / 2;
    offer(between, [
      { from: low.to, to: between },
      { from: between + length, to: high.from },
    ]);
    const pair = { from: low.to, to: high.from };
    offer(high.to + apart, [pair, { from: high.to, to: high.to + apart }]);
    offer(low.from - apart - length, [{ from: low.from - apart, to: low.from }, pair]);
  });
  return best;
}
