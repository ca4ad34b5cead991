import { type Box, boxAround } from './layer-bounds.ts';
import { cornersOfBox, type Matrix } from './layer-matrix.ts';
import type { Point } from './point.ts';
import type { Viewport } from './viewport-port.ts';

/**
 * Between the page and the canvas element on the screen. Everything that maps one to the other goes through this file,
 * so that a turned view is right everywhere. This file is pure.
 */

/** Cosine and sine of an angle in degrees. Those of right angles are exact, so that a page that lies on its side stays sharp. */
export function directionOf(angle: number): { readonly cos: number; readonly sin: number } {
  const quarter = quarters[((angle % 360) + 360) % 360];
  if (quarter !== undefined) return quarter;
  const radians = (angle * Math.PI) / 180;
  return { cos: Math.cos(radians), sin: Math.sin(radians) };
}

const quarters: Readonly<Record<number, { readonly cos: number; readonly sin: number }>> = {
  0: { cos: 1, sin: 0 },
  90: { cos: 0, sin: 1 },
  180: { cos: -1, sin: 0 },
  270: { cos: 0, sin: -1 },
};

/** Maps page pixels to CSS pixels of the canvas element. */
export function viewMatrix({ zoom, x, y, angle }: Viewport): Matrix {
  const { cos, sin } = directionOf(angle);
  return { a: zoom * cos, b: zoom * sin, c: -zoom * sin, d: zoom * cos, e: x, f: y };
}

export function toScreen({ zoom, x, y, angle }: Viewport, page: Point): Point {
  const { cos, sin } = directionOf(angle);
  return { x: x + (cos * page.x - sin * page.y) * zoom, y: y + (sin * page.x + cos * page.y) * zoom };
}

export function toPage({ zoom, x, y, angle }: Viewport, screen: Point): Point {
  const { cos, sin } = directionOf(angle);
  const [across, down] = [screen.x - x, screen.y - y];
  return { x: (cos * across + sin * down) / zoom, y: (cos * down - sin * across) / zoom };
}

/** The upright box on the screen around a box of the page. */
export function boxOnScreen(view: Viewport, box: Box): Box {
  return around(cornersOfBox(box).map((corner) => toScreen(view, corner)));
}

/** The upright box of the page around a box on the screen. */
export function boxOnPage(view: Viewport, box: Box): Box {
  return around(cornersOfBox(box).map((corner) => toPage(view, corner)));
}

function around(points: readonly Point[]): Box {
  const { x, y, width, height } = boxAround(points) ?? { x: 0, y: 0, width: 0, height: 0 };
  // Adding 0 avoids a negative zero.
  return { x: x + 0, y: y + 0, width, height };
}

/**
 * Turns what is drawn as if the view were upright: the rotation about the page's corner.
 * @param ratio device pixels per CSS pixel; 1 for CSS pixels
 */
export function turnMatrix({ x, y, angle }: Viewport, ratio: number): Matrix {
  const { cos, sin } = directionOf(angle);
  // About a whole device pixel, pixels stay whole where the page lies on its side.
  const isQuarter = angle % 90 === 0;
  const [across, down] = isQuarter ? [Math.round(x * ratio), Math.round(y * ratio)] : [x * ratio, y * ratio];
  return {
    a: cos,
    b: sin,
    c: 0 - sin,
    d: cos,
    e: across - cos * across + sin * down,
    f: down - sin * across - cos * down,
  };
}
