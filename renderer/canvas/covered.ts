import type { Layer } from '../../preload/contract/document.ts';
import type { Point } from '../document/canvas-port.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Index of the lowest layer of which anything can be seen: below a photo that covers the page nothing is drawn.
 * @param isThere false of a photo that has not come yet: what lies below it is seen until it has
 */
export function firstSeen(
  layers: readonly Layer[],
  page: Size,
  isThere: (layer: Layer) => boolean = () => true,
): number {
  return Math.max(
    0,
    layers.findLastIndex((layer) => covers(layer, page) && isThere(layer)),
  );
}

/** True where every pixel of the page is under the picture whole, so that no other one shines through. */
function covers({ mediaType, visible, opacity, angle, x, y, width, height, scaleX, scaleY }: Layer, page: Size) {
  // JPEG alone has no transparency at all.
  if (!visible || opacity !== 1 || angle !== 0 || mediaType !== 'image/jpeg') return false;
  return x <= 0 && y <= 0 && x + width * scaleX >= page.width && y + height * scaleY >= page.height;
}

/** Top left, top right, bottom right, bottom left, in page pixels; turned about the top left corner. */
export function cornersOf(layer: Layer): readonly Point[] {
  const width = layer.width * layer.scaleX;
  const height = layer.height * layer.scaleY;
  const cos = Math.cos((layer.angle * Math.PI) / 180);
  const sin = Math.sin((layer.angle * Math.PI) / 180);
  const turn = (x: number, y: number) => ({ x: layer.x + x * cos - y * sin, y: layer.y + x * sin + y * cos });
  return [turn(0, 0), turn(width, 0), turn(width, height), turn(0, height)];
}
