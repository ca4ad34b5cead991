import type { LayerBox, ShapeLayer } from '../../preload/contract/document.ts';
import type { Point } from './point.ts';
import { scaledMask } from './scaled-mask.ts';

/** The boxes of shapes. */

const side = (length: number) => Math.max(1, Math.round(length));

/**
 * A shape that was scaled, with a box of the new size, so that its stroke and its corners are as they were. What the size
 * lacks to whole pixels stays in the scale.
 */
export function withoutScale(layer: ShapeLayer): ShapeLayer {
  const { width, height, scaleX, scaleY, style } = layer;
  if (scaleX === 1 && scaleY === 1) return layer;
  if (style.form === 'line') {
    const long = side(width * scaleX);
    const strokeWidth = Math.max(0.1, style.strokeWidth * scaleY);
    const thick = thicknessOf(strokeWidth);
    const exact = { scaleX: (width * scaleX) / long, scaleY: 1 };
    const mask = scaledMask(layer.mask, long / width, thick / height);
    return { ...layer, width: long, height: thick, ...exact, mask, style: { ...style, strokeWidth } };
  }
  const [across, down] = [side(width * scaleX), side(height * scaleY)];
  return {
    ...layer,
    width: across,
    height: down,
    scaleX: (width * scaleX) / across,
    scaleY: (height * scaleY) / down,
    mask: scaledMask(layer.mask, across / width, down / height),
  };
}

/** A shape on a page of another size: its stroke and its corners grow with it. */
export function grownShape(layer: ShapeLayer, across: number, down: number): ShapeLayer {
  const both = Math.sqrt(across * down);
  const { style } = layer;
  const isLine = style.form === 'line';
  const grown = {
    ...style,
    radius: Math.min(10_000, style.radius * both),
    strokeWidth: isLine ? style.strokeWidth : Math.min(1000, style.strokeWidth * both),
  };
  return withoutScale({ ...layer, style: grown, scaleX: layer.scaleX * across, scaleY: layer.scaleY * down });
}

/** The height of a line's box. */
export function thicknessOf(strokeWidth: number): number {
  return Math.max(1, Math.ceil(strokeWidth));
}

/** The box of a line between two places of the page. Its middle joins them. */
export function boxOfLine(from: Point, to: Point, strokeWidth: number): LayerBox {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const angle = Math.atan2(dy, dx);
  const height = thicknessOf(strokeWidth);
  const length = Math.hypot(dx, dy);
  const width = side(length);
  return {
    width,
    height,
    scaleX: Math.max(1e-4, length / width),
    scaleY: 1,
    angle: (angle * 180) / Math.PI,
    x: from.x + (Math.sin(angle) * height) / 2,
    y: from.y - (Math.cos(angle) * height) / 2,
  };
}
