import type { Box } from './layer-bounds.ts';
import type { Point } from './point.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

type Side = 'above' | 'right' | 'left' | 'below';

/** The space between a card and what it points at, and to the edges of the window, in CSS pixels. */
const GAP = 14;
const EDGE = 8;

/**
 * The place of a card beside what it points at: on the first side that has the room for it, else in the middle of the
 * window. It never leaves the window. This file is pure.
 */
export function cardPlace(target: Box | null, card: Size, window: Size): Point {
  const middle = { x: (window.width - card.width) / 2, y: (window.height - card.height) / 2 };
  if (target === null) return middle;
  const along = {
    x: target.x + target.width / 2 - card.width / 2,
    y: target.y + target.height / 2 - card.height / 2,
  };
  const places: Readonly<Record<Side, Point>> = {
    above: { x: along.x, y: target.y - GAP - card.height },
    right: { x: target.x + target.width + GAP, y: along.y },
    left: { x: target.x - GAP - card.width, y: along.y },
    below: { x: along.x, y: target.y + target.height + GAP },
  };
  const free = sidesFor(target, window)
    .map((side) => inside(places[side], card, window))
    .find((place) => !meet({ ...place, ...card }, target));
  return free ?? middle;
}

/** Towards the middle of the window first: right of the tools, below the tabs, above the prompt. */
function sidesFor({ x, y, width, height }: Box, window: Size): readonly Side[] {
  if (x + width / 2 < window.width / 5) return ['right', 'below', 'above', 'left'];
  if (y + height / 2 < window.height / 2) return ['below', 'left', 'right', 'above'];
  return ['above', 'right', 'left', 'below'];
}

function inside({ x, y }: Point, card: Size, window: Size): Point {
  return {
    x: Math.max(EDGE, Math.min(x, window.width - EDGE - card.width)),
    y: Math.max(EDGE, Math.min(y, window.height - EDGE - card.height)),
  };
}

function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
