import type { PictureDocument } from '../../preload/contract/document.ts';
import type { Frame } from '../../preload/contract/pictures.ts';
import type { LiveStroke, Viewport } from '../document/canvas-port.ts';
import { MaskLook } from './mask-look.ts';
import { MaskOverlay } from './mask-overlay.ts';
import { contextOf } from './pictures.ts';

interface Placed {
  readonly picture: CanvasImageSource;
  /** Page pixels. */
  readonly frame: Frame;
  readonly insideMask: boolean;
}

/**
 * A canvas of its own above Fabric's: the mask, previews and candidates. Painting redraws only
 * this one, at most once a frame, so its cost does not grow with the number of layers below.
 */
export class Overlay {
  readonly element: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  readonly #mask: MaskOverlay;
  readonly #look = new MaskLook();
  #page: { width: number; height: number };
  #viewport: Viewport = { zoom: 1, x: 0, y: 0 };
  #ratio = 1;
  #preview: Placed | null = null;
  #candidate: Placed | null = null;
  #candidateHidden = false;
  /** Nothing of the mask has to be made anew where only pictures changed. */
  #maskChanged = true;
  #scratch = new OffscreenCanvas(1, 1);
  #frameRequest: number | null = null;

  constructor(element: HTMLCanvasElement, page: PictureDocument) {
    const context = element.getContext('2d');
    if (context === null) throw new Error('This window gives no 2D drawing context.');
    this.element = element;
    this.#context = context;
    this.#page = page;
    this.#mask = new MaskOverlay(page.width, page.height);
    this.follow(page);
  }

  destroy(): void {
    if (this.#frameRequest !== null) cancelAnimationFrame(this.#frameRequest);
    this.#frameRequest = null;
  }

  follow(page: PictureDocument): void {
    this.#page = page;
    this.#mask.follow(page.mask, page.width, page.height);
    this.#changed(true);
  }

  setLive(stroke: LiveStroke | null): void {
    this.#mask.showLive(stroke);
    this.#changed(true);
  }

  /** CSS size of the view and device pixels per CSS pixel. */
  setView(width: number, height: number, ratio: number): void {
    this.#ratio = ratio;
    this.element.width = Math.max(1, Math.round(width * ratio));
    this.element.height = Math.max(1, Math.round(height * ratio));
    this.#changed(true);
  }

  setViewport(viewport: Viewport): void {
    this.#viewport = viewport;
    this.#changed(true);
  }

  setPreview(preview: Placed | null): void {
    this.#preview = preview;
    this.#changed(false);
  }

  setCandidate(candidate: Placed | null): void {
    this.#candidate = candidate;
    this.#candidateHidden = false;
    this.#changed(false);
  }

  hideCandidate(hidden: boolean): void {
    this.#candidateHidden = hidden;
    this.#changed(false);
  }

  #changed(mask: boolean): void {
    this.#maskChanged ||= mask;
    this.#frameRequest ??= requestAnimationFrame(() => {
      this.#frameRequest = null;
      this.#draw();
    });
  }

  #draw(): void {
    const { width, height } = this.element;
    this.#context.setTransform(1, 0, 0, 1, 0, 0);
    this.#context.clearRect(0, 0, width, height);
    if (this.#mask.hasPaint && this.#maskChanged) {
      this.#look.update(this.#mask, this.#viewport, this.#ratio, width, height);
    }
    this.#maskChanged = false;
    const candidate = this.#candidateHidden ? null : this.#candidate;
    if (candidate !== null) this.#drawPlaced(candidate);
    else if (this.#preview !== null) this.#drawPlaced(this.#preview);
    if (!this.#mask.hasPaint) return;
    // Under a result the tint would hide what there is to judge: the outline alone says where.
    if (this.#candidate === null && this.#preview === null) this.#look.drawTint(this.#context);
    this.#look.drawOutline(this.#context, this.#ratio);
  }

  #drawPlaced(placed: Placed): void {
    if (!placed.insideMask) {
      this.#drawOnPage(this.#context, placed);
      return;
    }
    const { width, height } = this.element;
    if (this.#scratch.width !== width || this.#scratch.height !== height) {
      this.#scratch = new OffscreenCanvas(width, height);
    }
    const scratch = contextOf(this.#scratch);
    scratch.globalCompositeOperation = 'source-over';
    scratch.clearRect(0, 0, width, height);
    this.#drawOnPage(scratch, placed);
    scratch.globalCompositeOperation = 'destination-in';
    scratch.drawImage(this.#look.silhouette, 0, 0);
    this.#context.drawImage(this.#scratch, 0, 0);
  }

  #drawOnPage(context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D, { picture, frame }: Placed): void {
    const { zoom, x, y } = this.#viewport;
    const scale = zoom * this.#ratio;
    context.save();
    context.setTransform(scale, 0, 0, scale, x * this.#ratio, y * this.#ratio);
    context.beginPath();
    context.rect(0, 0, this.#page.width, this.#page.height);
    context.clip();
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, frame.x, frame.y, frame.width, frame.height);
    context.restore();
  }
}
