import type { Point } from './point.ts';

const EIGHTH_OF_TURN = Math.PI / 4;

/** Turns the end of a line about its start to the nearest eighth of a turn. The line keeps its length. Page pixels. */
export function inEvenDirection(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const angle = Math.round(Math.atan2(to.y - from.y, to.x - from.x) / EIGHTH_OF_TURN) * EIGHTH_OF_TURN;
  return { x: from.x + length * Math.cos(angle), y: from.y + length * Math.sin(angle) };
}
