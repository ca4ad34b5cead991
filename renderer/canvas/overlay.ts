import type { PictureDocument } from '../../preload/contract/document.ts';
import type { Frame } from '../../preload/contract/pictures.ts';
import { blobsOfStep } from '../../preload/contract/region-steps.ts';
import type { LiveShape, LiveStroke, RegionLook } from '../document/canvas-port.ts';
import { maskBox, union } from '../document/mask-raster.ts';
import type { LoadBlob } from '../document/page-raster.ts';
import type { RedrawnCells } from '../document/redrawn-cells.ts';
import type { Viewport } from '../document/viewport-port.ts';
import { Ants } from './ants.ts';
import { drawLattice } from './cell-lattice.ts';
import { drawCrop } from './crop-look.ts';
import { MaskLook, within } from './mask-look.ts';
import { MaskOverlay } from './mask-overlay.ts';
import type { Composed } from './page-buffer.ts';
import { PageView } from './page-view.ts';
import type { RegionMasks } from './region-masks.ts';
import type { RegionWork } from './region-rasters.ts';
import { type HiddenCells, type Placed, ResultPictures } from './result-pictures.ts';
import { drawOutlineOf } from './shape-outline.ts';
import { turned } from './turned.ts';

export interface OverlayParts {
  /** The composed page below the overlay. */
  readonly below: () => Composed;
  readonly masks: RegionMasks;
  readonly regionWork: RegionWork;
  readonly loadBlob: LoadBlob;
}

/**
 * 'part': a part of the region, or the ants. 'all': everything, but the region looks as before. 'view': everything, and the
 * region anew, since it has changed as a whole or is seen from elsewhere.
 */
type Change = 'part' | 'all' | 'view';
const CHANGES: readonly Change[] = ['part', 'all', 'view'];

/**
 * A separate canvas above Fabric's, for the mask, previews and candidates. Painting redraws only this canvas, at most
 * once per animation frame, so that its cost does not grow with the number of layers below.
 */
export class Overlay {
  readonly element: HTMLCanvasElement;
  readonly #masks: RegionMasks;
  readonly #loadBlob: LoadBlob;
  readonly #context: CanvasRenderingContext2D;
  readonly #mask: MaskOverlay;
  readonly #look = new MaskLook();
  #page: { width: number; height: number };
  readonly #view: PageView;
  #shape: LiveShape | null = null;
  #redrawn: RedrawnCells | null = null;
  #regionLook: RegionLook = 'tint';
  readonly #ants = new Ants(() => {
    this.#antsMoved = true;
    this.#changed('part');
  });
  #antsMoved = false;
  readonly #results: ResultPictures;
  #protected: OffscreenCanvas | null = null;
  /** What is to be drawn in the next frame. */
  #toDraw: Change = 'view';
  #frameRequest: number | null = null;

  constructor(element: HTMLCanvasElement, page: PictureDocument, { below, masks, regionWork, loadBlob }: OverlayParts) {
    const context = element.getContext('2d');
    if (context === null) throw new Error('This window gives no 2D drawing context.');
    this.element = element;
    this.#masks = masks;
    this.#loadBlob = loadBlob;
    this.#context = context;
    this.#page = page;
    this.#view = new PageView({ x: 0, y: 0, width: page.width, height: page.height });
    this.#results = new ResultPictures({
      view: this.#view,
      page: () => this.#page,
      below,
      silhouette: () => this.#look.silhouette,
    });
    this.#mask = new MaskOverlay(page.width, page.height, {
      maskOf: masks.get,
      work: regionWork,
      changed: () => this.#changed('part'),
    });
    this.follow(page);
  }

  destroy(): void {
    if (this.#frameRequest !== null) cancelAnimationFrame(this.#frameRequest);
    this.#frameRequest = null;
    this.#ants.march(false);
    this.#mask.destroy();
  }

  /** The smallest box that holds the region; null where it is empty. */
  get regionBox(): Frame | null {
    return this.#mask.hasPaint ? maskBox(this.#mask.raster) : null;
  }

  setLook(look: RegionLook): void {
    this.#regionLook = look;
    this.#changed('all');
  }

  follow(page: PictureDocument): void {
    const resized = page.width !== this.#page.width || page.height !== this.#page.height;
    const hadPaint = this.#mask.hasPaint;
    this.#page = page;
    this.#mask.follow(page.region, page.width, page.height);
    this.#changed(resized || hadPaint !== this.#mask.hasPaint ? 'view' : 'part');
    void this.#loadMasks(page);
  }

  /** Failures are ignored here, since this picture is only for the screen. A command on the region reports them. */
  async #loadMasks(page: PictureDocument): Promise<void> {
    const named = page.region.flatMap(blobsOfStep);
    if (this.#masks.has(named)) return;
    await this.#masks.load(named, this.#loadBlob).catch(() => undefined);
    if (this.#page !== page) return;
    this.#mask.refresh();
    this.#changed('view');
  }

  setLive(stroke: LiveStroke | null): void {
    const hadPaint = this.#mask.hasPaint;
    this.#mask.showLive(stroke);
    // Without paint the silhouette is not updated, so it has to be drawn whole when paint comes back.
    this.#changed(hadPaint !== this.#mask.hasPaint ? 'view' : 'part');
  }

  setRedrawn(cells: RedrawnCells | null): void {
    if (cells === this.#redrawn) return;
    this.#redrawn = cells;
    this.#changed('all');
  }

  setShape(shape: LiveShape | null): void {
    if (shape === this.#shape) return;
    this.#shape = shape;
    this.#changed('all');
  }

  /**
   * @param width CSS pixels
   * @param height CSS pixels
   * @param ratio device pixels per CSS pixel
   */
  setView(width: number, height: number, ratio: number): void {
    this.#view.ratio = ratio;
    this.element.width = Math.max(1, Math.round(width * ratio));
    this.element.height = Math.max(1, Math.round(height * ratio));
    this.#changed('view');
  }

  setViewport(viewport: Viewport): void {
    this.#view.viewport = viewport;
    this.#changed('view');
  }

  setPreview(preview: Placed | null): void {
    this.#results.preview = preview;
    this.#changed('all');
  }

  setCandidate(candidate: Placed | null): void {
    this.#results.candidate = candidate;
    this.#results.candidateHidden = false;
    this.#changed('all');
  }

  setLivePicture(live: Placed | null): void {
    this.#results.live = live;
    this.hideLivePicture(false);
  }

  /** Hides the live picture, so that what is painted below can be seen. */
  hideLivePicture(hidden: boolean): void {
    this.#results.liveHidden = hidden;
    this.#changed('all');
  }

  get showsLivePicture(): boolean {
    return this.#results.live !== null;
  }

  /** @param confidence one pixel per cell of the candidate's frame */
  setConfidence(confidence: OffscreenCanvas | null): void {
    this.#results.confidence = confidence;
    this.#changed('all');
  }

  setHiddenCells(hiddenCells: HiddenCells | null): void {
    this.#results.hiddenCells = hiddenCells;
    this.#changed('all');
  }

  /** @param picture has the page's size and is opaque where nothing may be redrawn; the tint leaves these pixels out */
  setProtected(picture: OffscreenCanvas | null): void {
    if (picture === this.#protected) return;
    this.#protected = picture;
    this.#changed('all');
  }

  setShownPage(shownPage: Frame): void {
    this.#view.shownPage = shownPage;
    this.#changed('all');
  }

  /** Called when a layer below has changed its appearance. */
  belowChanged(): void {
    if (this.#view.growsBeyond(this.#page)) this.#changed('all');
  }

  hideCandidate(hidden: boolean): void {
    this.#results.candidateHidden = hidden;
    this.#changed('all');
  }

  #changed(change: Change): void {
    if (CHANGES.indexOf(change) > CHANGES.indexOf(this.#toDraw)) this.#toDraw = change;
    this.#frameRequest ??= requestAnimationFrame(() => {
      this.#frameRequest = null;
      this.#draw();
    });
  }

  #draw(): void {
    const { width, height } = this.element;
    const touched = this.#mask.takeDirty();
    if (this.#mask.isComing) this.#changed('part');
    const all = { x: 0, y: 0, width, height };
    const shown = (region: Frame | null) => this.#view.onScreen(region, all);
    const moved = this.#antsMoved ? this.#mask.bounds : null;
    const changed = this.#toDraw === 'view' ? all : shown(touched);
    const clip = this.#toDraw === 'part' ? shown(union(touched, moved)) : all;
    this.#toDraw = 'part';
    this.#antsMoved = false;
    if (clip === null) return;
    this.#look.resize(width, height);
    if (this.#mask.hasPaint && changed !== null) {
      this.#look.update(this.#mask, { viewport: this.#view.viewport, ratio: this.#view.ratio, clip: changed });
      this.#look.bounds = shown(this.#mask.bounds);
    }
    within(this.#context, clip, (context) => this.#drawAll(context, clip));
  }

  #drawAll(context: CanvasRenderingContext2D, clip: Frame): void {
    this.#results.draw(context);
    const { viewport, ratio } = this.#view;
    const redrawn = this.#redrawn;
    if (redrawn !== null) turned(context, viewport, ratio, () => drawLattice(context, redrawn, viewport, ratio));
    this.#ants.march(this.#mask.hasPaint && this.#regionLook === 'ants');
    if (this.#mask.hasPaint) this.#drawRegion(context, clip);
    const shape = this.#shape;
    if (shape === null) return;
    turned(context, viewport, ratio, () => {
      if (shape.kind === 'crop') drawCrop(context, shape, viewport, ratio);
      else drawOutlineOf(context, shape, viewport, ratio);
    });
  }

  #drawRegion(context: CanvasRenderingContext2D, clip: Frame): void {
    // Over a result there is no tint, since it would hide the picture. Only the outline shows the region.
    if (!this.#results.any && this.#regionLook === 'tint') {
      this.#look.drawTint(context, clip, (tint) => this.#drawProtected(tint));
    }
    if (this.#regionLook === 'ants') this.#look.drawAnts(context, this.#view.ratio, clip, this.#ants.phase);
    else this.#look.drawOutline(context, this.#view.ratio, clip);
  }

  #drawProtected(context: OffscreenCanvasRenderingContext2D): void {
    const picture = this.#protected;
    if (picture === null) return;
    const { x, y } = this.#view.shownPage;
    this.#view.draw(context, picture, { x: -x, y: -y, width: picture.width, height: picture.height });
  }
}
