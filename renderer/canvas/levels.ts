import type { PictureLayer } from '../../preload/contract/document.ts';
import { cornersOfLayer } from '../document/layer-corners.ts';

/**
 * Pictures are held at the size in which they are shown: at level 0 whole, at level 1 with half of the pixels a side,
 * and so on. Pure: what the canvas shows and a budget in, a level for each layer out.
 */

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What the screen shows of the page. */
export interface Sight {
  /** Pixels per page pixel in which layers are drawn. */
  readonly scale: number;
  /** Page pixels. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Enough to be recognised while more is on its way, or where a picture is not in sight. */
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

/** What a picture is held in with its mask, in bytes. A mask is held at its picture's level. */
function bytesOf(layer: PictureLayer, level: number): number {
  const mask = layer.mask?.enabled ? bytesAt(layer.mask, level) : 0;
  return bytesAt(layer, level) + mask;
}

/** The level of a group's mask: as sharp as the screen, where that takes no more than its share of the budget. */
export function maskLevelFor(mask: Size, scale: number, share: number): number {
  let level = Math.min(coarsest(mask), Math.max(0, Math.floor(Math.log2(1 / scale) + 1e-9)));
  while (level < coarsest(mask) && bytesAt(mask, level) > share) level++;
  return level;
}

/** The coarsest level that is held at all. */
export function coarsest(picture: Size): number {
  const longer = Math.max(picture.width, picture.height);
  return Math.max(0, Math.ceil(Math.log2(longer / LEAST_SIDE)));
}

/** The coarsest level that still has a picture pixel for every device pixel. */
export function levelFor(layer: PictureLayer, scale: number): number {
  const shown = scale * Math.max(layer.scaleX, layer.scaleY);
  const level = Math.floor(Math.log2(1 / shown) + 1e-9);
  return Math.min(coarsest(layer), Math.max(0, level));
}

/**
 * A level for each picture, bottom first. What is in sight is as sharp as the screen, the topmost first, as far as the
 * budget goes; what does not fit any more, and what is hidden or out of sight, is there coarsely.
 * @param seen those of which anything can be seen
 * @param budget bytes
 */
export function planLevels(
  layers: readonly PictureLayer[],
  seen: readonly PictureLayer[],
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

function isInSight(layer: PictureLayer, { x, y, width, height }: Sight): boolean {
  const corners = cornersOfLayer(layer);
  const [xs, ys] = [corners.map((corner) => corner.x), corners.map((corner) => corner.y)];
  return Math.min(...xs) < x + width && Math.max(...xs) > x && Math.min(...ys) < y + height && Math.max(...ys) > y;
}
