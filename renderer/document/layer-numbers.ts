import type { LayerBox, PictureDocument, PixelLayer } from '../../preload/contract/document.ts';
import { boundsOf } from './layer-bounds.ts';
import { cornersOfLayer } from './layer-corners.ts';
import { hasPixels, outermost, withinOf } from './layer-tree.ts';
import { movable, moveLayers } from './move-layers.ts';
import { updateLayer } from './operations.ts';
import type { Point } from './point.ts';
import { holdsGroupMask } from './turn-layers.ts';

/** The place and the size of the chosen layers as numbers, to be read and set. */

export const numberNames = ['x', 'y', 'width', 'height', 'angle'] as const;
export type NumberName = (typeof numberNames)[number];

/** Page pixels and degrees. The box is the upright one around all of the layers. */
export type LayerNumbers = Readonly<Record<NumberName, number>>;

/** Null where the layers show nothing that has a place. */
export function numbersOf({ layers }: PictureDocument, ids: readonly string[]): LayerNumbers | null {
  const box = boundsOf(layers, ids);
  if (box === null) return null;
  const only = onlyOne(layers, ids);
  if (only === null) return { ...box, angle: 0 };
  // The size of a turned layer is that of the layer, not that of the box around it.
  return { ...box, ...sizeOf(only), angle: only.angle };
}

const sizeOf = ({ width, height, scaleX, scaleY }: LayerBox) => ({ width: width * scaleX, height: height * scaleY });

function onlyOne(layers: PictureDocument['layers'], ids: readonly string[]): PixelLayer | null {
  const [first, ...others] = outermost(layers, ids);
  return first !== undefined && hasPixels(first) && others.length === 0 ? first : null;
}

/** Whether a number can be set. A lock of the place holds, and several layers are not turned by a number. */
export function canSet({ layers }: PictureDocument, ids: readonly string[], name: NumberName): boolean {
  if (movable(layers, ids).length < outermost(layers, ids).length || boundsOf(layers, ids) === null) return false;
  if (name === 'x' || name === 'y') return true;
  return onlyOne(layers, ids) !== null || (name !== 'angle' && !holdsGroupMask(layers, ids));
}

const LEAST_SCALE = 1e-4;
const MOST_SCALE = 1e4;

/**
 * Sets one number. One picture is scaled from its top left corner, and in one direction alone. Several layers are scaled
 * from the corner of the box around them, in both.
 */
export function setNumber(
  document: PictureDocument,
  ids: readonly string[],
  name: NumberName,
  value: number,
): PictureDocument {
  const { layers } = document;
  const before = numbersOf(document, ids);
  if (before === null || !canSet(document, ids, name) || !Number.isFinite(value)) return document;
  if (name === 'x') return moveLayers(document, ids, value - before.x, 0);
  if (name === 'y') return moveLayers(document, ids, 0, value - before.y);
  const only = onlyOne(layers, ids);
  if (name === 'angle') return only === null ? document : updateLayer(document, only.id, turnedTo(only, value));
  if (value <= 0) return document;
  if (only === null) return scaled(document, ids, before, value / before[name]);
  const scale = Math.min(MOST_SCALE, Math.max(LEAST_SCALE, value / only[name]));
  return updateLayer(document, only.id, name === 'width' ? { scaleX: scale } : { scaleY: scale });
}

/** All of the layers scaled from one corner. */
function scaled(document: PictureDocument, ids: readonly string[], from: Point, factor: number): PictureDocument {
  const within = new Set(ids.flatMap((id) => [...withinOf(document.layers, id)]));
  const pictures = document.layers.filter(({ id }) => within.has(id)).filter(hasPixels);
  const isPossible = pictures.every(({ scaleX, scaleY }) =>
    [scaleX * factor, scaleY * factor].every((scale) => scale >= LEAST_SCALE && scale <= MOST_SCALE),
  );
  if (!isPossible) return document;
  return pictures.reduce(
    (page, { id, x, y, scaleX, scaleY }) =>
      updateLayer(page, id, {
        x: from.x + (x - from.x) * factor,
        y: from.y + (y - from.y) * factor,
        scaleX: scaleX * factor,
        scaleY: scaleY * factor,
      }),
    document,
  );
}

export function middleOf(layer: LayerBox): Point {
  const [topLeft, , bottomRight] = cornersOfLayer(layer);
  if (topLeft === undefined || bottomRight === undefined) return { x: layer.x, y: layer.y };
  return { x: (topLeft.x + bottomRight.x) / 2, y: (topLeft.y + bottomRight.y) / 2 };
}

/** An angle from -180 up to 180 degrees. */
export function usualAngle(angle: number): number {
  return (((angle % 360) + 540) % 360) - 180;
}

/** The layer turned about its middle. */
function turnedTo(layer: PixelLayer, angle: number): Pick<LayerBox, 'x' | 'y' | 'angle'> {
  const turned = { ...layer, angle: usualAngle(angle) };
  const [before, after] = [middleOf(layer), middleOf(turned)];
  return { angle: turned.angle, x: layer.x + before.x - after.x, y: layer.y + before.y - after.y };
}
