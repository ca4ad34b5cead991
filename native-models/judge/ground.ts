/** The ground of a picture: the world keeps a margin free, so the edge says what lies behind everything. */
import { median, medianColour, type Picture } from './pixels.ts';
import { backgroundWords, colourDistance, nameColour, nameGround, type Rgb, type World } from './world.ts';

// world.json keeps 0.02 of the side free; antialiasing takes the rest.
const MARGIN = 0.016;
/** Nearest named colours are 74 apart: a fall over less than half of that is no gradient between two of them. */
const LEAST_FALL = 37;
/** Share of the edge that may stray from the ground before it is neither one colour nor a gradient; blur reaches into it. */
const STRAY = 0.1;

/** The background of a picture. */
export interface Ground {
  /** The background's words, or null where it is none that the world knows. */
  readonly words: string | null;
  /** Distance of every pixel from the ground behind it. */
  readonly distance: Float32Array;
  /** The ground's colour in every row. */
  readonly rows: readonly Rgb[];
  /** Typical distance of the ground's own pixels from its colour. */
  readonly noise: number;
}

/** Reads the background from the picture's margin. */
export function readGround(picture: Picture, world: World): Ground {
  const { width, height } = picture;
  const margin = Math.max(1, Math.floor(MARGIN * Math.min(width, height)));
  const [top, bottom] = fitFall(picture, margin);
  const edge = edgePixels(picture, margin);
  const solid = colourDistance(top, bottom) < LEAST_FALL;
  const level = medianColour(picture, edge);
  const rows = Array.from({ length: height }, (_, y) => (solid ? level : mix(top, bottom, (y + 0.5) / height)));
  const distance = new Float32Array(width * height);
  for (let i = 0; i < distance.length; i += 1)
    distance[i] = colourDistance(at(picture, i), rows[Math.floor(i / width)]);
  const noise = median(edge.map((pixel) => distance[pixel]));
  const stray = edge.filter((pixel) => distance[pixel] > 40).length / edge.length;
  const start = solid ? nameGround(world, level) : nameColour(world, top);
  const end = solid ? null : nameColour(world, bottom);
  const named = start !== null && (solid || (end !== null && end !== start)) && stray <= STRAY;
  return { words: named ? backgroundWords(start, end) : null, distance, rows, noise };
}

/**
 * The colour of a pixel.
 * @param pixel index, row-major
 */
export function at(picture: Picture, pixel: number): Rgb {
  return [picture.rgb[3 * pixel], picture.rgb[3 * pixel + 1], picture.rgb[3 * pixel + 2]];
}

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

function edgePixels({ width, height }: Picture, margin: number): number[] {
  const pixels: number[] = [];
  for (let y = 0; y < height; y += 1) {
    const whole = y < margin || y >= height - margin;
    for (let x = 0; x < width; x += 1) if (whole || x < margin || x >= width - margin) pixels.push(y * width + x);
  }
  return pixels;
}

/** The colours at the very top and bottom of the line that the left and right edges follow. */
function fitFall(picture: Picture, margin: number): readonly [Rgb, Rgb] {
  const { width, height } = picture;
  const sides = Array.from({ length: height }, (_, y) => {
    const row: number[] = [];
    for (let x = 0; x < margin; x += 1) row.push(y * width + x, y * width + width - 1 - x);
    return medianColour(picture, row);
  });
  const lines = [0, 1, 2].map((c) => fitLine(sides.map((side, y) => [(y + 0.5) / height, side[c]] as const)));
  const value = (position: number) => lines.map(([offset, slope]) => offset + slope * position);
  const [r0, g0, b0] = value(0);
  const [r1, g1, b1] = value(1);
  return [
    [r0, g0, b0],
    [r1, g1, b1],
  ];
}

/** Least squares, twice more without the points that lie far off: a thing may reach into the edge. */
function fitLine(points: readonly (readonly [number, number])[]): readonly [number, number] {
  let kept = points;
  let line: readonly [number, number] = [0, 0];
  for (let round = 0; round < 3; round += 1) {
    const n = kept.length;
    const meanX = kept.reduce((sum, [x]) => sum + x, 0) / n;
    const meanY = kept.reduce((sum, [, y]) => sum + y, 0) / n;
    const spread = kept.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
    const slope = spread === 0 ? 0 : kept.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
    const offset = meanY - slope * meanX;
    line = [offset, slope];
    const off = points.map(([x, y]) => Math.abs(y - offset - slope * x));
    const limit = Math.max(6, 3 * median(off));
    kept = points.filter((_, i) => off[i] <= limit);
  }
  return line;
}
