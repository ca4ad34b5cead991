import type { Layer, LayerBox, PictureDocument } from '../../preload/contract/document.ts';
import type { Frame } from '../../preload/contract/pictures.ts';
import { framePage } from './frame-page.ts';
import { hasPixels } from './layer-tree.ts';
import { clearRegion, savedMasksOf } from './operations.ts';
import type { Point } from './point.ts';

/**
 * Turns the picture on its page, so that a horizon becomes level. Layers are turned as data, and no pixels are made
 * anew. Guides stay upright.
 */

/** The most degrees by which a picture is turned. A steeper line is one that should become upright. */
export const MOST_DEGREES = 45;

/** What can't be turned without new pixels: masks that lie on the page, and saved regions. */
export type WhyNotTurned = 'page-mask' | 'saved-masks';

export function whyNotTurned(document: PictureDocument): WhyNotTurned | null {
  if (document.layers.some((layer) => boxOf(layer) === null && layer.mask !== null)) return 'page-mask';
  return savedMasksOf(document).length > 0 ? 'saved-masks' : null;
}

/** The degrees, clockwise, by which a line must be turned to lie level, or upright where that is nearer. */
export function levellingDegrees(from: Point, to: Point): number {
  const angle = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
  return Math.round(angle / 90) * 90 - angle;
}

/**
 * Turns everything about the middle of the page. The page becomes the largest part of its own shape that the turned page
 * fills. What lies beside it is kept. The region is cleared, since its steps are upright.
 * @param degrees clockwise
 */
export function straightened(document: PictureDocument, degrees: number): PictureDocument {
  const angle = Math.max(-MOST_DEGREES, Math.min(MOST_DEGREES, degrees));
  if (angle === 0 || whyNotTurned(document) !== null) return document;
  const middle = { x: document.width / 2, y: document.height / 2 };
  const layers = document.layers.map((layer) => turnedLayer(layer, middle, angle));
  return framePage({ ...clearRegion(document), layers }, filledFrame(document, angle));
}

/** The largest upright frame of the page's shape, in whole pixels, that lies in the turned page. */
export function filledFrame({ width, height }: Pick<Frame, 'width' | 'height'>, degrees: number): Frame {
  const cos = Math.abs(Math.cos((degrees * Math.PI) / 180));
  const sin = Math.abs(Math.sin((degrees * Math.PI) / 180));
  const share = Math.min(width / (width * cos + height * sin), height / (width * sin + height * cos));
  const margin = (side: number) => Math.min(Math.floor((side - 1) / 2), Math.ceil((side * (1 - share)) / 2 - 1e-9));
  const [x, y] = [margin(width), margin(height)];
  return { x, y, width: width - 2 * x, height: height - 2 * y };
}

function boxOf(layer: Layer): LayerBox | null {
  if (hasPixels(layer)) return layer;
  return layer.kind === 'unreadable' ? layer.box : null;
}

function turnedLayer(layer: Layer, middle: Point, degrees: number): Layer {
  if (hasPixels(layer)) return { ...layer, ...turnedPlace(layer, middle, degrees) };
  if (layer.kind !== 'unreadable' || layer.box === null) return layer;
  return { ...layer, box: { ...layer.box, ...turnedPlace(layer.box, middle, degrees) } };
}

function turnedPlace({ x, y, angle }: LayerBox, middle: Point, degrees: number): Pick<LayerBox, 'x' | 'y' | 'angle'> {
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.sin((degrees * Math.PI) / 180);
  const [dx, dy] = [x - middle.x, y - middle.y];
  return {
    x: middle.x + dx * cos - dy * sin,
    y: middle.y + dx * sin + dy * cos,
    angle: ((angle + degrees + 540) % 360) - 180,
  };
}
