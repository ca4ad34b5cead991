/** The corners of a layer on its page. */
import type { LayerBox } from '../../preload/contract/document.ts';
import type { Point } from './point.ts';

/**
 * Top left, top right, bottom right and bottom left corner, in page pixels. The layer is rotated about its top left
 * corner.
 */
export function cornersOfLayer(layer: LayerBox): readonly Point[] {
  const width = layer.width * layer.scaleX;
  const height = layer.height * layer.scaleY;
  const cos = Math.cos((layer.angle * Math.PI) / 180);
  const sin = Math.sin((layer.angle * Math.PI) / 180);
  const turn = (x: number, y: number) => ({ x: layer.x + x * cos - y * sin, y: layer.y + x * sin + y * cos });
  return [turn(0, 0), turn(width, 0), turn(width, height), turn(0, height)];
}
