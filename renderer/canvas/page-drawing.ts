import type { Frame } from '../../preload/contract/pictures.ts';
import type { Box } from '../document/layer-bounds.ts';
import { isShown } from '../document/layer-tree.ts';
import { hasPaper } from '../document/operations.ts';
import type { DocumentStore } from '../document/store.ts';
import { boxOnPage } from '../document/view-transform.ts';
import type { Sight } from './levels.ts';
import { drawChecks, drawPage, drawPaper } from './page.ts';
import { type BufferPlan, bufferPlan, type Composed, PageBuffer, type PagePainter } from './page-buffer.ts';
import { contextOf } from './pictures.ts';
import { snapped } from './snapped.ts';
import type { ViewportModel } from './viewport.ts';

export interface DrawingParts {
  readonly document: DocumentStore;
  readonly viewport: ViewportModel;
  /** The element that has the size of the view. */
  readonly view: HTMLElement;
  /** Device pixels per CSS pixel of the target canvas. */
  readonly ratio: () => number;
  readonly layers: (moving: boolean) => PagePainter;
}

/** Draws the paper and the composed layers on the screen. */
export class PageDrawing {
  readonly #parts: DrawingParts;
  readonly #buffer = new PageBuffer();
  /** True while a layer is moved by hand. */
  #hurried = false;

  constructor(parts: DrawingParts) {
    this.#parts = parts;
  }

  /** Called when a layer has changed its appearance. `part` is the part of the page; without it, all of it. */
  changed(hurried: boolean, part?: Box): void {
    this.#hurried = hurried;
    this.#buffer.changed(part);
  }

  /** @param shown the page and the sides that will be added to it */
  draw(context: CanvasRenderingContext2D, shown: Frame): void {
    const ratio = this.#parts.ratio();
    const place = snapped(this.#parts.viewport.get(), ratio, shown);
    const { document: page } = this.#parts.document.getState();
    drawPaper(context, place, shown.width > page.width || shown.height > page.height, shown, ratio);
    if (!hasPaper(page)) drawChecks(context, place, page, ratio);
    drawPage(context, place, page, this.composed());
  }

  composed(): Composed {
    const { document: page } = this.#parts.document.getState();
    return this.#buffer.compose(this.#plan(this.#hurried), this.#parts.layers(this.#hurried), hasPaper(page));
  }

  /** A small picture of the whole page, whose longer side has so many pixels. */
  overview(side: number): ImageBitmap {
    const { document: page } = this.#parts.document.getState();
    const scale = Math.min(1, side / Math.max(page.width, page.height));
    const [width, height] = [page.width, page.height].map((one) => Math.max(1, Math.round(one * scale))) as [
      number,
      number,
    ];
    const context = contextOf(new OffscreenCanvas(width, height));
    const { canvas, plan } = this.composed();
    context.imageSmoothingQuality = 'high';
    // Of a very large page only the visible part is composed.
    if (plan.region.width >= page.width && plan.region.height >= page.height) {
      context.drawImage(canvas, 0, 0, width, height);
      return context.canvas.transferToImageBitmap();
    }
    if (hasPaper(page)) {
      context.fillStyle = '#ffffff';
      context.fillRect(0, 0, width, height);
    }
    context.scale(width / page.width, height / page.height);
    this.#parts.layers(false).paint(context);
    return context.canvas.transferToImageBitmap();
  }

  /** The visible rectangle of the page, and the scale at which it is drawn. */
  get sight(): Sight {
    return { ...this.#inView, scale: this.#plan(false).scale };
  }

  #plan(hurried: boolean): BufferPlan {
    const { document: page } = this.#parts.document.getState();
    const zoom = this.#parts.viewport.get().zoom * this.#parts.ratio();
    const adjusted = page.layers.some((layer) => layer.kind === 'adjustment' && isShown(layer));
    return bufferPlan(page, zoom, this.#inView, hurried, adjusted);
  }

  get #inView(): Frame {
    const { clientWidth: width, clientHeight: height } = this.#parts.view;
    return boxOnPage(this.#parts.viewport.get(), { x: 0, y: 0, width, height });
  }
}
