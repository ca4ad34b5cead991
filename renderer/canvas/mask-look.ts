import type { Frame } from '../../preload/contract/pictures.ts';
import type { Viewport } from '../document/canvas-port.ts';
import type { MaskOverlay } from './mask-overlay.ts';
import { contextOf } from './pictures.ts';

const TINT = '#ff2f6d';
const TINT_STRENGTH = 0.42;

/** Device pixels per CSS pixel that the outline reaches beyond the mask; redraws must reach as far. */
export const OUTLINE_REACH = 3;

/** Directions of the outline's copies: enough for an even line, without corners. */
const DIRECTIONS = 12;
const AROUND = Array.from({ length: DIRECTIONS }, (_, i) => {
  const angle = (i * 2 * Math.PI) / DIRECTIONS;
  return [Math.cos(angle), Math.sin(angle)] as const;
});

/**
 * How the mask looks on the screen: a tint, and a white line with a dark one around it, so that its
 * edge reads on any picture. The lines are made of shifted copies: exact at every zoom, no tracing.
 * Everything is in device pixels and stays inside `clip`: a growing stroke costs its own size.
 */
export class MaskLook {
  #silhouette = new OffscreenCanvas(1, 1);
  /** Where the region has half its strength; null while that is the silhouette. */
  #edge: OffscreenCanvas | null = null;
  #ring = new OffscreenCanvas(1, 1);

  /** The view's size; a change of it asks for everything to be drawn anew. */
  resize(width: number, height: number): void {
    if (this.#silhouette.width === width && this.#silhouette.height === height) return;
    this.#silhouette = new OffscreenCanvas(width, height);
    this.#edge = null;
    this.#ring = new OffscreenCanvas(width, height);
  }

  /** Brings the silhouette up to date. */
  update(mask: MaskOverlay, viewport: Viewport, ratio: number, clip: Frame): void {
    const { width, height } = this.#silhouette;
    within(contextOf(this.#silhouette), clip, (context) => mask.draw(context, viewport, ratio, false));
    const isNew = mask.isSoft && this.#edge === null;
    this.#edge = mask.isSoft ? (this.#edge ?? new OffscreenCanvas(width, height)) : null;
    if (this.#edge === null) return;
    const changed = isNew ? { x: 0, y: 0, width, height } : clip;
    within(contextOf(this.#edge), changed, (context) => mask.draw(context, viewport, ratio, true));
  }

  /** White, as opaque as the region is. */
  get silhouette(): OffscreenCanvas {
    return this.#silhouette;
  }

  /** @param takeOut draws what is not to be tinted */
  drawTint(
    target: CanvasRenderingContext2D,
    clip: Frame,
    takeOut: (context: OffscreenCanvasRenderingContext2D) => void,
  ): void {
    this.#paint(clip, TINT, (context) => {
      context.drawImage(this.#silhouette, 0, 0);
      context.globalCompositeOperation = 'destination-out';
      takeOut(context);
    });
    target.globalAlpha = TINT_STRENGTH;
    target.drawImage(this.#ring, 0, 0);
    target.globalAlpha = 1;
  }

  drawOutline(target: CanvasRenderingContext2D, ratio: number, clip: Frame): void {
    this.#drawLine(target, 2.2 * ratio, 'rgba(0, 0, 0, 0.8)', clip);
    this.#drawLine(target, 1.1 * ratio, '#ffffff', clip);
  }

  /** @param phase how far the dashes have marched, from 0 to 1 of a dash and a gap */
  drawAnts(target: CanvasRenderingContext2D, ratio: number, clip: Frame, phase: number): void {
    const dashes = contextOf(this.#ring).createPattern(stripes(ratio), 'repeat');
    if (dashes === null) return;
    dashes.setTransform(new DOMMatrix().translate(phase * STRIPES * ratio, 0));
    this.#drawLine(target, 1.3 * ratio, dashes, clip);
  }

  #drawLine(target: CanvasRenderingContext2D, width: number, colour: string | CanvasPattern, clip: Frame): void {
    const shape = this.#edge ?? this.#silhouette;
    this.#paint(clip, colour, (context) => {
      for (const [dx, dy] of AROUND) context.drawImage(shape, dx * width, dy * width);
      context.globalCompositeOperation = 'destination-out';
      context.drawImage(shape, 0, 0);
    });
    target.drawImage(this.#ring, 0, 0);
  }

  /** Draws a shape and fills it with one colour. */
  #paint(
    clip: Frame,
    colour: string | CanvasPattern,
    draw: (context: OffscreenCanvasRenderingContext2D) => void,
  ): void {
    within(contextOf(this.#ring), clip, (context) => {
      draw(context);
      context.globalCompositeOperation = 'source-in';
      context.fillStyle = colour;
      context.fillRect(clip.x, clip.y, clip.width, clip.height);
    });
  }
}

/** CSS pixels of a dash and a gap. */
const STRIPES = 8;

/** A tile of slanted stripes, black and white. */
function stripes(ratio: number): OffscreenCanvas {
  const side = Math.max(2, Math.round(STRIPES * ratio));
  const context = contextOf(new OffscreenCanvas(side, side));
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      context.fillStyle = (x + y) % side < side / 2 ? '#000000' : '#ffffff';
      context.fillRect(x, y, 1, 1);
    }
  }
  return context.canvas;
}

/** Clears `clip` and lets `draw` change nothing outside it. */
export function within<C extends CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D>(
  context: C,
  clip: Frame,
  draw: (context: C) => void,
): void {
  context.save();
  context.beginPath();
  context.rect(clip.x, clip.y, clip.width, clip.height);
  context.clip();
  context.clearRect(clip.x, clip.y, clip.width, clip.height);
  draw(context);
  context.restore();
}
