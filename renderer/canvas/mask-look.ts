import type { Frame } from '../../preload/contract/pictures.ts';
import { intersection, union } from '../document/mask-raster.ts';
import type { MaskOverlay } from './mask-overlay.ts';
import type { OnScreen } from './mask-tiles.ts';
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
  /** Where one colour at a time is drawn. */
  #ring = new OffscreenCanvas(1, 1);
  /** The outline, or in white the line on which the ants march. It stays as it is until the region or the view changes. */
  #line = new OffscreenCanvas(1, 1);
  #lineKind: 'outline' | 'ants' = 'outline';
  /** The part in which `#line` is not that of the silhouette; null where all of it is. */
  #stale: Frame | null = null;
  #stripes: { readonly ratio: number; readonly tile: OffscreenCanvas } | null = null;
  /** The part of the view that holds the region and its line; null where it is out of sight. */
  bounds: Frame | null = null;

  /** Sets the size of the view. After a change of size everything has to be redrawn. */
  resize(width: number, height: number): void {
    if (this.#silhouette.width === width && this.#silhouette.height === height) return;
    this.#silhouette = new OffscreenCanvas(width, height);
    this.#edge = null;
    this.#ring = new OffscreenCanvas(width, height);
    this.#line = new OffscreenCanvas(width, height);
    this.#stale = this.#whole;
  }

  /** Updates the silhouette in a part of the view. */
  update(mask: MaskOverlay, { viewport, ratio, clip }: OnScreen): void {
    const { width, height } = this.#silhouette;
    within(contextOf(this.#silhouette), clip, (context) => mask.draw(context, { viewport, ratio, clip }, false));
    const turned = mask.isSoft !== (this.#edge !== null);
    this.#edge = mask.isSoft ? (this.#edge ?? new OffscreenCanvas(width, height)) : null;
    const changed = turned ? this.#whole : clip;
    this.#stale = union(this.#stale, changed);
    if (this.#edge === null) return;
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
    drawPart(target, this.#ring, clip);
    target.globalAlpha = 1;
  }

  drawOutline(target: CanvasRenderingContext2D, ratio: number, clip: Frame): void {
    this.#renewLine('outline', (line, part) => {
      this.#drawLine(line, 2.2 * ratio, 'rgba(0, 0, 0, 0.8)', part);
      this.#drawLine(line, 1.1 * ratio, '#ffffff', part);
    });
    drawPart(target, this.#line, clip);
  }

  /** @param phase the offset of the dashes, from 0 to 1 of a dash and a gap */
  drawAnts(target: CanvasRenderingContext2D, ratio: number, clip: Frame, phase: number): void {
    this.#renewLine('ants', (line) => this.#trace(line, 1.3 * ratio));
    // On a canvas of its own: a canvas that is drawn from and then written to is copied whole.
    const ants = contextOf(new OffscreenCanvas(clip.width, clip.height));
    ants.drawImage(this.#line, -clip.x, -clip.y);
    const dashes = ants.createPattern(this.#stripesAt(ratio), 'repeat');
    if (dashes === null) return;
    dashes.setTransform(new DOMMatrix().translate(phase * STRIPES * ratio - clip.x, -clip.y));
    ants.globalCompositeOperation = 'source-in';
    ants.fillStyle = dashes;
    ants.fillRect(0, 0, clip.width, clip.height);
    target.drawImage(ants.canvas, clip.x, clip.y);
  }

  #stripesAt(ratio: number): OffscreenCanvas {
    if (this.#stripes?.ratio !== ratio) this.#stripes = { ratio, tile: stripes(ratio) };
    return this.#stripes.tile;
  }

  get #whole(): Frame {
    return { x: 0, y: 0, width: this.#silhouette.width, height: this.#silhouette.height };
  }

  /** Draws the line anew where it is stale. Most of the view has none. */
  #renewLine(kind: 'outline' | 'ants', draw: (context: OffscreenCanvasRenderingContext2D, part: Frame) => void): void {
    const stale = kind === this.#lineKind ? this.#stale : this.#whole;
    this.#lineKind = kind;
    this.#stale = null;
    if (stale === null) return;
    const context = contextOf(this.#line);
    context.clearRect(stale.x, stale.y, stale.width, stale.height);
    const part = this.bounds && intersection(stale, this.bounds);
    if (part !== null) within(context, part, () => draw(context, part));
  }

  #drawLine(target: OffscreenCanvasRenderingContext2D, width: number, colour: string, part: Frame): void {
    this.#paint(part, colour, (context) => this.#trace(context, width));
    drawPart(target, this.#ring, part);
  }

  /** Draws a line of this width around the region, in white. */
  #trace(context: OffscreenCanvasRenderingContext2D, width: number): void {
    const shape = this.#edge ?? this.#silhouette;
    for (const [dx, dy] of AROUND) context.drawImage(shape, dx * width, dy * width);
    context.globalCompositeOperation = 'destination-out';
    context.drawImage(shape, 0, 0);
  }

  /** Fills the shape that `draw` draws with one colour. */
  #paint(clip: Frame, colour: string, draw: (context: OffscreenCanvasRenderingContext2D) => void): void {
    within(contextOf(this.#ring), clip, (context) => {
      draw(context);
      context.globalCompositeOperation = 'source-in';
      context.fillStyle = colour;
      context.fillRect(clip.x, clip.y, clip.width, clip.height);
    });
  }
}

function drawPart(
  target: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  picture: OffscreenCanvas,
  { x, y, width, height }: Frame,
): void {
  target.drawImage(picture, x, y, width, height, x, y, width, height);
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
