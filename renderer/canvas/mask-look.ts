import type { Frame } from '../../preload/contract/pictures.ts';
import type { Viewport } from '../document/canvas-port.ts';
import type { MaskOverlay } from './mask-overlay.ts';
import { contextOf } from './pictures.ts';

const TINT = '#ff2f6d';
const TINT_STRENGTH = 0.42;

/** How far the outline reaches beyond the mask, in CSS pixels. A redraw must include this margin. */
export const OUTLINE_REACH = 3;

/** The number of shifted copies that make the outline. It is enough for an even line without corners. */
const DIRECTIONS = 12;
const AROUND = Array.from({ length: DIRECTIONS }, (_, i) => {
  const angle = (i * 2 * Math.PI) / DIRECTIONS;
  return [Math.cos(angle), Math.sin(angle)] as const;
});

/**
 * Draws the mask on the screen: a tint, and a white line with a dark border, so that the edge is visible on any
 * picture. The lines are made of shifted copies, so they are exact at every zoom and need no tracing. All drawing is in
 * device pixels and stays inside `clip`, so the cost of a growing stroke depends on its own size.
 */
export class MaskLook {
  #silhouette = new OffscreenCanvas(1, 1);
  /** The shape of the region at half strength; null while it equals the silhouette. */
  #edge: OffscreenCanvas | null = null;
  #ring = new OffscreenCanvas(1, 1);

  /** Sets the size of the view. After a change of size everything has to be redrawn. */
  resize(width: number, height: number): void {
    if (this.#silhouette.width === width && this.#silhouette.height === height) return;
    this.#silhouette = new OffscreenCanvas(width, height);
    this.#edge = null;
    this.#ring = new OffscreenCanvas(width, height);
  }

  /** Updates the silhouette inside `clip`. */
  update(mask: MaskOverlay, viewport: Viewport, ratio: number, clip: Frame): void {
    const { width, height } = this.#silhouette;
    within(contextOf(this.#silhouette), clip, (context) => mask.draw(context, { viewport, ratio, clip }, false));
    const isNew = mask.isSoft && this.#edge === null;
    this.#edge = mask.isSoft ? (this.#edge ?? new OffscreenCanvas(width, height)) : null;
    if (this.#edge === null) return;
    const changed = isNew ? { x: 0, y: 0, width, height } : clip;
    within(contextOf(this.#edge), changed, (context) => mask.draw(context, { viewport, ratio, clip: changed }, true));
  }

  /** The region in white. Its alpha is the strength of the region. */
  get silhouette(): OffscreenCanvas {
    return this.#silhouette;
  }

  /** @param takeOut draws the areas that get no tint */
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

  /** @param phase the offset of the dashes, from 0 to 1 of a dash and a gap */
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

  /** Fills the shape that `draw` draws with one colour. */
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

/** The length of a dash and a gap, in CSS pixels. */
const STRIPES = 8;

/** A tile of slanted stripes in black and white. */
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

/** Clears `clip` and keeps `draw` from changing anything outside it. */
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
