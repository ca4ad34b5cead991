import type { Layer, LayerBox, PictureDocument, PixelLayer } from '../../preload/contract/document.ts';
import type { Turn } from '../../preload/contract/layer-commands.ts';
import { type Box, boundsOf, boxAround } from './layer-bounds.ts';
import { cornersOfLayer } from './layer-corners.ts';
import { hasPixels, isBoxless, withinOf } from './layer-tree.ts';
import { movable } from './move-layers.ts';
import { type LayerPatch, updateLayers } from './operations.ts';
import type { Point } from './point.ts';

/**
 * Mirrors layers and rotates them by quarter turns, without changing their pixels. Several layers are turned as one.
 */

/**
 * Whether any of the layers has a mask but no box. Such a mask lies on the page and cannot be turned without new
 * pixels.
 */
export function holdsGroupMask(layers: readonly Layer[], ids: readonly string[]): boolean {
  const within = new Set(ids.flatMap((id) => [...withinOf(layers, id)]));
  return layers.some((layer) => within.has(layer.id) && isBoxless(layer) && layer.mask !== null);
}

/** Turns layers about their common middle. Layers whose place is locked stay. */
export function turnLayers(document: PictureDocument, ids: readonly string[], turn: Turn): PictureDocument {
  const { layers } = document;
  const moved = movable(layers, ids);
  const bounds = boundsOf(layers, moved);
  if (bounds === null || holdsGroupMask(layers, moved)) return document;
  const within = new Set(moved.flatMap((id) => [...withinOf(layers, id)]));
  const middle = { x: bounds.x + bounds.width / 2, y: bounds.y + bounds.height / 2 };
  const pictures = layers.filter(({ id }) => within.has(id)).filter(hasPixels);
  const turned = pictures.map((layer): PixelLayer => ({ ...layer, ...turnedBox(layer, middle, turn) }));
  const shift = toWholePixels(turned);
  const patches = turned.map(({ id, x, y, angle, flipX = false, flipY = false }): [string, LayerPatch] => [
    id,
    { x: x + shift.x, y: y + shift.y, angle, flipX, flipY },
  ]);
  return updateLayers(document, new Map(patches));
}

type Turned = Pick<PixelLayer, 'x' | 'y' | 'angle' | 'flipX' | 'flipY'>;

const QUARTERS = { 'turn-right': 1, 'turn-around': 2, 'turn-left': 3 } as const;

function turnedBox(layer: PixelLayer, middle: Point, turn: Turn): Partial<Turned> {
  const [topLeft, topRight, , bottomLeft] = cornersOfLayer(layer);
  if (topLeft === undefined || topRight === undefined || bottomLeft === undefined) return {};
  if (turn === 'flip-across') {
    return { x: 2 * middle.x - topRight.x, y: topRight.y, angle: 0 - layer.angle, flipX: layer.flipX !== true };
  }
  if (turn === 'flip-down') {
    return { x: bottomLeft.x, y: 2 * middle.y - bottomLeft.y, angle: 0 - layer.angle, flipY: layer.flipY !== true };
  }
  const quarters = QUARTERS[turn];
  let [dx, dy] = [topLeft.x - middle.x, topLeft.y - middle.y];
  for (let quarter = 0; quarter < quarters; quarter++) [dx, dy] = [0 - dy, dx];
  const angle = ((layer.angle + 90 * quarters + 540) % 360) - 180;
  return { x: middle.x + dx, y: middle.y + dy, angle };
}

/** The shift that puts upright layers back on whole pixels, so that they stay as sharp as they were. */
function toWholePixels(layers: readonly LayerBox[]): Point {
  const box: Box | null = boxAround(layers.flatMap((layer) => cornersOfLayer(layer)));
  if (box === null || layers.some(({ angle }) => angle % 90 !== 0)) return { x: 0, y: 0 };
  return { x: Math.round(box.x) - box.x, y: Math.round(box.y) - box.y };
}
