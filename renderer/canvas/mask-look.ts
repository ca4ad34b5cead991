import type { Viewport } from '../document/canvas-port.ts';
import type { MaskOverlay } from './mask-overlay.ts';
import { contextOf } from './pictures.ts';

const TINT = '#ff2f6d';
const TINT_STRENGTH = 0.42;

/** Directions of the outline's copies; unit steps, diagonals shortened to lie on the circle. */
const AROUND = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => [Math.cos((i * Math.PI) / 4), Math.sin((i * Math.PI) / 4)] as const);

/**
 * How the mask looks on the screen: a tint, and a white line with a dark one around it, so that its
 * edge reads on any picture. The lines are made of shifted copies: exact at every zoom, no tracing.
 */
export class MaskLook {
  #silhouette = new OffscreenCanvas(1, 1);
  #ring = new OffscreenCanvas(1, 1);

  /** Brings the silhouette up to date; `width` and `height` are the screen's, in device pixels. */
  update(mask: MaskOverlay, viewport: Viewport, ratio: number, width: number, height: number): void {
    if (this.#silhouette.width !== width || this.#silhouette.height !== height) {
      this.#silhouette = new OffscreenCanvas(width, height);
      this.#ring = new OffscreenCanvas(width, height);
    }
    const context = contextOf(this.#silhouette);
    context.globalCompositeOperation = 'source-over';
    context.clearRect(0, 0, width, height);
    mask.draw(context, viewport, ratio);
  }

  /** White where painted, clear elsewhere, in device pixels. */
  get silhouette(): OffscreenCanvas {
    return this.#silhouette;
  }

  drawTint(target: CanvasRenderingContext2D): void {
    this.#paintRing((context) => context.drawImage(this.#silhouette, 0, 0), TINT);
    target.globalAlpha = TINT_STRENGTH;
    target.drawImage(this.#ring, 0, 0);
    target.globalAlpha = 1;
  }

  drawOutline(target: CanvasRenderingContext2D, ratio: number): void {
    this.#drawLine(target, 2 * ratio, 'rgba(0, 0, 0, 0.75)');
    this.#drawLine(target, ratio, '#ffffff');
  }

  #drawLine(target: CanvasRenderingContext2D, width: number, colour: string): void {
    this.#paintRing((context) => {
      for (const [dx, dy] of AROUND)
        context.drawImage(this.#silhouette, Math.round(dx * width), Math.round(dy * width));
      context.globalCompositeOperation = 'destination-out';
      context.drawImage(this.#silhouette, 0, 0);
    }, colour);
    target.drawImage(this.#ring, 0, 0);
  }

  #paintRing(draw: (context: OffscreenCanvasRenderingContext2D) => void, colour: string): void {
    const context = contextOf(this.#ring);
    const { width, height } = this.#ring;
    context.globalCompositeOperation = 'source-over';
    context.clearRect(0, 0, width, height);
    draw(context);
    context.globalCompositeOperation = 'source-in';
    context.fillStyle = colour;
    context.fillRect(0, 0, width, height);
    context.globalCompositeOperation = 'source-over';
  }
}
