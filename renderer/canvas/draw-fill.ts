import type { GradientFill } from '../../preload/contract/adjustments.ts';
import type { FillLayer } from '../../preload/contract/document.ts';
import { boxAround } from '../document/layer-bounds.ts';
import { cornersOfBox } from '../document/layer-matrix.ts';
import { keepUnder, type Shown } from './keep-under.ts';
import { contextOf } from './pictures.ts';

type Context = OffscreenCanvasRenderingContext2D;

/**
 * Draws a fill all over a target whose transform maps page pixels to its own.
 * @param shown its mask; `absent` where that is not loaded, and then nothing is drawn
 */
export function drawFill(
  target: Context,
  { fill }: FillLayer,
  shown: Shown | 'absent' | null,
  settings: CanvasRenderingContext2DSettings,
): void {
  if (shown === 'absent') return;
  if (shown === null) {
    paint(target, fill);
    return;
  }
  const { width, height } = target.canvas;
  const apart = contextOf(new OffscreenCanvas(width, height), settings);
  apart.setTransform(target.getTransform());
  paint(apart, fill);
  keepUnder(apart, shown.mask, shown.alpha);
  target.resetTransform();
  target.drawImage(apart.canvas, 0, 0);
}

function paint(context: Context, fill: FillLayer['fill']): void {
  const { width, height } = context.canvas;
  const back = context.getTransform().inverse();
  const whole = cornersOfBox({ x: 0, y: 0, width, height }).map((corner) => back.transformPoint(corner));
  const box = boxAround(whole);
  if (box === null) return;
  context.fillStyle = fill.type === 'solid' ? cssOf({ ...fill.colour, alpha: 1 }) : gradientOf(context, fill);
  // The sides are those of the canvas, but for rounding.
  context.fillRect(box.x - 1, box.y - 1, box.width + 2, box.height + 2);
}

function gradientOf(context: Context, { shape, from, to, first, second }: GradientFill): CanvasGradient | string {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  // A canvas paints nothing where both places are the same.
  if (length === 0) return cssOf(second);
  const gradient =
    shape === 'linear'
      ? context.createLinearGradient(from.x, from.y, to.x, to.y)
      : context.createRadialGradient(from.x, from.y, 0, from.x, from.y, length);
  gradient.addColorStop(0, cssOf(first));
  gradient.addColorStop(1, cssOf(second));
  return gradient;
}

function cssOf({ red, green, blue, alpha }: GradientFill['first']): string {
  return `rgb(${red} ${green} ${blue} / ${alpha})`;
}
