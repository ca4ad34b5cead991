import type { BlendMode, Layer, LayerMask, PictureLayer } from '../../preload/contract/document.ts';
import type { Told } from '../../preload/contract/told.ts';
import { sentenceOf } from '../../preload/words/sentence.ts';
import type { LayerNode } from '../document/layer-tree.ts';
import { isShown } from '../document/layer-tree.ts';
import { groupLayer } from '../document/new-layer.ts';
import { shownWords } from '../theme/shown-words.ts';
import { contextOf } from './pictures.ts';
import { drawPlaceholder } from './placeholder.ts';

/**
 * Draws a layer on the page: in its box, under its mask, with its opacity and its blend mode. The screen, the models
 * and the exports all draw through this file.
 */

type Context = OffscreenCanvasRenderingContext2D;
type Picture = ImageBitmap | OffscreenCanvas;
type Settings = CanvasRenderingContext2DSettings;

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

/** The canvas names the blend modes as the W3C recommendation does, with one exception. */
export function operationOf(mode: BlendMode): GlobalCompositeOperation {
  return mode === 'normal' ? 'source-over' : mode;
}

/** The layer's mask where it is enabled, else null. */
export function activeMask({ mask }: Pick<Layer, 'mask'>): LayerMask | null {
  return mask?.enabled ? mask : null;
}

/** True where every pixel of the picture falls on exactly one pixel of the page. */
export function isPixelExact({ scaleX, scaleY, angle, x, y, flipX, flipY }: PictureLayer): boolean {
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
  if (layer.kind === 'picture') drawPicture(target, layer, content, settings);
  if (layer.kind === 'group' && content.kind === 'there') drawGroup(target, layer, content);
  target.restore();
}

function drawPicture(target: Context, layer: PictureLayer, content: LayerContent, settings: Settings): void {
  const { width, height, x, y, scaleX, scaleY, angle, flipX, flipY } = layer;
  const cos = Math.cos((angle * Math.PI) / 180);
  const sin = Math.sin((angle * Math.PI) / 180);
  target.transform(cos * scaleX, sin * scaleX, -sin * scaleY, cos * scaleY, x, y);
  if (content.kind !== 'there') {
    drawPlaceholder(target, layer, content.kind === 'damaged' ? sentenceOf(shownWords(), content.told) : null);
    return;
  }
  const { picture } = content;
  if (picture === null) return;
  target.transform(flipX ? -1 : 1, 0, 0, flipY ? -1 : 1, flipX ? width : 0, flipY ? height : 0);
  target.imageSmoothingEnabled = !(picture.width === width && picture.height === height && isExact(target));
  target.imageSmoothingQuality = 'high';
  target.drawImage(masked(picture, layer, content.mask, settings), 0, 0, width, height);
}

/** Whether each drawn pixel falls on exactly one pixel of the target. */
function isExact(target: Context): boolean {
  const { a, b, c, d, e, f } = target.getTransform();
  return a === 1 && b === 0 && c === 0 && d === 1 && Number.isInteger(e) && Number.isInteger(f);
}

/** The picture at its decoded size, with its mask applied. */
function masked(picture: Picture, layer: PictureLayer, alpha: Picture | null, settings: Settings): Picture {
  const mask = activeMask(layer);
  if (mask === null || alpha === null) return picture;
  const context = contextOf(new OffscreenCanvas(picture.width, picture.height), settings);
  context.drawImage(picture, 0, 0);
  context.scale(picture.width / layer.width, picture.height / layer.height);
  keepUnder(context, mask, alpha);
  return context.canvas;
}

/** Clears what the mask hides. The mask's frame is in units of the context. */
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

/** One step of drawing: a picture, or the begin or end of a group. */
export interface DrawStep {
  readonly kind: 'picture' | 'open' | 'close';
  readonly layer: Layer;
  /** The layer shows only where the target already has paint. */
  readonly atop?: true;
}

/**
 * Groups each layer with the layers that are clipped to it, bottom first. A clipped layer with none below it is drawn
 * as any other.
 */
export function clippingRuns(nodes: readonly LayerNode[]): readonly (readonly LayerNode[])[] {
  const runs: LayerNode[][] = [];
  for (const node of nodes) {
    const last = runs.at(-1);
    if (last !== undefined && node.layer.kind !== 'unreadable' && node.layer.clipped) last.push(node);
    else runs.push([node]);
  }
  return runs;
}

/** The steps that draw these layers, bottom first. Hidden layers and layers of an unknown kind are left out. */
export function drawSteps(nodes: readonly LayerNode[]): DrawStep[] {
  return clippingRuns(nodes).flatMap(([base, ...clipped]): DrawStep[] => {
    if (base === undefined) return [];
    const above = clipped.flatMap((node) => stepsOf(node, true));
    const own = stepsOf(base, false);
    return above.length === 0 || own.length === 0 ? own : clippedSteps(base.layer, own, above);
  });
}

function stepsOf({ layer, inside }: LayerNode, clipped: boolean): DrawStep[] {
  const atop: Pick<DrawStep, 'atop'> = clipped ? { atop: true } : {};
  if (!isShown(layer) || layer.kind === 'unreadable') return [];
  if (layer.kind === 'picture') return [{ kind: 'picture', layer, ...atop }];
  const steps = drawSteps(inside);
  return steps.length === 0 ? [] : [{ kind: 'open', layer }, ...steps, { kind: 'close', layer, ...atop }];
}

/**
 * A layer and the layers clipped to it are composed first. The result is drawn with that layer's blend mode and
 * opacity.
 */
function clippedSteps({ opacity, blendMode }: Layer, own: readonly DrawStep[], above: readonly DrawStep[]): DrawStep[] {
  // No layer of the document has this id, so the group has no mask or picture of its own.
  const whole = groupLayer({ id: '', name: '', opacity, blendMode });
  const plain = own.map((step, at): DrawStep => {
    const isIts = at === own.length - 1;
    return isIts ? { ...step, layer: { ...step.layer, opacity: 1, blendMode: 'normal' } } : step;
  });
  return [{ kind: 'open', layer: whole }, ...plain, ...above, { kind: 'close', layer: whole }];
}

/** Runs the steps in order, and keeps a stack of the open groups. */
export class Drawing {
  readonly #settings: Settings;
  /** The last target is the one to draw on. */
  readonly #targets: Context[];

  /** @param settings settings of every further canvas that is needed */
  constructor(target: Context, settings: Settings = {}) {
    this.#targets = [target];
    this.#settings = settings;
  }

  /** @param content the content of a picture, or the mask of a group that closes */
  take({ kind, layer, ...step }: DrawStep, content: LayerContent): void {
    const atop = step.atop === true;
    const target = this.#targets.at(-1);
    if (target === undefined) throw new Error('A group was closed that was not open.');
    if (kind === 'picture') this.#draw(target, layer, content, atop);
    else if (kind === 'open') this.#targets.push(apartFrom(target, this.#settings));
    else this.#close(layer, content, target, atop);
  }

  #draw(target: Context, layer: Layer, content: LayerContent, atop: boolean): void {
    if (!atop) drawLayer(target, layer, content, this.#settings);
    else if (layer.blendMode === 'normal') drawLayer(target, layer, content, this.#settings, 'source-atop');
    else drawAtop(target, this.#settings, () => drawLayer(target, layer, content, this.#settings));
  }

  #close(group: Layer, content: LayerContent, composed: Context, atop: boolean): void {
    this.#targets.pop();
    const target = this.#targets.at(-1);
    if (target === undefined) throw new Error('A group was closed that was not open.');
    this.#draw(target, group, content.kind === 'there' ? { ...content, picture: composed.canvas } : content, atop);
  }
}

/**
 * Draws with a blend mode and keeps the shape of the target. The canvas has no operation that blends and clips at once.
 * The target is therefore made opaque, blended, and then cut to its former shape.
 */
function drawAtop(target: Context, settings: Settings, draw: () => void): void {
  const { width, height } = target.canvas;
  const shape = contextOf(new OffscreenCanvas(width, height), settings);
  shape.drawImage(target.canvas, 0, 0);
  const image = target.getImageData(0, 0, width, height);
  for (let at = 3; at < image.data.length; at += 4) if (image.data[at] !== 0) image.data[at] = 255;
  target.putImageData(image, 0, 0);
  draw();
  target.save();
  target.resetTransform();
  target.globalCompositeOperation = 'destination-in';
  target.drawImage(shape.canvas, 0, 0);
  target.restore();
}

/** A transparent canvas of the target's size. A group is composed apart from the layers below it. */
function apartFrom(target: Context, settings: Settings): Context {
  const context = contextOf(new OffscreenCanvas(target.canvas.width, target.canvas.height), settings);
  context.setTransform(target.getTransform());
  return context;
}
