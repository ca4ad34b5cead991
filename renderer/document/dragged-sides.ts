import { MAX_PIXELS, MAX_SIDE } from '../../preload/contract/pictures.ts';
import type { Sides } from '../../preload/contract/task-inputs.ts';
import type { Point } from './point.ts';

/** Dragging the edges of the page outwards, in page pixels. This file is pure. */

/** An edge or a corner of the page. */
export interface PageGrip {
  /** -1 the left edge, 1 the right edge, 0 neither. */
  readonly across: -1 | 0 | 1;
  /** -1 the upper edge, 1 the lower edge, 0 neither. */
  readonly down: -1 | 0 | 1;
}

/** The edges come before the corners, which lie over their ends. */
export const pageGrips: readonly PageGrip[] = [
  { across: -1, down: 0 },
  { across: 1, down: 0 },
  { across: 0, down: -1 },
  { across: 0, down: 1 },
  { across: -1, down: -1 },
  { across: 1, down: -1 },
  { across: -1, down: 1 },
  { across: 1, down: 1 },
];

/** What a drag begins with. */
export interface SidesDrag {
  readonly page: { readonly width: number; readonly height: number };
  /** The sides at the press. */
  readonly sides: Sides;
  readonly grip: PageGrip;
  /** The sides are multiples of this. It is the side of one of the model's cells. */
  readonly step: number;
  /** The most that one side can add. */
  readonly most: number;
}

/**
 * The sides after the pointer moved by `by`. An edge never moves into the page, and the page never exceeds the limits of
 * a picture.
 * @param both whether the opposite edge moves as far in its own direction
 */
export function draggedSides({ page, sides, grip, step, most }: SidesDrag, by: Point, both: boolean): Sides {
  const beside = (length: number): Limits => ({
    step,
    most,
    limit: Math.min(MAX_SIDE, Math.floor(MAX_PIXELS / length)),
  });
  const height = page.height + sides.top + sides.bottom;
  const across = axis(page.width, [sides.left, sides.right], grip.across, by.x, both, beside(height));
  const width = page.width + across[0] + across[1];
  const down = axis(page.height, [sides.top, sides.bottom], grip.down, by.y, both, beside(width));
  return { left: across[0], right: across[1], top: down[0], bottom: down[1] };
}

interface Limits {
  readonly step: number;
  readonly most: number;
  /** The greatest length of the page along the axis. */
  readonly limit: number;
}

/** The amounts before and after the page along one axis. */
function axis(
  length: number,
  [before, after]: readonly [number, number],
  grip: -1 | 0 | 1,
  by: number,
  both: boolean,
  { step, most, limit }: Limits,
): [number, number] {
  if (grip === 0) return [before, after];
  const dragged = (grip < 0 ? before : after) + grip * by;
  const other = grip < 0 ? after : before;
  const room = both ? Math.floor((limit - length) / 2) : limit - length - other;
  const greatest = Math.floor(Math.max(0, Math.min(most, room)) / step) * step;
  const amount = Math.max(0, Math.min(greatest, Math.round(dragged / step) * step));
  if (both) return [amount, amount];
  return grip < 0 ? [amount, other] : [other, amount];
}
