import type { Frame } from '../../preload/contract/pictures.ts';
import type { Matrix } from '../document/layer-matrix.ts';
import { turnMatrix } from '../document/view-transform.ts';
import type { Viewport } from '../document/viewport-port.ts';

/**
 * A transform from page pixels to device pixels of an upright view that puts the edges of `shown` on whole device pixels,
 * and the turn of the view, which comes after it.
 */
export interface Snapped {
  readonly scaleX: number;
  readonly scaleY: number;
  readonly x: number;
  readonly y: number;
  readonly turn: Matrix;
}

/**
 * Snaps the page to device pixels. A soft edge would mix the page with what lies under it. The page grows or shrinks by
 * at most half a device pixel.
 */
export function snapped(view: Viewport, ratio: number, shown: Frame): Snapped {
  const { zoom, x, y } = view;
  const left = Math.round((x + shown.x * zoom) * ratio);
  const top = Math.round((y + shown.y * zoom) * ratio);
  const right = Math.max(left + 1, Math.round((x + (shown.x + shown.width) * zoom) * ratio));
  const bottom = Math.max(top + 1, Math.round((y + (shown.y + shown.height) * zoom) * ratio));
  const scaleX = (right - left) / shown.width;
  const scaleY = (bottom - top) / shown.height;
  return { scaleX, scaleY, x: left - shown.x * scaleX, y: top - shown.y * scaleY, turn: turnMatrix(view, ratio) };
}
