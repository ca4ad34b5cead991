import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TILE_SIDE } from '../../../../../preload/contract/paint-tiles.ts';
import type { RegionMask } from '../../../../../preload/contract/pictures.ts';
import type {
  FinishedTile,
  Ink,
  PaintedTiles,
  PaintJob,
  PenPoint,
  Tip,
} from '../../../../../renderer/document/paint.ts';
import { gradientAt } from '../../../../../renderer/pixels/paint/blend.ts';
import { paintWorkHere } from '../../../../../renderer/pixels/paint/paint-work.ts';
import { pixelsOfTile } from '../../../../../renderer/pixels/paint/tile-memory.ts';
import { joinedTiles, tilesOf } from '../../../../../renderer/pixels/paint/tiles-of.ts';
import { firstPaint } from '../../../../../renderer/tools/paint-options.ts';

const UPRIGHT = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };
const WIDTH = 600;
const HEIGHT = 300;
const RED: Ink = { kind: 'colour', colour: { red: 200, green: 10, blue: 30 } };
const tipWith = (patch: Partial<Tip>): Tip => ({ ...firstPaint.tips.paintbrush, smoothing: 0, ...patch });
const at = (x: number, y: number, pressure = 0.5): PenPoint => ({ x, y, pressure, tiltX: 0, tiltY: 0 });

/** A layer that is painted on, in memory. */
class Sheet {
  tiles: PaintedTiles['tiles'] = [];
  readonly blobs = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly #work = paintWorkHere();
  #jobs = 0;
  readonly #decoded = new Map<string, Uint8ClampedArray>();

  async paint(
    change: Partial<PaintJob>,
    tip: Tip | null,
    batches: readonly (readonly PenPoint[])[],
    region: RegionMask | null = null,
  ): Promise<readonly FinishedTile[]> {
    const job: PaintJob = {
      id: String(++this.#jobs),
      target: { width: WIDTH, height: HEIGHT, matrix: UPRIGHT, tiles: this.tiles },
      ink: RED,
      opacity: 1,
      keepAlpha: false,
      isMask: false,
      inRegion: true,
      ...change,
    };
    const work = this.#work.begin(job, {
      loadTile: async (blob) => this.blobs.get(blob) ?? Promise.reject(new Error('lost')),
      onPatches: () => undefined,
      region,
    });
    if (tip === null) work.cover(null);
    else for (const points of batches) work.stroke(tip, points);
    const finished = await work.end();
    for (const { blob, png } of finished) if (blob !== null && png !== null) this.blobs.set(blob, png);
    const changed = new Set(finished.map(({ column, row }) => `${column} ${row}`));
    this.tiles = [
      ...this.tiles.filter(({ column, row }) => !changed.has(`${column} ${row}`)),
      ...finished.flatMap(({ column, row, blob }) => (blob === null ? [] : [{ column, row, blob }])),
    ];
    return finished;
  }

  pixel(x: number, y: number): number[] {
    const [column, row] = [Math.floor(x / TILE_SIDE), Math.floor(y / TILE_SIDE)];
    const tile = this.tiles.find((one) => one.column === column && one.row === row);
    const png = tile === undefined ? undefined : this.blobs.get(tile.blob);
    if (tile === undefined || png === undefined) return [0, 0, 0, 0];
    const pixels = this.#decoded.get(tile.blob) ?? pixelsOfTile(png);
    this.#decoded.set(tile.blob, pixels);
    const start = 4 * ((y - row * TILE_SIDE) * TILE_SIDE + x - column * TILE_SIDE);
    return [...pixels.subarray(start, start + 4)];
  }
}

const stroke = fc.array(
  fc
    .record({ x: fc.integer({ min: -40, max: 640 }), y: fc.integer({ min: -40, max: 340 }), p: fc.nat(10) })
    .map(({ x, y, p }) => at(x, y, p / 10)),
  { minLength: 1, maxLength: 6 },
);
const someTip = fc.record({
  size: fc.integer({ min: 1, max: 60 }),
  hardness: fc.constantFrom(0, 0.5, 1),
  flow: fc.constantFrom(0.05, 0.5, 1),
  crisp: fc.boolean(),
  pressureOpacity: fc.boolean(),
});

test('the same places give the same tiles, however they arrive', async () => {
  await fc.assert(
    fc.asyncProperty(stroke, someTip, fc.integer({ min: 1, max: 5 }), async (places, patch, size) => {
      const tip = tipWith(patch);
      const [whole, parts] = [new Sheet(), new Sheet()];
      await whole.paint({}, tip, [places]);
      const batches = places.flatMap((_, from) => (from % size === 0 ? [places.slice(from, from + size)] : []));
      await parts.paint({}, tip, batches);
      expect(parts.tiles).toEqual(whole.tiles);
    }),
    { numRuns: 30 },
  );
});

test('a hard stroke covers its whole path on the layer, and nothing beyond its width', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 20, max: 580 }),
      fc.integer({ min: 20, max: 280 }),
      fc.integer({ min: 3, max: 40 }),
      async (x, y, size) => {
        const sheet = new Sheet();
        await sheet.paint({}, tipWith({ size, hardness: 1, pressureSize: false }), [[at(10, 150), at(x, y)]]);
        const length = Math.hypot(x - 10, y - 150);
        for (let step = 0; step <= length; step++) {
          const [px, py] = [10 + ((x - 10) * step) / length, 150 + ((y - 150) * step) / length];
          expect(sheet.pixel(Math.floor(px), Math.floor(py))[3]).toBeGreaterThan(200);
        }
        // Across the line, one and a half widths away.
        const [ax, ay] = [(-(y - 150) / length) * 1.5 * size, ((x - 10) / length) * 1.5 * size];
        for (const side of [-1, 1]) {
          const [px, py] = [Math.floor((10 + x) / 2 + side * ax), Math.floor((150 + y) / 2 + side * ay)];
          if (px >= 0 && py >= 0 && px < WIDTH && py < HEIGHT) expect(sheet.pixel(px, py)[3]).toBe(0);
        }
      },
    ),
    { numRuns: 20 },
  );
});

test('a thin pencil has no gap and no half pixel', async () => {
  const sheet = new Sheet();
  await sheet.paint({}, tipWith({ size: 1, crisp: true, pressureSize: false }), [[at(10, 20), at(110, 60)]]);
  for (let x = 10; x <= 110; x++) {
    const column = Array.from({ length: 60 }, (_, y) => sheet.pixel(x, y + 10)[3]);
    expect(column.filter((alpha) => alpha === 255).length).toBeGreaterThan(0);
    expect(column.every((alpha) => alpha === 0 || alpha === 255)).toBe(true);
  }
});

test('one stroke never covers more than its opacity, and a second one covers more', async () => {
  const sheet = new Sheet();
  const tip = tipWith({ size: 30, hardness: 1, pressureSize: false });
  const back = [at(50, 50), at(200, 50), at(50, 50)];
  await sheet.paint({ opacity: 0.5 }, tip, [back]);
  expect(sheet.pixel(100, 50)).toEqual([200, 10, 30, 128]);
  await sheet.paint({ opacity: 0.5 }, tip, [back]);
  expect(sheet.pixel(100, 50)).toEqual([200, 10, 30, 192]);
});

test('paint over paint mixes by the formula of the canvas, and locked transparency keeps every alpha', async () => {
  const sheet = new Sheet();
  await sheet.paint({ opacity: 0.4 }, null, []);
  const blue: Ink = { kind: 'colour', colour: { red: 0, green: 0, blue: 250 } };
  const hard = tipWith({ size: 20, hardness: 1, pressureSize: false });
  await sheet.paint({ ink: blue, opacity: 0.5 }, hard, [[at(30, 30)]]);
  // Over 102/255 of red, half of blue: alpha 0.5 + 0.5 * 0.4.
  expect(sheet.pixel(30, 30)).toEqual([57, 3, 187, 179]);
  await sheet.paint({ ink: blue, keepAlpha: true }, hard, [[at(100, 100)]]);
  expect(sheet.pixel(100, 100)).toEqual([0, 0, 250, 102]);
  expect(sheet.pixel(100, 140)[3]).toBe(102);
});

test('the region limits the paint by its own strength, and pixels outside of it stay as they are', async () => {
  const values = new Uint8Array(WIDTH * HEIGHT);
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) values[y * WIDTH + x] = x < 100 ? 255 : x < 200 ? 102 : 0;
  const sheet = new Sheet();
  await sheet.paint({}, null, [], { width: WIDTH, height: HEIGHT, values });
  expect([sheet.pixel(99, 7)[3], sheet.pixel(100, 7)[3], sheet.pixel(200, 7)[3]]).toEqual([255, 102, 0]);
  expect(sheet.tiles).toHaveLength(2);
});

test('what is erased to nothing leaves no tile, and what changes nothing is no change', async () => {
  const sheet = new Sheet();
  await sheet.paint({}, tipWith({ size: 20 }), [[at(50, 50), at(90, 50)]]);
  const kept = sheet.tiles;
  expect(kept).toHaveLength(1);
  const wide = tipWith({ size: 120, hardness: 1, pressureSize: false });
  expect(await sheet.paint({ ink: { kind: 'erase' } }, wide, [[at(400, 50)]])).toEqual([]);
  const gone = await sheet.paint({ ink: { kind: 'erase' } }, wide, [[at(50, 50), at(90, 50)]]);
  expect(gone).toEqual([{ column: 0, row: 0, blob: null, png: null }]);
  expect(sheet.tiles).toEqual([]);
});

test('a tile that cannot be read ends the stroke, and says why', async () => {
  const sheet = new Sheet();
  await sheet.paint({}, tipWith({}), [[at(50, 50)]]);
  const other = new Sheet();
  other.tiles = sheet.tiles;
  await expect(other.paint({}, tipWith({}), [[at(60, 50)]])).rejects.toThrow('lost');
});

test('a gradient begins and ends with its colours, and a clear end does not darken the middle', () => {
  const ink = {
    kind: 'gradient',
    shape: 'linear',
    from: { x: 0, y: 0 },
    to: { x: 100, y: 0 },
    first: { red: 255, green: 255, blue: 255, alpha: 1 },
    second: { red: 0, green: 0, blue: 0, alpha: 0 },
  } as const;
  expect(gradientAt(ink, { x: -5, y: 9 })).toEqual({ red: 255, green: 255, blue: 255, alpha: 1 });
  expect(gradientAt(ink, { x: 50, y: 0 })).toEqual({ red: 255, green: 255, blue: 255, alpha: 0.5 });
  expect(gradientAt(ink, { x: 150, y: 0 }).alpha).toBe(0);
});

test('a raster is cut into tiles and joined again without a change', async () => {
  const rgba = Uint8Array.from({ length: 4 * WIDTH * HEIGHT }, (_, i) => (i % 4 === 3 ? 255 : (i * 7) % 256));
  expect(joinedTiles({ width: WIDTH, height: HEIGHT }, tilesOf({ width: WIDTH, height: HEIGHT, rgba })).rgba).toEqual(
    rgba,
  );
  expect(tilesOf({ width: 300, height: 20, rgba: new Uint8Array(4 * 300 * 20) })).toEqual([]);
});

test('on a mask every pixel goes towards how light the ink is, as far as the paint covers it, and stays black', async () => {
  const strength = fc.integer({ min: 0, max: 20 }).map((twentieth) => twentieth / 20);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(255), strength), { minLength: 1, maxLength: 4 }), async (coats) => {
      const sheet = new Sheet();
      let expected = 0;
      for (const [value, opacity] of coats) {
        const ink = { kind: 'colour', colour: { red: value, green: value, blue: value } } as const;
        await sheet.paint({ ink, opacity, isMask: true }, null, []);
        expected = Math.round(expected + (value - expected) * opacity);
      }
      expect(sheet.pixel(300, 150)).toEqual([0, 0, 0, expected]);
    }),
    { numRuns: 25 },
  );
});
