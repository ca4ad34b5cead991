import type { GradientFill } from '../../preload/contract/adjustments.ts';
import type { PictureDocument } from '../../preload/contract/document.ts';
import type { Point } from './point.ts';

/** A gradient by numbers that people set: how it is turned, and how long it is for its page. */
export interface GradientPlace {
  /** The direction from the first colour to the second in degrees, counter-clockwise from the right, above -180. */
  readonly angle: number;
  /** 1 where a gradient in the middle of the page reaches just from corner to corner. */
  readonly scale: number;
}

type Page = Pick<PictureDocument, 'width' | 'height'>;

export function gradientPlace({ shape, from, to }: GradientFill, page: Page): GradientPlace {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const degrees = Math.round((Math.atan2(-dy, dx) * 18_000) / Math.PI) / 100;
  // Adding 0 avoids a negative zero.
  const angle = degrees === -180 ? 180 : degrees + 0;
  return { angle, scale: Math.hypot(dx, dy) / fullLength(shape, angle, page) };
}

/** The same gradient about its middle, turned and scaled. The middle of a radial one is where it begins. */
export function placedGradient(fill: GradientFill, { angle, scale }: GradientPlace, page: Page): GradientFill {
  const { shape, from, to } = fill;
  const length = scale * fullLength(shape, angle, page);
  const turn = (angle * Math.PI) / 180;
  const way: Point = { x: length * Math.cos(turn), y: -length * Math.sin(turn) };
  if (shape === 'radial') return { ...fill, to: shifted(from, way, 1) };
  const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  return { ...fill, from: shifted(middle, way, -0.5), to: shifted(middle, way, 0.5) };
}

/** The gradient in its other shape, about the middle of the page and in full length. */
export function reshapedGradient(fill: GradientFill, shape: GradientFill['shape'], page: Page): GradientFill {
  if (fill.shape === shape) return fill;
  const { angle } = gradientPlace(fill, page);
  const middle = { x: page.width / 2, y: page.height / 2 };
  return placedGradient({ ...fill, shape, from: middle, to: middle }, { angle, scale: 1 }, page);
}

const shifted = ({ x, y }: Point, way: Point, by: number): Point => ({ x: x + by * way.x, y: y + by * way.y });

/**
 * A linear gradient of this length reaches from corner to corner, as in
 * https://www.w3.org/TR/css-images-4/#linear-gradient-syntax, and a radial one from the middle to the corners.
 */
function fullLength(shape: GradientFill['shape'], angle: number, { width, height }: Page): number {
  if (shape === 'radial') return Math.hypot(width, height) / 2;
  const turn = (angle * Math.PI) / 180;
  return Math.abs(width * Math.cos(turn)) + Math.abs(height * Math.sin(turn));
}
