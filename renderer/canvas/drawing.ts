import type { GroupLayer, Layer } from '../../preload/contract/document.ts';
import { asksToPass } from '../document/pass-through.ts';
import { activeMask, type Context, drawLayer, type LayerContent, type Settings } from './draw-layer.ts';
import type { DrawStep } from './draw-steps.ts';
import { keepUnder, type Picture } from './keep-under.ts';
import { contextOf } from './pictures.ts';

/**
 * Runs the steps of `draw-steps.ts` in order, and keeps a stack of the open groups. The screen, the models and the
 * exports all draw through this class.
 */
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
    else if (kind === 'open') this.#targets.push(this.#opened(target, layer));
    else this.#close(layer, content, target, atop);
  }

  #draw(target: Context, layer: Layer, content: LayerContent, atop: boolean): void {
    // An adjustment keeps the shape of the target in any case.
    if (!atop || layer.kind === 'adjustment') drawLayer(target, layer, content, this.#settings);
    else if (layer.blendMode === 'normal') drawLayer(target, layer, content, this.#settings, 'source-atop');
    else drawAtop(target, this.#settings, () => drawLayer(target, layer, content, this.#settings));
  }

  /** Where a group passes through, its layers are drawn on a copy of what lies below it. */
  #opened(target: Context, group: Layer): Context {
    const context = apartFrom(target, this.#settings);
    if (asksToPass(group)) lay(context, 'source-over', target);
    return context;
  }

  #close(group: Layer, content: LayerContent, composed: Context, atop: boolean): void {
    this.#targets.pop();
    const target = this.#targets.at(-1);
    if (target === undefined) throw new Error('A group was closed that was not open.');
    if (asksToPass(group)) {
      if (content.kind === 'there') mixIn(target, group, composed, content.mask, this.#settings);
      return;
    }
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
  lay(target, 'destination-in', shape);
}

/** Composes a canvas with another one of the same size, pixel by pixel. */
function lay(target: Context, operation: GlobalCompositeOperation, { canvas }: Context): void {
  target.save();
  target.resetTransform();
  target.globalCompositeOperation = operation;
  target.drawImage(canvas, 0, 0);
  target.restore();
}

/** A transparent canvas of the target's size. A group is composed apart from the layers below it. */
function apartFrom(target: Context, settings: Settings): Context {
  const context = contextOf(new OffscreenCanvas(target.canvas.width, target.canvas.height), settings);
  context.setTransform(target.getTransform());
  return context;
}

/**
 * Mixes what the layers of a group have made of the target into it, by the group's opacity and mask. Colours and alpha go
 * the same share of the way.
 */
function mixIn(target: Context, group: GroupLayer, composed: Context, alpha: Picture | null, settings: Settings): void {
  const share = apartFrom(target, settings);
  share.save();
  share.resetTransform();
  share.globalAlpha = group.opacity;
  share.fillRect(0, 0, share.canvas.width, share.canvas.height);
  share.restore();
  const mask = activeMask(group);
  if (mask !== null && alpha !== null) keepUnder(share, mask, alpha);
  lay(composed, 'destination-in', share);
  lay(target, 'destination-out', share);
  lay(target, 'lighter', composed);
}
