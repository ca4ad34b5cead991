import type { Frame } from '../../preload/contract/pictures.ts';
import type { EllipseStep, PolygonStep, RectangleStep } from '../../preload/contract/region-steps.ts';

/** Rectangles, ellipses and polygons as rows of pixels. The edges are hard: a pixel is inside if its centre is. */

/** Called for each span in each row of the clip, from left to right, with the span's first and last pixel. */
type Emit = (row: number, first: number, last: number) => void;

type Plain = RectangleStep | EllipseStep | PolygonStep;
export type PlainShape = Plain extends infer Step
  ? Step extends Plain
    ? Omit<Step, 'id' | 'operation'>
    : never
  : never;

export function spansOfShape(shape: PlainShape, clip: Frame, emit: Emit): void {
  const within: Emit = (row, first, last) => {
    const from = Math.max(clip.x, first);
    const to = Math.min(clip.x + clip.width - 1, last);
    if (from <= to) emit(row, from, to);
  };
  if (shape.kind === 'rectangle') rectangleSpans(shape, clip, within);
  else if (shape.kind === 'ellipse') ellipseSpans(shape, clip, within);
  else polygonSpans(shape.points, clip, within);
}

/** The left, top, right and bottom side. */
export function sidesOfShape(shape: PlainShape): readonly [number, number, number, number] {
  if (shape.kind !== 'polygon') return [shape.x, shape.y, shape.x + shape.width, shape.y + shape.height];
  const sides: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  shape.points.forEach((value, at) => {
    const side = at % 2;
    sides[side] = Math.min(sides[side] ?? value, value);
    sides[side + 2] = Math.max(sides[side + 2] ?? value, value);
  });
  return sides;
}

/** The first pixel whose centre does not lie before `edge`. */
const pixelFrom = (edge: number): number => Math.ceil(edge - 0.5);

function rectangleSpans(
  { x, y, width, height }: Omit<RectangleStep, 'id' | 'operation'>,
  clip: Frame,
  emit: Emit,
): void {
  const bottom = Math.min(clip.y + clip.height, pixelFrom(y + height));
  for (let row = Math.max(clip.y, pixelFrom(y)); row < bottom; row++) {
    emit(row, pixelFrom(x), pixelFrom(x + width) - 1);
  }
}

function ellipseSpans({ x, y, width, height }: Omit<EllipseStep, 'id' | 'operation'>, clip: Frame, emit: Emit): void {
  const middle = x + width / 2;
  const bottom = Math.min(clip.y + clip.height, pixelFrom(y + height));
  for (let row = Math.max(clip.y, pixelFrom(y)); row < bottom; row++) {
    const off = (row + 0.5 - (y + height / 2)) / (height / 2);
    const half = (width / 2) * Math.sqrt(Math.max(0, 1 - off * off));
    emit(row, pixelFrom(middle - half), Math.floor(middle + half - 0.5));
  }
}

/** Where a row's centre line crosses the outline, and whether the outline goes down (1) or up (-1) there. */
interface Crossing {
  readonly x: number;
  readonly turn: 1 | -1;
}

function polygonSpans(points: readonly number[], clip: Frame, emit: Emit): void {
  crossingsByRow(points, clip).forEach((crossings, at) => {
    crossings.sort((a, b) => a.x - b.x);
    let turns = 0;
    let from = 0;
    for (const { x, turn } of crossings) {
      if (turns === 0) from = x;
      turns += turn;
      if (turns === 0) emit(clip.y + at, pixelFrom(from), pixelFrom(x) - 1);
    }
  });
}

function crossingsByRow(points: readonly number[], clip: Frame): Crossing[][] {
  const rows: Crossing[][] = Array.from({ length: clip.height }, () => []);
  for (let at = 0; at < points.length; at += 2) {
    const next = (at + 2) % points.length;
    const [x0 = 0, y0 = 0] = [points[at], points[at + 1]];
    const [x1 = 0, y1 = 0] = [points[next], points[next + 1]];
    const bottom = Math.min(clip.y + clip.height, pixelFrom(Math.max(y0, y1)));
    for (let row = Math.max(clip.y, pixelFrom(Math.min(y0, y1))); row < bottom; row++) {
      const x = x0 + ((row + 0.5 - y0) * (x1 - x0)) / (y1 - y0);
      rows[row - clip.y]?.push({ x, turn: y1 > y0 ? 1 : -1 });
    }
  }
  return rows;
}
