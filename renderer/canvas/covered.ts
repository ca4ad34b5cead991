import type { Layer } from '../../preload/contract/document.ts';

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
