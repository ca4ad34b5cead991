import type { PictureLayer } from '../../preload/contract/document.ts';
import type { RegionMask } from '../../preload/contract/pictures.ts';
import { blankMask, type MaskRaster } from './mask-raster.ts';

/** Converts between the pixels of a layer and the pixels of its page. */

/** The place and the pixels of a layer. */
export type LayerPlace = Pick<
  PictureLayer,
  'width' | 'height' | 'x' | 'y' | 'scaleX' | 'scaleY' | 'angle' | 'flipX' | 'flipY'
>;

/** A place whose pixels are those of the page, for a group. */
export function placeOnPage(frame: {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}): LayerPlace {
  return { ...frame, scaleX: 1, scaleY: 1, angle: 0 };
}

/**
 * A mask of the page as the pixels of a layer, which is as large as the layer. The value of a layer's pixel is that of
 * the page at the pixel's middle. Where each pixel of the layer is one pixel of the page, values are exact.
 * @param beyond the value outside of the page
 */
export function maskInLayer(mask: RegionMask, layer: LayerPlace, beyond = 0): MaskRaster {
  const found = blankMask(layer.width, layer.height);
  const { across, down, start } = stepsOnPage(layer);
  const valueAt = sampler(mask, beyond);
  for (let row = 0, at = 0; row < layer.height; row++) {
    const x = start.x + row * down.x;
    const y = start.y + row * down.y;
    for (let column = 0; column < layer.width; column++, at++) {
      found.values[at] = valueAt(x + column * across.x, y + column * across.y);
    }
  }
  return found;
}

/** The middle of the layer's first pixel on the page, and how far the next pixel and the next row lie from it. */
function stepsOnPage({ width, height, x, y, scaleX, scaleY, angle, flipX, flipY }: LayerPlace) {
  const cos = Math.cos((angle * Math.PI) / 180);
  const sin = Math.sin((angle * Math.PI) / 180);
  const across = { x: cos * scaleX, y: sin * scaleX };
  const down = { x: -sin * scaleY, y: cos * scaleY };
  const [u, v] = [flipX ? width - 0.5 : 0.5, flipY ? height - 0.5 : 0.5];
  const start = { x: x + u * across.x + v * down.x, y: y + u * across.y + v * down.y };
  const turned = (by: { x: number; y: number }, back: boolean | undefined) => (back ? { x: -by.x, y: -by.y } : by);
  return { start, across: turned(across, flipX), down: turned(down, flipY) };
}

/** How near to the middle of a pixel a place is taken for it. The steps of a turned layer are not exact. */
const NEAR = 1e-6;

/** Reads a mask at any place, in pixels of the mask. Between the middles of pixels the value is interpolated. */
export function sampler({ width, height, values }: RegionMask, beyond = 0): (x: number, y: number) => number {
  const at = (column: number, row: number) =>
    column < 0 || row < 0 || column >= width || row >= height ? beyond : (values[row * width + column] ?? beyond);
  return (x, y) => {
    const left = Math.floor(x - 0.5 + NEAR);
    const top = Math.floor(y - 0.5 + NEAR);
    const right = x - 0.5 - left;
    const low = y - 0.5 - top;
    if (right < NEAR && low < NEAR) return at(left, top);
    const above = at(left, top) * (1 - right) + at(left + 1, top) * right;
    const below = at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right;
    return Math.round(above * (1 - low) + below * low);
  };
}

/**
 * A mask picture as the pixels of a layer. Its picture may have any size.
 * @param frame in pixels of the layer
 * @param beyond the value outside of the frame
 */
export function maskOfFrame(
  picture: RegionMask,
  frame: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  size: { readonly width: number; readonly height: number },
  beyond = 0,
): MaskRaster {
  const found = blankMask(size.width, size.height);
  const valueAt = sampler(picture, beyond);
  const [across, down] = [picture.width / frame.width, picture.height / frame.height];
  for (let row = 0, at = 0; row < size.height; row++) {
    const y = (row + 0.5 - frame.y) * down;
    for (let column = 0; column < size.width; column++, at++) {
      found.values[at] = valueAt((column + 0.5 - frame.x) * across, y);
    }
  }
  return found;
}
