import type { Frame } from '../../preload/contract/pictures.ts';
import { type Box, boxAround } from '../document/layer-bounds.ts';
import { cornersOfBox } from '../document/layer-matrix.ts';
import { touchedPixels } from '../document/mask-raster.ts';
import { contextOf } from './pictures.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Draws layers in page pixels. */
export interface PagePainter {
  paint(context: OffscreenCanvasRenderingContext2D): void;
}

/** What the buffer shows: a rectangle of the page in page pixels, and the number of buffer pixels per page pixel. */
export interface BufferPlan {
  readonly region: Frame;
  readonly scale: number;
}

export interface Composed {
  readonly canvas: OffscreenCanvas;
  readonly plan: BufferPlan;
}

/** A page of at most this many pixels is composed at its own resolution at every zoom, so that all seams are hard. */
const EXACT_PIXELS = 4 * 1024 * 1024;
/** If the whole page would take more buffer pixels than this, only the visible part is composed. */
const MOST_PIXELS = 16 * 1024 * 1024;
/** Adjustments compute every pixel anew at each change, so pages that have some are composed with fewer. */
const ADJUSTED_SHARE = 1 / 4;

/**
 * The layers on white paper, or on none, composed in page pixels and then scaled to the screen as one picture. If each
 * layer were scaled by itself, its edges would be soft on the screen, and the paper would show through where two layers
 * meet.
 */
export class PageBuffer {
  #canvas = new OffscreenCanvas(1, 1);
  #part = new OffscreenCanvas(1, 1);
  #plan: BufferPlan | null = null;
  #paper = true;
  /** What has changed of the page since it was composed, in page pixels. */
  #dirty: Box | null = null;

  /** Called when a layer has changed its appearance. `part` is the part of the page; without it, all of it. */
  changed(part?: Box): void {
    if (part === undefined) this.#plan = null;
    else this.#dirty = boxAround([this.#dirty, part].flatMap((box) => (box === null ? [] : cornersOfBox(box))));
  }

  /** The page as planned. It is composed again only where something has changed. */
  compose(plan: BufferPlan, layers: PagePainter, paper = true): Composed {
    const dirty = this.#dirty;
    this.#dirty = null;
    if (this.#plan !== null && isSame(this.#plan, plan) && paper === this.#paper) {
      if (dirty !== null) this.#composePart(dirty, plan, layers);
      return { canvas: this.#canvas, plan };
    }
    this.#plan = plan;
    this.#paper = paper;
    const { region, scale } = plan;
    const width = Math.max(1, Math.ceil(region.width * scale));
    const height = Math.max(1, Math.ceil(region.height * scale));
    if (this.#canvas.width !== width || this.#canvas.height !== height)
      this.#canvas = new OffscreenCanvas(width, height);
    // The colour under the pointer is read from it all the time. Unless told, Chromium would move it off the graphics card.
    const context = contextOf(this.#canvas, { willReadFrequently: false });
    paintOn(context, { x: region.x * scale, y: region.y * scale }, scale, paper, layers);
    return { canvas: this.#canvas, plan };
  }

  /** Composes a part again. It is composed apart, so that groups need no more pixels than the part has. */
  #composePart(dirty: Box, { region, scale }: BufferPlan, layers: PagePainter): void {
    const { width, height } = this.#canvas;
    const part = touchedPixels(
      (dirty.x - region.x) * scale - 1,
      (dirty.y - region.y) * scale - 1,
      (dirty.x + dirty.width - region.x) * scale + 1,
      (dirty.y + dirty.height - region.y) * scale + 1,
      { x: 0, y: 0, width, height },
    );
    if (part === null) return;
    const [across, down] = [inSteps(part.width), inSteps(part.height)];
    if (this.#part.width !== across || this.#part.height !== down) this.#part = new OffscreenCanvas(across, down);
    const corner = { x: region.x * scale + part.x, y: region.y * scale + part.y };
    paintOn(contextOf(this.#part), corner, scale, this.#paper, layers);
    const context = contextOf(this.#canvas);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(part.x, part.y, part.width, part.height);
    context.drawImage(this.#part, 0, 0, part.width, part.height, part.x, part.y, part.width, part.height);
  }
}

/** The canvas for parts keeps its size from one frame of a stroke to the next. */
const STEP = 128;
const inSteps = (side: number) => Math.ceil(side / STEP) * STEP;

/** @param corner the top left corner of the canvas, in pixels of the composed page */
function paintOn(
  context: OffscreenCanvasRenderingContext2D,
  corner: { readonly x: number; readonly y: number },
  scale: number,
  paper: boolean,
  layers: PagePainter,
): void {
  const { width, height } = context.canvas;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.fillStyle = '#ffffff';
  if (paper) context.fillRect(0, 0, width, height);
  context.setTransform(scale, 0, 0, scale, -corner.x, -corner.y);
  layers.paint(context);
}

function isSame(a: BufferPlan, b: BufferPlan): boolean {
  return (
    a.scale === b.scale && (['x', 'y', 'width', 'height'] as const).every((key) => a.region[key] === b.region[key])
  );
}

/**
 * Plans the buffer. A small page is composed whole, at its own resolution. A larger page gets no more pixels than the
 * screen can show, and a page that is larger still is limited to the visible part. Each scale is a power of two, so
 * that edges on even page pixels stay hard.
 * @param zoom device pixels per page pixel
 * @param sight the visible rectangle, in page pixels
 * @param hurried true while a layer is moved, when speed matters more than exactness
 * @param adjusted true where layers adjust what lies below them
 */
export function bufferPlan(page: Size, zoom: number, sight: Frame, hurried: boolean, adjusted = false): BufferPlan {
  const enough = 2 ** Math.min(0, Math.ceil(Math.log2(zoom)));
  const whole = { x: 0, y: 0, width: page.width, height: page.height };
  const pixels = page.width * page.height;
  const share = adjusted ? ADJUSTED_SHARE : 1;
  if (pixels <= EXACT_PIXELS * share && !hurried) return { region: whole, scale: 1 };
  if (pixels * enough * enough <= MOST_PIXELS * share) return { region: whole, scale: enough };
  const step = 1 / enough;
  const x = Math.max(0, Math.floor(sight.x / step) * step);
  const y = Math.max(0, Math.floor(sight.y / step) * step);
  const width = Math.max(0, Math.min(page.width, sight.x + sight.width) - x);
  const height = Math.max(0, Math.min(page.height, sight.y + sight.height) - y);
  return { region: { x, y, width, height }, scale: enough };
}
