import type { PictureDocument } from '../../preload/contract/document.ts';
import type { Frame } from '../../preload/contract/pictures.ts';
import { within } from './mask-look.ts';
import { bufferPlan, type Composed } from './page-buffer.ts';
import type { PageView } from './page-view.ts';
import { contextOf } from './pictures.ts';

export interface Placed {
  readonly picture: CanvasImageSource;
  /** In page pixels. */
  readonly frame: Frame;
  readonly insideMask: boolean;
}

export interface HiddenCells {
  /** One pixel per cell of the candidate's frame, opaque where the candidate is hidden. */
  readonly picture: OffscreenCanvas;
  /** True where the cells are painted over the picture, false where they are cut out of it. */
  readonly blank: boolean;
}

interface ResultParts {
  readonly view: PageView;
  readonly page: () => Pick<PictureDocument, 'width' | 'height'>;
  /** The composed page below the results. */
  readonly below: () => Composed;
  /** The shape of the region on the screen. */
  readonly silhouette: () => OffscreenCanvas;
}

/**
 * Draws what a run gives over the page: its preview, then the candidate with the marks of its cells. Without these it
 * draws the live picture.
 */
export class ResultPictures {
  preview: Placed | null = null;
  candidate: Placed | null = null;
  candidateHidden = false;
  live: Placed | null = null;
  liveHidden = false;
  /** One pixel per cell of the candidate's frame. */
  confidence: OffscreenCanvas | null = null;
  hiddenCells: HiddenCells | null = null;
  readonly #parts: ResultParts;
  #scratch = new OffscreenCanvas(1, 1);

  constructor(parts: ResultParts) {
    this.#parts = parts;
  }

  /** True while there is a result to judge, also while it is hidden for a comparison. */
  get any(): boolean {
    return this.candidate !== null || this.preview !== null;
  }

  draw(context: CanvasRenderingContext2D): void {
    // A preview hides the candidate. The candidate stays visible until the next preview has begun to show.
    if (this.preview !== null) this.#drawPlaced(context, this.preview);
    else if (this.candidate !== null && !this.candidateHidden) this.#drawCandidate(context, this.candidate);
    else if (this.candidate === null && this.live !== null && !this.liveHidden) this.#drawPlaced(context, this.live);
  }

  #drawCandidate(context: CanvasRenderingContext2D, candidate: Placed): void {
    const hidden = this.hiddenCells;
    this.#drawPlaced(context, candidate, hidden?.blank === false ? hidden.picture : null);
    if (hidden?.blank) this.#drawCells(context, hidden.picture, candidate);
    if (this.confidence !== null) this.#drawCells(context, this.confidence, candidate);
  }

  /** @param hidden one pixel per cell, opaque where the picture is left out */
  #drawPlaced(context: CanvasRenderingContext2D, placed: Placed, hidden: OffscreenCanvas | null = null): void {
    const { view, page } = this.#parts;
    if (placed.insideMask || hidden !== null) this.#drawCut(context, placed, hidden);
    else if (view.growsBeyond(page())) view.draw(context, this.#withPage(placed), { ...view.shownPage, x: 0, y: 0 });
    else view.draw(context, placed.picture, placed.frame);
  }

  /** Draws a picture without what lies outside the mask and in hidden cells. */
  #drawCut(context: CanvasRenderingContext2D, placed: Placed, hidden: OffscreenCanvas | null): void {
    const { view, silhouette } = this.#parts;
    const { width, height } = context.canvas;
    if (this.#scratch.width !== width || this.#scratch.height !== height) {
      this.#scratch = new OffscreenCanvas(width, height);
    }
    within(contextOf(this.#scratch), { x: 0, y: 0, width, height }, (scratch) => {
      view.draw(scratch, placed.picture, placed.frame);
      if (placed.insideMask) {
        scratch.globalCompositeOperation = 'destination-in';
        scratch.drawImage(silhouette(), 0, 0);
      }
      if (hidden === null) return;
      scratch.globalCompositeOperation = 'destination-out';
      view.draw(scratch, hidden, placed.frame, false);
    });
    context.drawImage(this.#scratch, 0, 0);
  }

  /** The page and the added sides are drawn as one picture, so that no seam shows at the page's edge. */
  #withPage({ picture, frame }: Placed): OffscreenCanvas {
    const { view, below } = this.#parts;
    const { x, y, width, height } = view.shownPage;
    const { scale } = bufferPlan(
      { width, height },
      view.viewport.zoom * view.ratio,
      { x: 0, y: 0, width, height },
      false,
    );
    const whole = new OffscreenCanvas(Math.max(1, Math.ceil(width * scale)), Math.max(1, Math.ceil(height * scale)));
    const context = contextOf(whole);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.imageSmoothingQuality = 'high';
    const { canvas, plan } = below();
    const { region } = plan;
    context.drawImage(canvas, region.x - x, region.y - y, canvas.width / plan.scale, canvas.height / plan.scale);
    context.drawImage(picture, frame.x, frame.y, frame.width, frame.height);
    return whole;
  }

  #drawCells(context: CanvasRenderingContext2D, picture: OffscreenCanvas, { frame }: Placed): void {
    this.#parts.view.draw(context, picture, frame, false);
  }
}
