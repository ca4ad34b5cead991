import type { PictureDocument } from '../../preload/contract/document.ts';
import type { Frame } from '../../preload/contract/pictures.ts';
import type { LiveStroke, Viewport } from '../document/canvas-port.ts';
import { MaskLook, OUTLINE_REACH, within } from './mask-look.ts';
import { MaskOverlay } from './mask-overlay.ts';
import { contextOf } from './pictures.ts';

export interface Placed {
  readonly picture: CanvasImageSource;
  /** Page pixels. */
  readonly frame: Frame;
  readonly insideMask: boolean;
}

interface HiddenCells {
  /** One pixel a cell of the candidate's frame, opaque where it is to be hidden. */
  readonly picture: OffscreenCanvas;
  /** Drawn over the picture, not taken out of it. */
  readonly blank: boolean;
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
  #confidence: OffscreenCanvas | null = null;
  #hiddenCells: HiddenCells | null = null;
  /** Where the shown page lies: beyond the document's own where it is to grow. */
  #shownPage: Frame;
  /** False where only the mask has changed: then only what it touched is drawn. */
  #allChanged = true;
  #scratch = new OffscreenCanvas(1, 1);
  #frameRequest: number | null = null;

  constructor(element: HTMLCanvasElement, page: PictureDocument) {
    const context = element.getContext('2d');
    if (context === null) throw new Error('This window gives no 2D drawing context.');
    this.element = element;
    this.#context = context;
    this.#page = page;
    this.#shownPage = { x: 0, y: 0, width: page.width, height: page.height };
    this.#mask = new MaskOverlay(page.width, page.height);
    this.follow(page);
  }

  destroy(): void {
    if (this.#frameRequest !== null) cancelAnimationFrame(this.#frameRequest);
    this.#frameRequest = null;
  }

  follow(page: PictureDocument): void {
    const resized = page.width !== this.#page.width || page.height !== this.#page.height;
    const hadPaint = this.#mask.hasPaint;
    this.#page = page;
    this.#mask.follow(page.mask, page.width, page.height);
    this.#changed(resized || hadPaint !== this.#mask.hasPaint);
  }

  setLive(stroke: LiveStroke | null): void {
    const hadPaint = this.#mask.hasPaint;
    this.#mask.showLive(stroke);
    // Without paint the silhouette is left as it was: it has to be made whole again first.
    this.#changed(hadPaint !== this.#mask.hasPaint);
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
    this.#changed(true);
  }

  setCandidate(candidate: Placed | null): void {
    this.#candidate = candidate;
    this.#candidateHidden = false;
    this.#changed(true);
  }

  /** One pixel a cell of the candidate's frame. */
  setConfidence(confidence: OffscreenCanvas | null): void {
    this.#confidence = confidence;
    this.#changed(true);
  }

  setHiddenCells(hiddenCells: HiddenCells | null): void {
    this.#hiddenCells = hiddenCells;
    this.#changed(true);
  }

  setShownPage(shownPage: Frame): void {
    this.#shownPage = shownPage;
    this.#changed(true);
  }

  hideCandidate(hidden: boolean): void {
    this.#candidateHidden = hidden;
    this.#changed(true);
  }

  #changed(all: boolean): void {
    this.#allChanged ||= all;
    this.#frameRequest ??= requestAnimationFrame(() => {
      this.#frameRequest = null;
      this.#draw();
    });
  }

  #draw(): void {
    const { width, height } = this.element;
    const touched = this.#mask.takeDirty();
    const clip = this.#allChanged ? { x: 0, y: 0, width, height } : this.#onScreen(touched);
    this.#allChanged = false;
    if (clip === null) return;
    this.#look.resize(width, height);
    if (this.#mask.hasPaint) this.#look.update(this.#mask, this.#viewport, this.#ratio, clip);
    within(this.#context, clip, (context) => this.#drawAll(context, clip));
  }

  #drawAll(context: CanvasRenderingContext2D, clip: Frame): void {
    const candidate = this.#candidateHidden ? null : this.#candidate;
    if (candidate !== null) {
      const hidden = this.#hiddenCells;
      this.#drawPlaced(candidate, hidden?.blank === false ? hidden.picture : null);
      if (hidden?.blank) this.#drawCells(hidden.picture, candidate);
      if (this.#confidence !== null) this.#drawCells(this.#confidence, candidate);
    } else if (this.#preview !== null) {
      this.#drawPlaced(this.#preview);
    }
    if (!this.#mask.hasPaint) return;
    // Under a result the tint would hide what there is to judge: the outline alone says where.
    if (this.#candidate === null && this.#preview === null) this.#look.drawTint(context, clip);
    this.#look.drawOutline(context, this.#ratio, clip);
  }

  /** Page pixels to whole device pixels, with room for the outline; null where out of sight. */
  #onScreen(region: Frame | null): Frame | null {
    if (region === null) return null;
    const { zoom, x, y } = this.#viewport;
    const ratio = this.#ratio;
    const reach = OUTLINE_REACH * ratio + 1;
    const left = Math.max(0, Math.floor((x + region.x * zoom) * ratio - reach));
    const top = Math.max(0, Math.floor((y + region.y * zoom) * ratio - reach));
    const right = Math.min(this.element.width, Math.ceil((x + (region.x + region.width) * zoom) * ratio + reach));
    const bottom = Math.min(this.element.height, Math.ceil((y + (region.y + region.height) * zoom) * ratio + reach));
    return right > left && bottom > top ? { x: left, y: top, width: right - left, height: bottom - top } : null;
  }

  /** @param hidden one pixel a cell, opaque where the picture is left out */
  #drawPlaced(placed: Placed, hidden: OffscreenCanvas | null = null): void {
    if (!placed.insideMask && hidden === null) {
      this.#drawOnPage(this.#context, placed);
      return;
    }
    const { width, height } = this.element;
    if (this.#scratch.width !== width || this.#scratch.height !== height) {
      this.#scratch = new OffscreenCanvas(width, height);
    }
    within(contextOf(this.#scratch), { x: 0, y: 0, width, height }, (scratch) => {
      this.#drawOnPage(scratch, placed);
      if (placed.insideMask) {
        scratch.globalCompositeOperation = 'destination-in';
        scratch.drawImage(this.#look.silhouette, 0, 0);
      }
      if (hidden === null) return;
      scratch.globalCompositeOperation = 'destination-out';
      this.#drawOnPage(scratch, { ...placed, picture: hidden }, false);
    });
    this.#context.drawImage(this.#scratch, 0, 0);
  }

  #drawCells(picture: OffscreenCanvas, { frame }: Placed): void {
    this.#drawOnPage(this.#context, { picture, frame, insideMask: false }, false);
  }

  #drawOnPage(
    context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
    { picture, frame }: Placed,
    smooth = true,
  ): void {
    const shown = this.#shownPage;
    const { zoom, x, y } = this.#viewport;
    const scale = zoom * this.#ratio;
    context.save();
    context.setTransform(scale, 0, 0, scale, x * this.#ratio, y * this.#ratio);
    context.beginPath();
    context.rect(shown.x, shown.y, shown.width, shown.height);
    context.clip();
    context.imageSmoothingEnabled = smooth;
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, shown.x + frame.x, shown.y + frame.y, frame.width, frame.height);
    context.restore();
  }
}
