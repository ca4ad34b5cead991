import type { PictureDocument } from '../../preload/contract/document.ts';
import type { Guide, Orientation } from '../../preload/contract/guides.ts';
import type { Frame } from '../../preload/contract/pictures.ts';
import { firstAids, type ViewAids } from '../../preload/contract/view-aids.ts';
import type { Box } from '../document/layer-bounds.ts';
import { mapped } from '../document/layer-matrix.ts';
import { guidesOf } from '../document/operations.ts';
import type { ShownLine } from '../document/snap.ts';
import { boxOnPage } from '../document/view-transform.ts';
import type { Viewport } from '../document/viewport-port.ts';
import { type Snapped, snapped } from './snapped.ts';
import { turned } from './turned.ts';

/** From this zoom on, in CSS pixels per page pixel, the borders of pixels are shown. */
export const PIXEL_GRID_FROM = 6;
/** Lines of the grid that would lie closer together, in CSS pixels, are left out. */
const CLOSEST = 6;

/** Half the length of the marks at the ends of a distance, in CSS pixels. */
const TICK = 4;

const COLOURS = {
  pixels: 'rgb(128 128 128 / 45%)',
  faint: 'rgb(110 110 110 / 35%)',
  strong: 'rgb(110 110 110 / 75%)',
  guide: '#00a8e8',
  snap: '#d6007f',
};

/** A guide that is dragged, and not yet in the document. */
export interface DraggedGuide {
  readonly id: string | null;
  readonly orientation: Orientation;
  /** Null where letting go would remove it. */
  readonly position: number | null;
}

/**
 * A canvas of its own above the picture, for lines that help with aligning: the grid, the borders of pixels, the guides,
 * and the lines to which something snaps. It is drawn when one of them or the view changes, and not by a stroke.
 */
export class AidLines {
  readonly element: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  #page: PictureDocument;
  #shownPage: Frame;
  #viewport: Viewport = { zoom: 1, x: 0, y: 0, angle: 0 };
  #ratio = 1;
  #aids: ViewAids = firstAids;
  #dragged: DraggedGuide | null = null;
  #met: readonly ShownLine[] = [];
  #frameRequest: number | null = null;

  constructor(element: HTMLCanvasElement, page: PictureDocument) {
    const context = element.getContext('2d');
    if (context === null) throw new Error('This window gives no 2D drawing context.');
    this.element = element;
    this.#context = context;
    this.#page = page;
    this.#shownPage = { x: 0, y: 0, width: page.width, height: page.height };
  }

  destroy(): void {
    if (this.#frameRequest !== null) cancelAnimationFrame(this.#frameRequest);
    this.#frameRequest = null;
  }

  setAids(aids: ViewAids): void {
    this.#aids = aids;
    this.#changed();
  }

  follow(page: PictureDocument): void {
    const isSame =
      guidesOf(page) === guidesOf(this.#page) && page.width === this.#page.width && page.height === this.#page.height;
    this.#page = page;
    if (!isSame) this.#changed();
  }

  setShownPage(shownPage: Frame): void {
    this.#shownPage = shownPage;
    this.#changed();
  }

  setViewport(viewport: Viewport): void {
    this.#viewport = viewport;
    this.#changed();
  }

  /**
   * @param width CSS pixels
   * @param height CSS pixels
   * @param ratio device pixels per CSS pixel
   */
  setView(width: number, height: number, ratio: number): void {
    this.#ratio = ratio;
    this.element.width = Math.max(1, Math.round(width * ratio));
    this.element.height = Math.max(1, Math.round(height * ratio));
    this.#changed();
  }

  showDragged(guide: DraggedGuide | null): void {
    this.#dragged = guide;
    this.#changed();
  }

  showMet(lines: readonly ShownLine[]): void {
    this.#met = lines;
    this.#changed();
  }

  /** The guides as they are shown. */
  get guides(): readonly Guide[] {
    return this.#aids.guides ? guidesOf(this.#page) : [];
  }

  #changed(): void {
    this.#frameRequest ??= requestAnimationFrame(() => {
      this.#frameRequest = null;
      this.#draw();
    });
  }

  #draw(): void {
    const { width, height } = this.element;
    this.#context.clearRect(0, 0, width, height);
    turned(this.#context, this.#viewport, this.#ratio, () => this.#drawLines());
  }

  /** Draws in device pixels of an upright view. */
  #drawLines(): void {
    const place = snapped(this.#viewport, this.#ratio, this.#shownPage);
    const { pixelGrid, grid, gridSpacing, gridDivisions } = this.#aids;
    const { zoom } = this.#viewport;
    if (pixelGrid && zoom >= PIXEL_GRID_FROM) this.#drawGrid(place, 1, COLOURS.pixels);
    if (grid) {
      const faint = gridSpacing / gridDivisions;
      if (gridDivisions > 1 && faint * zoom >= CLOSEST) this.#drawGrid(place, faint, COLOURS.faint);
      if (gridSpacing * zoom >= CLOSEST) this.#drawGrid(place, gridSpacing, COLOURS.strong);
    }
    this.#drawGuides(place);
    this.#drawMet(place);
  }

  /** Draws lines over the page, at all multiples of a distance. */
  #drawGrid({ scaleX, scaleY, x, y }: Snapped, step: number, colour: string): void {
    const view = this.#inView;
    const page = this.#page;
    const [left, top] = [Math.max(0, (view.x - x) / scaleX), Math.max(0, (view.y - y) / scaleY)];
    const right = Math.min(page.width, (view.x + view.width - x) / scaleX);
    const bottom = Math.min(page.height, (view.y + view.height - y) / scaleY);
    if (right <= left || bottom <= top) return;
    this.#stroke(colour, () => {
      for (let at = Math.ceil(left / step) * step; at <= right; at += step) {
        this.#line('x', x + at * scaleX, y + top * scaleY, y + bottom * scaleY);
      }
      for (let at = Math.ceil(top / step) * step; at <= bottom; at += step) {
        this.#line('y', y + at * scaleY, x + left * scaleX, x + right * scaleX);
      }
    });
  }

  #drawGuides({ scaleX, scaleY, x, y }: Snapped): void {
    const view = this.#inView;
    const dragged = this.#dragged;
    const shown = this.guides.filter(({ id }) => id !== dragged?.id);
    const all: { readonly orientation: Orientation; readonly position: number | null }[] = [...shown];
    if (dragged !== null) all.push(dragged);
    this.#stroke(COLOURS.guide, () => {
      for (const { orientation, position } of all) {
        if (position === null) continue;
        if (orientation === 'vertical') this.#line('x', x + position * scaleX, view.y, view.y + view.height);
        else this.#line('y', y + position * scaleY, view.x, view.x + view.width);
      }
    });
  }

  #drawMet(place: Snapped): void {
    const { scaleX, scaleY, x, y } = place;
    this.#stroke(COLOURS.snap, () => {
      for (const { axis, at, from, to, isGap } of this.#met) {
        const [across, start, end] =
          axis === 'x'
            ? [x + at * scaleX, y + from * scaleY, y + to * scaleY]
            : [y + at * scaleY, x + from * scaleX, x + to * scaleX];
        this.#line(axis, across, start, end);
        if (!isGap) continue;
        const tick = TICK * this.#ratio;
        for (const edge of [start, end]) this.#line(axis === 'x' ? 'y' : 'x', edge, across - tick, across + tick);
      }
    });
    for (const line of this.#met) if (line.isGap) this.#writeGap(line, place);
  }

  /** Writes the length of a distance beside it. */
  #writeGap({ axis, at, from, to }: ShownLine, { scaleX, scaleY, x, y, turn }: Snapped): void {
    const context = this.#context;
    const middle = (from + to) / 2;
    const [across, down] = axis === 'x' ? [at, middle] : [middle, at];
    const { x: left, y: top } = mapped(turn, { x: x + across * scaleX, y: y + down * scaleY });
    const text = String(Math.round((to - from) * 10) / 10);
    const ratio = this.#ratio;
    context.save();
    // A number is read upright, however the view is turned.
    context.resetTransform();
    context.font = `${11 * ratio}px system-ui, sans-serif`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    const width = context.measureText(text).width + 8 * ratio;
    const [centreX, centreY] = axis === 'x' ? [left + width / 2 + TICK * ratio, top] : [left, top - 12 * ratio];
    context.fillStyle = COLOURS.snap;
    context.fillRect(centreX - width / 2, centreY - 8 * ratio, width, 16 * ratio);
    context.fillStyle = '#ffffff';
    context.fillText(text, centreX, centreY);
    context.restore();
  }

  /** The box around what the view shows, in device pixels of an upright view. */
  get #inView(): Box {
    const { width, height } = this.element;
    const { x, y, angle } = this.#viewport;
    const [left, top] = [x * this.#ratio, y * this.#ratio];
    const box = boxOnPage({ zoom: 1, x: left, y: top, angle }, { x: 0, y: 0, width, height });
    return { ...box, x: box.x + left, y: box.y + top };
  }

  #stroke(colour: string, path: () => void): void {
    const context = this.#context;
    context.beginPath();
    path();
    context.lineWidth = Math.max(1, Math.round(this.#ratio));
    context.strokeStyle = colour;
    context.stroke();
  }

  /** Adds a line that crosses one axis, in device pixels. It lies on whole pixels, so that it is crisp. */
  #line(axis: 'x' | 'y', at: number, from: number, to: number): void {
    const middle = Math.round(at) + (Math.max(1, Math.round(this.#ratio)) % 2) / 2;
    if (axis === 'x') {
      this.#context.moveTo(middle, from);
      this.#context.lineTo(middle, to);
    } else {
      this.#context.moveTo(from, middle);
      this.#context.lineTo(to, middle);
    }
  }
}
