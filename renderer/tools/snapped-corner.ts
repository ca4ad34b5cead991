import type { CanvasPointer } from '../document/canvas-port.ts';
import type { Point } from '../document/point.ts';
import type { ToolContext } from './tool.ts';

/**
 * The place of a corner under the pointer, snapped to lines near it. Ctrl turns that off.
 * @param isBound true where the shape keeps an aspect or a direction, so that the corner is not free to snap
 */
export function snappedCorner({ canvas }: ToolContext, { page, ctrl }: CanvasPointer, isBound: boolean): Point {
  return canvas.snapping.point(page, ctrl || isBound);
}
