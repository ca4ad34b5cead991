import type { Frame } from '../../preload/contract/pictures.ts';
import { contextOf } from './pictures.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Draws layers in page pixels. */
export interface PagePainter {
  paint(context: OffscreenCanvasRenderingContext2D): void;
}

/** What the buffer shows: a rectangle of the page, in page pixels, and buffer pixels for each of them. */
export interface BufferPlan {
  readonly region: Frame;
  readonly scale: number;
}

export interface Composed {
  readonly canvas: OffscreenCanvas;
  readonly plan: BufferPlan;
}

/** A page of no more is composed in its own pixels, whatever the zoom: its seams are hard wherever they lie. */
const EXACT_PIXELS = 4 * 1024 * 1024;
/** Of a page with more buffer pixels, only what is in sight is composed. */
const MOST_PIXELS = 16 * 1024 * 1024;

/**
 * The layers on white paper, or on none, composed in page pixels, to be scaled to the screen as one picture. Each scaled for itself
 * would let the paper through where two of them meet: their edges are soft on the screen and hard on the page.
 */
export class PageBuffer {
  #canvas = new OffscreenCanvas(1, 1);
  #plan: BufferPlan | null = null;
  #paper = true;

  /** A layer looks otherwise. */
  changed(): void {
    this.#plan = null;
  }

  /** The page as planned, composed anew only where something has changed. */
  compose(plan: BufferPlan, layers: PagePainter, paper = true): Composed {
    if (this.#plan !== null && isSame(this.#plan, plan) && paper === this.#paper) return { canvas: this.#canvas, plan };
    this.#plan = plan;
    this.#paper = paper;
    const { region, scale } = plan;
    const width = Math.max(1, Math.ceil(region.width * scale));
    const height = Math.max(1, Math.ceil(region.height * scale));
    if (this.#canvas.width !== width || this.#canvas.height !== height)
      this.#canvas = new OffscreenCanvas(width, height);
    const context = contextOf(this.#canvas);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.fillStyle = '#ffffff';
    if (paper) context.fillRect(0, 0, width, height);
    context.setTransform(scale, 0, 0, scale, -region.x * scale, -region.y * scale);
    layers.paint(context);
    return { canvas: this.#canvas, plan };
  }
}

function isSame(a: BufferPlan, b: BufferPlan): boolean {
  return (
    a.scale === b.scale && (['x', 'y', 'width', 'height'] as const).every((key) => a.region[key] === b.region[key])
  );
}

/**
 * Every page pixel of the whole page where that is not too much; else no more pixels than the screen can show,
 * and of a page that is larger still what is in sight. Scales are halves of halves, so that edges on even page pixels stay hard.
 * @param zoom device pixels per page pixel
 * @param sight what the view shows, in page pixels
 * @param hurried while a layer is moved: quick comes before exact
 */
export function bufferPlan(page: Size, zoom: number, sight: Frame, hurried: boolean): BufferPlan {
  const enough = 2 ** Math.min(0, Math.ceil(Math.log2(zoom)));
  const whole = { x: 0, y: 0, width: page.width, height: page.height };
  const pixels = page.width * page.height;
  if (pixels <= EXACT_PIXELS && !hurried) return { region: whole, scale: 1 };
  if (pixels * enough * enough <= MOST_PIXELS) return { region: whole, scale: enough };
  const step = 1 / enough;
  const x = Math.max(0, Math.floor(sight.x / step) * step);
  const y = Math.max(0, Math.floor(sight.y / step) * step);
  const width = Math.max(0, Math.min(page.width, sight.x + sight.width) - x);
  const height = Math.max(0, Math.min(page.height, sight.y + sight.height) - y);
  return { region: { x, y, width, height }, scale: enough };
}
