import type { AdjustmentLayer, FillLayer, Layer, LayerMask, PixelLayer } from '../../preload/contract/document.ts';
import type { Frame } from '../../preload/contract/pictures.ts';
import type { Told } from '../../preload/contract/told.ts';
import { sentenceOf } from '../../preload/words/sentence.ts';
import { cornersOfBox } from '../document/layer-matrix.ts';
import { hasPixels, isDrawn } from '../document/layer-tree.ts';
import { shownWords } from '../theme/shown-words.ts';
import { drawAdjustment } from './draw-adjustment.ts';
import { drawFill } from './draw-fill.ts';
import { drawFromData } from './draw-from-data.ts';
import { isExact, keepUnder, operationOf, type Picture, type Shown } from './keep-under.ts';
import { contextOf } from './pictures.ts';
import { drawPlaceholder } from './placeholder.ts';

/**
 * Draws a layer on the page: in its box or all over, under its mask, with its opacity and its blend mode. The screen, the models
 * and the exports all draw through this file.
 */

export type Context = OffscreenCanvasRenderingContext2D;
export type Settings = CanvasRenderingContext2DSettings;

/** What a layer shows: its picture and mask, nothing yet, or a sentence that says why it cannot be read. */
export type LayerContent =
  | { readonly kind: 'loading' }
  /**
   * The picture and mask may have any size. A group has no picture of its own. The mask's alpha says where the layer
   * shows.
   */
  | { readonly kind: 'there'; readonly picture: Picture | null; readonly mask: Picture | null }
  | { readonly kind: 'damaged'; readonly told: Told };

export const NOTHING: LayerContent = { kind: 'there', picture: null, mask: null };

/** The layer's mask where it is enabled, else null. */
export function activeMask({ mask }: Pick<Layer, 'mask'>): LayerMask | null {
  return mask?.enabled ? mask : null;
}

/** True where every pixel of the picture falls on exactly one pixel of the page. */
export function isPixelExact({ scaleX, scaleY, angle, x, y, flipX, flipY }: PixelLayer): boolean {
  const upright = scaleX === 1 && scaleY === 1 && angle === 0 && flipX !== true && flipY !== true;
  return upright && Number.isInteger(x) && Number.isInteger(y);
}

/**
 * Draws one layer on `target`, whose transform maps page pixels to its own pixels.
 * @param content for a group, its layers composed on a canvas with the target's size and transform
 * @param settings the settings of the canvas on which a mask is applied to a picture
 * @param operation how the layer is composed with the target; by default as its blend mode says
 */
export function drawLayer(
  target: Context,
  layer: Layer,
  content: LayerContent,
  settings: Settings = {},
  operation = operationOf(layer.blendMode),
): void {
  target.save();
  target.globalAlpha = layer.opacity;
  target.globalCompositeOperation = operation;
  if (hasPixels(layer)) drawPicture(target, layer, content, settings);
  if (layer.kind === 'group' && content.kind === 'there') drawGroup(target, layer, content);
  if (layer.kind === 'fill') drawFill(target, layer, shownOf(layer, content), settings);
  if (layer.kind === 'adjustment') drawAdjustment(target, layer, shownOf(layer, content), settings);
  target.restore();
}

/** The mask of a layer without a box: null where it has none, 'absent' where it is not there to be drawn. */
function shownOf(layer: FillLayer | AdjustmentLayer, content: LayerContent): Shown | 'absent' | null {
  const mask = activeMask(layer);
  if (mask === null) return null;
  return content.kind === 'there' && content.mask !== null ? { mask, alpha: content.mask } : 'absent';
}

function drawPicture(target: Context, layer: PixelLayer, content: LayerContent, settings: Settings): void {
  const { width, height, x, y, scaleX, scaleY, angle } = layer;
  const cos = Math.cos((angle * Math.PI) / 180);
  const sin = Math.sin((angle * Math.PI) / 180);
  target.transform(cos * scaleX, sin * scaleX, -sin * scaleY, cos * scaleY, x, y);
  const mask = activeMask(layer);
  if (isDrawn(layer) && (content.kind === 'there' || mask === null)) {
    mirror(target, layer);
    const alpha = content.kind === 'there' ? content.mask : null;
    drawFromData(target, layer, mask !== null && alpha !== null ? { mask, alpha } : null, settings);
    return;
  }
  if (content.kind !== 'there') {
    drawPlaceholder(target, layer, content.kind === 'damaged' ? sentenceOf(shownWords(), content.told) : null);
    return;
  }
  const { picture } = content;
  if (picture === null) return;
  mirror(target, layer);
  target.imageSmoothingEnabled = !(picture.width === width && picture.height === height && isExact(target));
  target.imageSmoothingQuality = 'high';
  if (mask === null || content.mask === null) target.drawImage(picture, 0, 0, width, height);
  else drawMasked(target, layer, { picture, mask, alpha: content.mask }, settings);
}

function mirror(target: Context, { width, height, flipX, flipY }: PixelLayer): void {
  target.transform(flipX ? -1 : 1, 0, 0, flipY ? -1 : 1, flipX ? width : 0, flipY ? height : 0);
}

/** Applies the mask at the picture's decoded size, to the part of it that the target shows. */
function drawMasked(
  target: Context,
  layer: PixelLayer,
  { picture, mask, alpha }: Shown & { picture: Picture },
  settings: Settings,
): void {
  const [across, down] = [picture.width / layer.width, picture.height / layer.height];
  const part = shownPart(target, picture, across, down);
  if (part === null) return;
  const context = contextOf(new OffscreenCanvas(part.width, part.height), settings);
  context.drawImage(picture, -part.x, -part.y);
  context.setTransform(across, 0, 0, down, -part.x, -part.y);
  keepUnder(context, mask, alpha);
  target.drawImage(context.canvas, part.x / across, part.y / down, part.width / across, part.height / down);
}

/** The part's sides are multiples of this, and it is larger by as much, so that smoothing finds all that it mixes. */
const PART_STEP = 32;

/**
 * The part of a picture that a target shows, in pixels of the picture; null where it shows none.
 * @param across pixels of the picture per unit of the target's transform
 */
function shownPart(target: Context, picture: Picture, across: number, down: number): Frame | null {
  const back = target.getTransform().inverse();
  const { width, height } = target.canvas;
  const corners = cornersOfBox({ x: 0, y: 0, width, height }).map(({ x, y }) => back.transformPoint({ x, y }));
  const [xs, ys] = [corners.map(({ x }) => x * across), corners.map(({ y }) => y * down)];
  const from = (values: readonly number[]) =>
    Math.max(0, (Math.floor(Math.min(...values) / PART_STEP) - 1) * PART_STEP);
  const to = (values: readonly number[], most: number) =>
    Math.min(most, (Math.ceil(Math.max(...values) / PART_STEP) + 1) * PART_STEP);
  const [x, y, right, bottom] = [from(xs), from(ys), to(xs, picture.width), to(ys, picture.height)];
  return right > x && bottom > y ? { x, y, width: right - x, height: bottom - y } : null;
}

function drawGroup(target: Context, group: Layer, { picture, mask: alpha }: LayerContent & { kind: 'there' }): void {
  if (picture === null) return;
  const mask = activeMask(group);
  if (mask !== null && alpha !== null && picture instanceof OffscreenCanvas) {
    const apart = contextOf(picture);
    apart.setTransform(target.getTransform());
    keepUnder(apart, mask, alpha);
  }
  target.resetTransform();
  target.drawImage(picture, 0, 0);
}
