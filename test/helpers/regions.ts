import fc from 'fast-check';
import type { RegionMask } from '../../preload/contract/pictures.ts';
import {
  type RegionStep,
  regionOperations,
  type ShapeStep,
  type WholeStep,
} from '../../preload/contract/region-steps.ts';
import { anyStroke } from './documents.ts';

/** Regions of every kind of step, and what they are by definition: pixel by pixel, and as slowly as need be. */

/** Blobs of the pictures that random steps name, on a page of about 60 pixels. */
export const somePictures: ReadonlyMap<string, RegionMask> = new Map(
  [
    { width: 20, height: 9 },
    { width: 70, height: 60 },
  ].map((size, number) => {
    const values = Uint8Array.from({ length: size.width * size.height }, (_, i) => (i * (number + 3) * 37) % 256);
    return [String(number + 1).repeat(64), { ...size, values }];
  }),
);
export const somePicture = (hash: string): RegionMask | null => somePictures.get(hash) ?? null;

const shape = { id: fc.uuid(), operation: fc.constantFrom(...regionOperations) };
const at = fc.double({ min: -30, max: 90, noNaN: true });
const side = fc.double({ min: 0.1, max: 60, noNaN: true });
const box = { x: at, y: at, width: side, height: side };

export const anyShape: fc.Arbitrary<ShapeStep> = fc.oneof(
  anyStroke,
  fc.record({ kind: fc.constant('rectangle' as const), ...shape, ...box }),
  fc.record({ kind: fc.constant('ellipse' as const), ...shape, ...box }),
  fc.record({
    kind: fc.constant('polygon' as const),
    ...shape,
    points: fc.array(fc.tuple(at, at), { minLength: 3, maxLength: 9 }).map((points) => points.flat()),
  }),
  fc
    .record({
      ...shape,
      picture: fc.constantFrom(...somePictures),
      x: fc.integer({ min: -30, max: 60 }),
      y: fc.integer({ min: -30, max: 60 }),
    })
    .map(({ picture: [blob, { width, height }], ...step }) => ({
      kind: 'picture' as const,
      ...step,
      blob,
      width,
      height,
    })),
);

export const anyWhole: fc.Arbitrary<WholeStep> = fc.oneof(
  fc.record({ kind: fc.constant('invert' as const), id: fc.uuid() }),
  fc.record({ kind: fc.constant('feather' as const), id: fc.uuid(), radius: fc.integer({ min: 1, max: 12 }) }),
  fc.record({
    kind: fc.constant('grow' as const),
    id: fc.uuid(),
    by: fc.integer({ min: -9, max: 9 }).filter((by) => by !== 0),
  }),
);

export const anyStep: fc.Arbitrary<RegionStep> = fc.oneof({ arbitrary: anyShape, weight: 3 }, anyWhole);

/** Row-major values of a region, or null where a pixel's centre lies so near an edge that rounding decides. */
export function slowRegion(steps: readonly RegionStep[], width: number, height: number): number[] | null {
  let values = Array.from({ length: width * height }, () => 0);
  const pixel = (x: number, y: number) => values[y * width + x] ?? 0;
  const clampedAt = (x: number, y: number) =>
    pixel(Math.max(0, Math.min(width - 1, x)), Math.max(0, Math.min(height - 1, y)));
  const made = (of: (x: number, y: number) => number) => {
    values = values.map((_, i) => of(i % width, Math.floor(i / width)));
  };
  for (const step of steps) {
    if (step.kind === 'unreadable') continue;
    if (step.kind === 'invert') made((x, y) => 255 - pixel(x, y));
    else if (step.kind === 'grow') {
      const grown = step.by > 0;
      const disc = [...discOf(Math.abs(step.by))];
      made((x, y) => {
        let best = pixel(x, y);
        for (const [dx, dy] of disc) {
          if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height) continue;
          best = grown ? Math.max(best, pixel(x + dx, y + dy)) : Math.min(best, pixel(x + dx, y + dy));
        }
        return best;
      });
    } else if (step.kind === 'feather') {
      made((x, y) => pixel(x, y) * 256);
      const reaches = [0, 1, 2].map((part) => Math.floor((step.radius + 2 - part) / 3)).filter((reach) => reach > 0);
      for (const [across, down] of [
        [1, 0],
        [0, 1],
      ] as const) {
        for (const reach of reaches) {
          made((x, y) => {
            let sum = 0;
            for (let k = -reach; k <= reach; k++) sum += clampedAt(x + across * k, y + down * k);
            return Math.floor((sum + reach) / (2 * reach + 1));
          });
        }
      }
      made((x, y) => Math.floor((pixel(x, y) + 128) / 256));
    } else {
      let unsure = false;
      made((x, y) => {
        const covered = coverage(step, x, y);
        if (covered === null) unsure = true;
        const given = covered ?? 0;
        if (step.operation === 'add') return Math.max(pixel(x, y), given);
        return Math.min(pixel(x, y), step.operation === 'intersect' ? given : 255 - given);
      });
      if (unsure) return null;
    }
  }
  return values;
}

function* discOf(reach: number): Generator<readonly [number, number]> {
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      if (dx * dx + dy * dy <= reach * reach) yield [dx, dy];
    }
  }
}

const NEAR = 1e-7;
const hard = (measure: number): number | null => (Math.abs(measure) < NEAR ? null : measure > 0 ? 255 : 0);

/** How much of a shape lies at a pixel: 0 to 255; null on the very edge. */
function coverage(step: ShapeStep, column: number, row: number): number | null {
  const [x, y] = [column + 0.5, row + 0.5];
  switch (step.kind) {
    case 'stroke':
      return hard(Math.max(step.size / 2, Math.SQRT1_2) - distanceToLine(step.points, x, y));
    case 'rectangle':
      return hard(Math.min(x - step.x, step.x + step.width - x, y - step.y, step.y + step.height - y));
    case 'ellipse': {
      const [rx, ry] = [step.width / 2, step.height / 2];
      return hard(1 - ((x - step.x - rx) / rx) ** 2 - ((y - step.y - ry) / ry) ** 2);
    }
    case 'polygon':
      return windingOf(step.points, x, y);
    case 'picture': {
      const picture = somePicture(step.blob);
      const [left, top] = [column - step.x, row - step.y];
      const inside = left >= 0 && top >= 0 && left < step.width && top < step.height;
      return inside ? (picture?.values[top * step.width + left] ?? 0) : 0;
    }
  }
}

/** By the angles under which the point sees the sides: all the way round is once around it. */
function windingOf(points: readonly number[], x: number, y: number): number | null {
  if (distanceToLine([...points, ...points.slice(0, 2)], x, y) < 1e-4) return null;
  let angle = 0;
  for (let i = 0; i < points.length; i += 2) {
    const next = (i + 2) % points.length;
    const [ax, ay] = [(points[i] ?? 0) - x, (points[i + 1] ?? 0) - y];
    const [bx, by] = [(points[next] ?? 0) - x, (points[next + 1] ?? 0) - y];
    angle += Math.atan2(ax * by - ay * bx, ax * bx + ay * by);
  }
  return Math.round(angle / (2 * Math.PI)) === 0 ? 0 : 255;
}

export function distanceToLine(points: readonly number[], px: number, py: number): number {
  let least = Infinity;
  for (let i = 0; i < points.length; i += 2) {
    const x0 = points[Math.max(0, i - 2)] ?? 0;
    const y0 = points[Math.max(0, i - 2) + 1] ?? 0;
    const dx = (points[i] ?? 0) - x0;
    const dy = (points[i + 1] ?? 0) - y0;
    const squared = dx * dx + dy * dy;
    const along = squared === 0 ? 0 : Math.max(0, Math.min(1, ((px - x0) * dx + (py - y0) * dy) / squared));
    least = Math.min(least, Math.hypot(px - x0 - along * dx, py - y0 - along * dy));
  }
  return least;
}
