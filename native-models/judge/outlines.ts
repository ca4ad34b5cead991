/** The outlines of the world's shapes (world.json, "shapeGeometry"), and how much of a pixel they cover. */

/** Whether a point of the box [-1, 1] x [-1, 1], y down, lies inside. */
type Inside = (x: number, y: number) => boolean;
type Point = readonly [number, number];

const disc =
  (radius: number, cx = 0, cy = 0): Inside =>
  (x, y) =>
    (x - cx) ** 2 + (y - cy) ** 2 <= radius * radius;

/** Horizontal bands of the box, each with the edges that reach into it. */
const BANDS = 64;

const bandOf = (y: number) => Math.min(Math.max(Math.floor(((y + 1) / 2) * BANDS), 0), BANDS - 1);

function polygon(points: readonly Point[]): Inside {
  const bands = Array.from({ length: BANDS }, (): (readonly [Point, Point])[] => []);
  points.forEach((a, i) => {
    const b = points.at(i - 1) ?? a;
    for (let band = bandOf(Math.min(a[1], b[1])); band <= bandOf(Math.max(a[1], b[1])); band += 1)
      bands[band].push([a, b]);
  });
  return (x, y) => {
    let inside = false;
    for (const [[ax, ay], [bx, by]] of bands[bandOf(y)]) {
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
    return inside;
  };
}

const star = Array.from({ length: 10 }, (_, i): Point => {
  const radius = i % 2 === 0 ? 1 : 0.45;
  const angle = Math.PI * (i / 5 - 0.5);
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
});

/** Right half of a heart from the notch to the point, as cubic arcs; the left half is its mirror image. */
function heart(arcs: readonly (readonly [Point, Point, Point, Point])[]): Point[] {
  const right = arcs.flatMap(([a, b, c, d]) =>
    Array.from({ length: 24 }, (_, i): Point => {
      const t = i / 24;
      const blend = (k: 0 | 1) =>
        (1 - t) ** 3 * a[k] + 3 * t * (1 - t) ** 2 * b[k] + 3 * t * t * (1 - t) * c[k] + t ** 3 * d[k];
      return [blend(0), blend(1)];
    }),
  );
  const left = right.slice(1).map(([x, y]): Point => [-x, y]);
  return [...right, [0, 1], ...left.reverse()];
}

/** More than one outline where the world leaves it open. */
const OUTLINES: Readonly<Record<string, readonly Inside[]>> = {
  circle: [disc(1)],
  square: [(x, y) => Math.abs(x) <= 0.89 && Math.abs(y) <= 0.89],
  triangle: [
    polygon([
      [0, -1],
      [1, 0.87],
      [-1, 0.87],
    ]),
  ],
  star: [polygon(star)],
  heart: [
    polygon(
      heart([
        [
          [0, -0.62],
          [0.12, -0.88],
          [0.36, -1],
          [0.55, -1],
        ],
        [
          [0.55, -1],
          [0.84, -1],
          [1, -0.74],
          [1, -0.45],
        ],
        [
          [1, -0.45],
          [1, 0.08],
          [0.45, 0.5],
          [0, 1],
        ],
      ]),
    ),
    polygon(
      heart([
        [
          [0, -0.45],
          [0.35, -1.25],
          [1.35, -1],
          [0.95, -0.15],
        ],
        [
          [0.95, -0.15],
          [0.75, 0.3],
          [0.3, 0.65],
          [0, 1],
        ],
      ]),
    ),
  ],
  diamond: [
    polygon([
      [0, -1],
      [0.72, 0],
      [0, 1],
      [-0.72, 0],
    ]),
  ],
  ring: [(x, y) => disc(1)(x, y) && !disc(0.55)(x, y)],
  crescent: [(x, y) => disc(1)(x, y) && !disc(0.82, 0.42, -0.12)(x, y)],
};

/** A filled outline with running sums, so that the share of any box that it covers takes four look-ups. */
export interface Outline {
  readonly shape: string;
  /** (SAMPLES + 1) squared running sums over the unit box. */
  readonly sums: Float64Array;
  /** Its length over its area, in sides of the box. */
  readonly outlineToArea: number;
  /** What the outline itself reaches within its box, in units of it. */
  readonly extent: { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
}

const SAMPLES = 160;

function drawOutline(shape: string, inside: Inside): Outline {
  const row = SAMPLES + 1;
  const sums = new Float64Array(row * row);
  const extent = { left: 1, top: 1, right: -1, bottom: -1 };
  const step = 2 / SAMPLES;
  for (let j = 0; j < SAMPLES; j += 1) {
    for (let i = 0; i < SAMPLES; i += 1) {
      const x = -1 + (i + 0.5) * step;
      const y = -1 + (j + 0.5) * step;
      const here = inside(x, y) ? 1 : 0;
      sums[(j + 1) * row + i + 1] = here + sums[j * row + i + 1] + sums[(j + 1) * row + i] - sums[j * row + i];
      if (here === 0) continue;
      extent.left = Math.min(extent.left, x - step / 2);
      extent.right = Math.max(extent.right, x + step / 2);
      extent.top = Math.min(extent.top, y - step / 2);
      extent.bottom = Math.max(extent.bottom, y + step / 2);
    }
  }
  return { shape, sums, outlineToArea: outlineToArea(inside), extent };
}

/** By Cauchy and Crofton: lines across in many directions meet an outline in proportion to its length. */
function outlineToArea(inside: Inside): number {
  const lines = 80;
  const directions = 16;
  let crossings = 0;
  let area = 0;
  for (let k = 0; k < directions; k += 1) {
    const [cos, sin] = [Math.cos((Math.PI * k) / directions), Math.sin((Math.PI * k) / directions)];
    for (let i = 0; i < lines; i += 1) {
      let before = false;
      for (let j = 0; j < lines; j += 1) {
        const [u, v] = [(3 * (i + 0.5)) / lines - 1.5, (3 * (j + 0.5)) / lines - 1.5];
        const here = inside(u * cos - v * sin, u * sin + v * cos);
        if (here !== before) crossings += 1;
        if (here) area += 1;
        before = here;
      }
    }
  }
  const step = 3 / lines;
  const length = ((crossings / directions) * step * Math.PI) / 2;
  // The box's side is 2 units.
  return (length / ((area / directions) * step * step)) * 2;
}

/** The outlines of these shapes. @throws Error for a shape whose geometry is not known here */
export function outlinesOf(shapes: readonly string[]): Outline[] {
  return shapes.flatMap((shape) => {
    const known = OUTLINES[shape];
    if (known === undefined) throw new Error(`The judge has no outline of a ${shape}.`);
    return known.map((inside) => drawOutline(shape, inside));
  });
}

/** Places along one axis among the running sums: the one before each place, and how far it is on the way to the next. */
interface Places {
  readonly before: Int32Array;
  readonly way: Float64Array;
}

/** @param from of the first place, in the unit box's coordinates; what lies outside of the box counts as its border */
function placesFrom(from: number, step: number, count: number): Places {
  const before = new Int32Array(count);
  const way = new Float64Array(count);
  for (let i = 0; i < count; i += 1) {
    const at = Math.min(Math.max(((from + i * step + 1) / 2) * SAMPLES, 0), SAMPLES);
    before[i] = Math.min(Math.floor(at), SAMPLES - 1);
    way[i] = at - before[i];
  }
  return { before, way };
}

/** Writes what the outline fills above and left of each of these columns at one row, in samples, into `sums`. */
function sumRow(outline: Outline, columns: Places, rows: Places, row: number, sums: Float64Array): void {
  const across = SAMPLES + 1;
  const upper = outline.sums;
  const fy = rows.way[row];
  const from = rows.before[row] * across;
  for (let i = 0; i < sums.length; i += 1) {
    const at = from + columns.before[i];
    const fx = columns.way[i];
    sums[i] =
      (1 - fy) * ((1 - fx) * upper[at] + fx * upper[at + 1]) +
      fy * ((1 - fx) * upper[at + across] + fx * upper[at + across + 1]);
  }
}

/**
 * Walks over a grid of equal square cells, row by row, and tells the shares of each row's cells that the outline covers, 0 to 1.
 * Neighbouring cells share their corners, so that a cell costs one look-up and not four.
 * @param left of the grid in the unit box's coordinates, as are `top` and the side `step` of a cell
 * @param see the shares are the same array for every row
 */
export function walkCovered(
  outline: Outline,
  { left, top, step, columns, rows }: { left: number; top: number; step: number; columns: number; rows: number },
  see: (row: number, shares: Float64Array) => void,
): void {
  const across = placesFrom(left, step, columns + 1);
  const down = placesFrom(top, step, rows + 1);
  const area = (step * step * SAMPLES * SAMPLES) / 4;
  let upper = new Float64Array(columns + 1);
  let lower = new Float64Array(columns + 1);
  const shares = new Float64Array(columns);
  sumRow(outline, across, down, 0, upper);
  for (let row = 0; row < rows; row += 1) {
    sumRow(outline, across, down, row + 1, lower);
    for (let column = 0; column < columns; column += 1)
      shares[column] = (lower[column + 1] - lower[column] - upper[column + 1] + upper[column]) / area;
    see(row, shares);
    [upper, lower] = [lower, upper];
  }
}
