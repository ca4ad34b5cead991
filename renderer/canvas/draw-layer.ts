import type { BlendMode, Layer, LayerMask, PictureLayer } from '../../preload/contract/document.ts';
import type { Told } from '../../preload/contract/told.ts';
import { sentenceOf } from '../../preload/words/sentence.ts';
import type { LayerNode } from '../document/layer-tree.ts';
import { isShown } from '../document/layer-tree.ts';
import { shownWords } from '../theme/shown-words.ts';
import { contextOf } from './pictures.ts';
import { drawPlaceholder } from './placeholder.ts';

/**
 * How a layer comes to the page: by its box, under its mask, with its opacity, in its blend mode. The screen, models and
 * exports all draw through this file.
 */

type Context = OffscreenCanvasRenderingContext2D;
type Picture = ImageBitmap | OffscreenCanvas;
type Settings = CanvasRenderingContext2DSettings;

/** What a layer shows: its picture and mask, nothing yet, or the sentence that says why there is none. */
export type LayerContent =
  | { readonly kind: 'loading' }
  /** At any size. A group has no picture of its own. The mask's alpha says where the layer shows. */
  | { readonly kind: 'there'; readonly picture: Picture | null; readonly mask: Picture | null }
  | { readonly kind: 'damaged'; readonly told: Told };

export const NOTHING: LayerContent = { kind: 'there', picture: null, mask: null };

/** The canvas has all modes under the names of the W3C's recommendation, but one. */
export function operationOf(mode: BlendMode): GlobalCompositeOperation {
  return mode === 'normal' ? 'source-over' : mode;
}

/** The mask that has an effect, or null. */
export function activeMask({ mask }: Pick<Layer, 'mask'>): LayerMask | null {
  return mask?.enabled ? mask : null;
}

/** True where every pixel of the picture falls on one pixel of the page. */
export function isPixelExact({ scaleX, scaleY, angle, x, y }: PictureLayer): boolean {
  return scaleX === 1 && scaleY === 1 && angle === 0 && Number.isInteger(x) && Number.isInteger(y);
}

/**
 * Draws one layer over what is on `target`, whose transform brings page pixels to its own.
 * @param content of a group: its layers, composed on a canvas of the target's size and transform
 * @param settings of the canvas on which a picture meets its mask
 */
export function drawLayer(target: Context, layer: Layer, content: LayerContent, settings: Settings = {}): void {
  target.save();
  target.globalAlpha = layer.opacity;
  target.globalCompositeOperation = operationOf(layer.blendMode);
  if (layer.kind === 'picture') drawPicture(target, layer, content, settings);
  if (layer.kind === 'group' && content.kind === 'there') drawGroup(target, layer, content);
  target.restore();
}

function drawPicture(target: Context, layer: PictureLayer, content: LayerContent, settings: Settings): void {
  const { width, height, x, y, scaleX, scaleY, angle } = layer;
  const cos = Math.cos((angle * Math.PI) / 180);
  const sin = Math.sin((angle * Math.PI) / 180);
  target.transform(cos * scaleX, sin * scaleX, -sin * scaleY, cos * scaleY, x, y);
  if (content.kind !== 'there') {
    drawPlaceholder(target, layer, content.kind === 'damaged' ? sentenceOf(shownWords(), content.told) : null);
    return;
  }
  const { picture } = content;
  if (picture === null) return;
  target.imageSmoothingEnabled = !(picture.width === width && picture.height === height && isExact(target));
  target.imageSmoothingQuality = 'high';
  target.drawImage(masked(picture, layer, content.mask, settings), 0, 0, width, height);
}

/** Whether each pixel that is drawn now falls on one pixel of the target. */
function isExact(target: Context): boolean {
  const { a, b, c, d, e, f } = target.getTransform();
  return a === 1 && b === 0 && c === 0 && d === 1 && Number.isInteger(e) && Number.isInteger(f);
}

/** The picture, at the size in which it is held, where its mask lets it show. */
function masked(picture: Picture, layer: PictureLayer, alpha: Picture | null, settings: Settings): Picture {
  const mask = activeMask(layer);
  if (mask === null || alpha === null) return picture;
  const context = contextOf(new OffscreenCanvas(picture.width, picture.height), settings);
  context.drawImage(picture, 0, 0);
  context.scale(picture.width / layer.width, picture.height / layer.height);
  keepUnder(context, mask, alpha);
  return context.canvas;
}

/** Clears what lies under no white of the mask. Its frame is in units of the context. */
function keepUnder(context: Context, { x, y, width, height }: LayerMask, alpha: Picture): void {
  context.globalCompositeOperation = 'destination-in';
  context.imageSmoothingEnabled = !(alpha.width === width && alpha.height === height && isExact(context));
  context.imageSmoothingQuality = 'high';
  context.drawImage(alpha, x, y, width, height);
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

/** One thing after the other: a layer to draw, or the beginning and the end of a group. */
export interface DrawStep {
  readonly kind: 'picture' | 'open' | 'close';
  readonly layer: Layer;
}

/** What is drawn for these layers, bottom first. What is hidden, and what is of an unknown kind, is left out. */
export function drawSteps(nodes: readonly LayerNode[]): DrawStep[] {
  return nodes.flatMap(({ layer, inside }): DrawStep[] => {
    if (!isShown(layer) || layer.kind === 'unreadable') return [];
    if (layer.kind === 'picture') return [{ kind: 'picture', layer }];
    const steps = drawSteps(inside);
    return steps.length === 0 ? [] : [{ kind: 'open', layer }, ...steps, { kind: 'close', layer }];
  });
}

/** Takes the steps in their order, and keeps the groups that are open. */
export class Drawing {
  readonly #settings: Settings;
  /** The last one is drawn on. */
  readonly #targets: Context[];

  /** @param settings of every canvas that is needed besides */
  constructor(target: Context, settings: Settings = {}) {
    this.#targets = [target];
    this.#settings = settings;
  }

  /** @param content of a picture and of a group that closes */
  take({ kind, layer }: DrawStep, content: LayerContent): void {
    const target = this.#targets.at(-1);
    if (target === undefined) throw new Error('A group was closed that was not open.');
    if (kind === 'picture') drawLayer(target, layer, content, this.#settings);
    else if (kind === 'open') this.#targets.push(apartFrom(target, this.#settings));
    else this.#close(layer, content, target);
  }

  #close(group: Layer, content: LayerContent, composed: Context): void {
    this.#targets.pop();
    const target = this.#targets.at(-1);
    if (target === undefined) throw new Error('A group was closed that was not open.');
    drawLayer(target, group, content.kind === 'there' ? { ...content, picture: composed.canvas } : content);
  }
}

/** Nothing, of the target's size: a group is composed apart from what lies below it. */
function apartFrom(target: Context, settings: Settings): Context {
  const context = contextOf(new OffscreenCanvas(target.canvas.width, target.canvas.height), settings);
  context.setTransform(target.getTransform());
  return context;
}
