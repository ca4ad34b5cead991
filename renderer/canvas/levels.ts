import type { PixelLayer } from '../../preload/contract/document.ts';
import { cornersOfLayer } from '../document/layer-corners.ts';
import { isDrawn } from '../document/layer-tree.ts';

/**
 * A picture is held at the size in which it is shown: at level 0 whole, at level 1 with half the pixels per side, and
 * so on. This module is pure. It takes what the canvas shows and a budget, and gives a level for each layer.
 */

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The part of the page that the screen shows. */
export interface Sight {
  /** The scale at which layers are drawn, in pixels per page pixel. */
  readonly scale: number;
  /** The visible rectangle, in page pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * At the coarsest level, the longer side of a picture has at most this many pixels. They are enough to recognise it
 * while more is loading.
 */
const LEAST_SIDE = 256;

const BYTES_A_PIXEL = 4;

export function sizeAt({ width, height }: Size, level: number): Size {
  const at = (side: number) => Math.max(1, Math.ceil(side / 2 ** level));
  return { width: at(width), height: at(height) };
}

export function bytesAt(picture: Size, level: number): number {
  const { width, height } = sizeAt(picture, level);
  return width * height * BYTES_A_PIXEL;
}

/** Bytes of a picture and its mask. A mask is held at its picture's level. */
function bytesOf(layer: PixelLayer, level: number): number {
  const mask = layer.mask?.enabled ? bytesAt(layer.mask, level) : 0;
  return (isDrawn(layer) ? 0 : bytesAt(layer, level)) + mask;
}

/** The level of the mask of a layer without a box: as sharp as the screen, if that fits into its share of the budget. */
export function maskLevelFor(mask: Size, scale: number, share: number): number {
  let level = Math.min(coarsest(mask), Math.max(0, Math.floor(Math.log2(1 / scale) + 1e-9)));
  while (level < coarsest(mask) && bytesAt(mask, level) > share) level++;
  return level;
}

/** The coarsest level at which a picture is ever held. */
export function coarsest(picture: Size): number {
  const longer = Math.max(picture.width, picture.height);
  return Math.max(0, Math.ceil(Math.log2(longer / LEAST_SIDE)));
}

/** The coarsest level that still has one picture pixel for every device pixel. */
export function levelFor(layer: PixelLayer, scale: number): number {
  const shown = scale * Math.max(layer.scaleX, layer.scaleY);
  const level = Math.floor(Math.log2(1 / shown) + 1e-9);
  return Math.min(coarsest(layer), Math.max(0, level));
}

/**
 * A level for each picture, bottom first. Visible pictures are as sharp as the screen, the topmost first, as far as the
 * budget goes. Pictures beyond the budget, hidden or out of sight are held coarsely.
 * @param seen the pictures that are visible and not covered
 * @param budget in bytes
 */
export function planLevels(
  layers: readonly PixelLayer[],
  seen: readonly PixelLayer[],
  sight: Sight,
  budget: number,
): number[] {
  const isSeen = new Set(seen);
  const levels = layers.map(coarsest);
  let left = budget - layers.reduce((sum, layer, at) => sum + bytesOf(layer, levels[at] ?? 0), 0);
  for (let at = layers.length - 1; at >= 0; at--) {
    const layer = layers[at];
    if (layer === undefined || !isSeen.has(layer) || !isInSight(layer, sight)) continue;
    const held = levels[at] ?? 0;
    let level = Math.min(held, levelFor(layer, sight.scale));
    while (level < held && bytesOf(layer, level) - bytesOf(layer, held) > left) level++;
    left -= bytesOf(layer, level) - bytesOf(layer, held);
    levels[at] = level;
  }
  return levels;
}

function isInSight(layer: PixelLayer, { x, y, width, height }: Sight): boolean {
  const corners = cornersOfLayer(layer);
  const [xs, ys] = [corners.map((corner) => corner.x), corners.map((corner) => corner.y)];
  return Math.min(...xs) < x + width && Math.max(...xs) > x && Math.min(...ys) < y + height && Math.max(...ys) > y;
}
