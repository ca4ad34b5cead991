import type { Box } from './layer-bounds.ts';
import type { Point } from './point.ts';

/** The corners of a regular polygon in the ellipse of a box, clockwise from the top. */
export function polygonIn({ x, y, width, height }: Box, sides: number): readonly Point[] {
  return Array.from({ length: sides }, (_, at) => {
    const angle = (2 * Math.PI * at) / sides;
    return { x: x + (width / 2) * (1 + Math.sin(angle)), y: y + (height / 2) * (1 - Math.cos(angle)) };
  });
}
