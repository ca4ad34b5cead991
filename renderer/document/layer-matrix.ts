import type { LayerBox, PixelLayer } from '../../preload/contract/document.ts';
import type { Point } from './point.ts';

/** An affine map: x' = a x + c y + e, y' = b x + d y + f. */
export interface Matrix {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

type Placed = LayerBox & Pick<PixelLayer, 'flipX' | 'flipY'>;

/** The map from pixels of a layer to pixels of the page. */
export function matrixOf({ width, height, x, y, scaleX, scaleY, angle, flipX, flipY }: Placed): Matrix {
  const cos = Math.cos((angle * Math.PI) / 180);
  const sin = Math.sin((angle * Math.PI) / 180);
  const [right, down] = [flipX ? -scaleX : scaleX, flipY ? -scaleY : scaleY];
  const [startX, startY] = [flipX ? width * scaleX : 0, flipY ? height * scaleY : 0];
  return {
    a: cos * right,
    b: sin * right,
    c: -sin * down,
    d: cos * down,
    e: x + cos * startX - sin * startY,
    f: y + sin * startX + cos * startY,
  };
}

export function inverted({ a, b, c, d, e, f }: Matrix): Matrix {
  const area = a * d - b * c;
  return {
    a: d / area,
    b: -b / area,
    c: -c / area,
    d: a / area,
    e: (c * f - d * e) / area,
    f: (b * e - a * f) / area,
  };
}

/** The map that first does `inner` and then `outer`. */
export function multiplied(outer: Matrix, inner: Matrix): Matrix {
  return {
    a: outer.a * inner.a + outer.c * inner.b,
    b: outer.b * inner.a + outer.d * inner.b,
    c: outer.a * inner.c + outer.c * inner.d,
    d: outer.b * inner.c + outer.d * inner.d,
    e: outer.a * inner.e + outer.c * inner.f + outer.e,
    f: outer.b * inner.e + outer.d * inner.f + outer.f,
  };
}

export function mapped({ a, b, c, d, e, f }: Matrix, { x, y }: Point): Point {
  return { x: a * x + c * y + e, y: b * x + d * y + f };
}

/** The corners of an upright rectangle, clockwise from the top left. */
export function cornersOfBox({
  x,
  y,
  width,
  height,
}: Pick<LayerBox, 'x' | 'y' | 'width' | 'height'>): readonly Point[] {
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ];
}
