import type { Layer } from '../../preload/contract/document.ts';
import { cornersOfLayer } from './layer-corners.ts';
import { cornersOfBox, mapped, matrixOf } from './layer-matrix.ts';
import { hasPixels, withinOf } from './layer-tree.ts';
import type { Point } from './point.ts';

/** A rectangle on the page, in page pixels. Its sides need not be whole numbers. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The smallest upright rectangle around points; null where there are none. */
export function boxAround(points: readonly Point[]): Box | null {
  if (points.length === 0) return null;
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** The box around the pictures among the named layers and their content; null where there are none. */
export function boundsOf(layers: readonly Layer[], ids: readonly string[]): Box | null {
  const within = new Set(ids.flatMap((id) => [...withinOf(layers, id)]));
  const pictures = layers.filter((layer) => within.has(layer.id)).filter(hasPixels);
  return boxAround(pictures.flatMap((layer) => cornersOfLayer(layer)));
}

/** How far letters may reach beyond the box of their text, in sizes of the font. */
export const OVERHANG = 0.5;

/** The box around all that the named layers and their content can touch; null where there are no pictures. */
export function inkOf(layers: readonly Layer[], ids: readonly string[]): Box | null {
  const within = new Set(ids.flatMap((id) => [...withinOf(layers, id)]));
  const pictures = layers.filter((layer) => within.has(layer.id)).filter(hasPixels);
  return boxAround(
    pictures.flatMap((layer) => {
      const margin = layer.kind === 'text' ? OVERHANG * layer.style.size : 0;
      const { width, height } = layer;
      const box = { x: -margin, y: -margin, width: width + 2 * margin, height: height + 2 * margin };
      return cornersOfBox(box).map((corner) => mapped(matrixOf(layer), corner));
    }),
  );
}
