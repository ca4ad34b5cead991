import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedPart, changedPixels } from '../../../../main/engine/codec/cells.ts';
import { planesToRaster, rasterToPlanes } from '../../../../main/engine/codec/pixels.ts';
import { composite, crop, withAlpha } from '../../../../main/engine/framing/composite.ts';
import { alphaAround, alphaOf, squaredDistances } from '../../../../main/engine/framing/feather.ts';
import { workingSize } from '../../../../main/engine/framing/sizes.ts';
import { boxOf, frameAround, gridFor, maskedCells } from '../../../../preload/contract/region-frame.ts';

const side = fc.integer({ min: 1, max: 40 });

/** A picture of noise and a mask of a few painted rectangles of any strength. */
const painted = fc.record({ width: side, height: side }).chain(({ width, height }) =>
  fc.record({
    picture: fc
      .uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
      .map((bytes) => ({ width, height, rgba: Uint8Array.from(bytes) })),
    mask: fc
      .array(fc.tuple(fc.nat(width - 1), fc.nat(height - 1), side, side, fc.integer({ min: 1, max: 255 })), {
        minLength: 1,
        maxLength: 4,
      })
      .map((rectangles) => {
        const values = new Uint8Array(width * height);
        for (const [x, y, w, h, strength] of rectangles)
          for (let row = y; row < Math.min(height, y + h); row++)
            values.fill(strength, row * width + x, row * width + Math.min(width, x + w));
        return { width, height, values };
      }),
    margin: fc.double({ min: 0, max: 3, noNaN: true }),
    feather: fc.double({ min: 0, max: 20, noNaN: true }),
    patchSize: fc.constantFrom(2, 4, 8),
    native: fc.integer({ min: 1, max: 6 }),
  }),
);

function framed({
  picture,
  mask,
  margin,
  patchSize,
  native,
}: {
  picture: { width: number; height: number };
  mask: Parameters<typeof boxOf>[0];
  margin: number;
  patchSize: number;
  native: number;
}) {
  const box = boxOf(mask);
  if (box === null) throw new Error('nothing is painted');
  const own = { width: native * patchSize, height: native * patchSize };
  const frame = frameAround(box, picture, own, margin);
  return { box, frame, grid: gridFor(frame, own, patchSize), own };
}

describe('frame', () => {
  test('holds the painted box, lies inside the picture, and has about as many cells as the model draws', () => {
    fc.assert(
      fc.property(painted, (given) => {
        const { box, frame, grid } = framed(given);
        expect(frame.x).toBeGreaterThanOrEqual(0);
        expect(frame.y).toBeGreaterThanOrEqual(0);
        expect(frame.x + frame.width).toBeLessThanOrEqual(given.picture.width);
        expect(frame.y + frame.height).toBeLessThanOrEqual(given.picture.height);
        expect(frame.x).toBeLessThanOrEqual(box.x);
        expect(frame.y).toBeLessThanOrEqual(box.y);
        expect(frame.x + frame.width).toBeGreaterThanOrEqual(box.x + box.width);
        expect(frame.y + frame.height).toBeGreaterThanOrEqual(box.y + box.height);
        expect(grid.columns * grid.rows).toBeLessThanOrEqual(given.native ** 2 * 1.25 + 1e-9);
        expect(Math.min(grid.columns, grid.rows)).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  test('a small region in a big picture is enlarged twice for the model, square', () => {
    const native = { width: 128, height: 128 };
    const frame = frameAround({ x: 5, y: 900, width: 10, height: 20 }, { width: 2000, height: 1500 }, native);
    expect(frame).toEqual({ x: 0, y: 878, width: 64, height: 64 });
    expect(gridFor(frame, native, 16)).toEqual({ columns: 8, rows: 8 });
  });

  test('a region in a picture of at most the model’s own size is not enlarged', () => {
    const native = { width: 128, height: 128 };
    const box = { x: 5, y: 60, width: 10, height: 20 };
    expect(frameAround(box, native, native)).toEqual({ x: 0, y: 0, ...native });
    expect(frameAround(box, { width: 90, height: 128 }, native)).toEqual({ x: 0, y: 25, width: 90, height: 90 });
    expect(frameAround(box, { width: 129, height: 128 }, native)).toMatchObject({ width: 64, height: 64 });
  });

  test('a region across a wide picture takes what there is', () => {
    const frame = frameAround(
      { x: 0, y: 10, width: 1000, height: 50 },
      { width: 1000, height: 100 },
      { width: 128, height: 128 },
    );
    expect(frame).toEqual({ x: 0, y: 0, width: 1000, height: 100 });
  });

  test('nothing painted has no box', () => {
    expect(boxOf({ width: 3, height: 2, values: new Uint8Array(6) })).toBeNull();
  });
});

describe('masked cells', () => {
  test('are exactly those that a painted pixel overlaps', () => {
    fc.assert(
      fc.property(painted, (given) => {
        const { frame, grid } = framed(given);
        const cells = maskedCells(given.mask, frame, grid);
        for (let row = 0; row < grid.rows; row++)
          for (let column = 0; column < grid.columns; column++) {
            let wanted = 0;
            for (let y = 0; y < frame.height; y++)
              for (let x = 0; x < frame.width; x++) {
                const overlaps =
                  x * grid.columns < (column + 1) * frame.width &&
                  (x + 1) * grid.columns > column * frame.width &&
                  y * grid.rows < (row + 1) * frame.height &&
                  (y + 1) * grid.rows > row * frame.height;
                if (overlaps && given.mask.values[(frame.y + y) * given.mask.width + frame.x + x] > 0) wanted = 1;
              }
            expect(cells[row * grid.columns + column]).toBe(wanted);
          }
      }),
      { numRuns: 60 },
    );
  });
});

describe('what an edit changed', () => {
  test('is every painted pixel that touches a changed cell, and no other', () => {
    fc.assert(
      fc.property(painted, fc.array(fc.boolean(), { minLength: 64, maxLength: 64 }), (given, flips) => {
        const { frame, grid } = framed(given);
        const flipped = Uint8Array.from({ length: grid.columns * grid.rows }, (_, cell) =>
          flips[cell % flips.length] ? 1 : 0,
        );
        const changed = changedPart(given.mask, frame, grid, flipped);
        const everything = { ...given.mask, values: new Uint8Array(given.mask.values.length) };
        for (let y = 0; y < frame.height; y++)
          for (let x = 0; x < frame.width; x++) {
            const at = (frame.y + y) * given.mask.width + frame.x + x;
            everything.values[at] = 255;
            // The cells of one pixel alone: the geometry of the other direction.
            const touches = maskedCells(everything, frame, grid).some((hit, cell) => hit === 1 && flipped[cell] === 1);
            expect(changed.values[at]).toBe(touches ? given.mask.values[at] : 0);
            everything.values[at] = 0;
          }
      }),
      { numRuns: 20 },
    );
  });
});

describe('what a decoded picture shows is something else', () => {
  const grid = { columns: 3, rows: 2 };
  const shown = (colours: readonly number[], codes = [5, 5, 5, 5, 5, 5]) => {
    const picture = { width: 12, height: 8, rgba: new Uint8Array(12 * 8 * 4).fill(255) };
    for (let y = 0; y < 8; y++)
      for (let x = 0; x < 12; x++)
        picture.rgba[(y * 12 + x) * 4] = colours[Math.floor(y / 4) * 3 + Math.floor(x / 4)] ?? 0;
    return { codes: Int32Array.from(codes), picture };
  };
  const before = shown([10, 10, 10, 10, 10, 10]);
  const changedPlaces = (after: ReturnType<typeof shown>) =>
    [...changedPixels(grid, before, after).entries()].flatMap(([pixel, isOther]) => (isOther === 1 ? [pixel] : []));

  test('in the whole of a cell of another code', () => {
    const after = shown([10, 10, 10, 10, 10, 10], [5, 6, 5, 5, 5, 5]);
    const columns = [4, 5, 6, 7];
    expect(changedPlaces(after)).toEqual([0, 1, 2, 3].flatMap((y) => columns.map((x) => y * 12 + x)));
  });

  test('where a pixel of the same code has another colour: an outline on another ground', () => {
    const after = shown([10, 10, 10, 10, 10, 10]);
    after.picture.rgba[4] = 90;
    after.picture.rgba[4 * 50 + 2] = 200;
    expect(changedPlaces(after)).toEqual([1, 50]);
  });

  test('and not where the decoder only wavers', () => {
    expect(changedPlaces(shown([20, 30, 0, 10, 25, 50]))).toEqual([]);
  });
});

describe('compositing', () => {
  test('no byte outside the mask changes, whatever the picture, the mask, the frame and the feather', () => {
    fc.assert(
      fc.property(painted, fc.integer(), (given, colour) => {
        const { picture, mask, feather } = given;
        const { frame } = framed(given);
        const drawn = {
          width: frame.width,
          height: frame.height,
          rgba: new Uint8Array(frame.width * frame.height * 4).fill(colour),
        };
        const after = composite(picture, withAlpha(drawn, alphaOf(mask, frame, feather)), frame);
        for (let i = 0; i < mask.values.length; i++) {
          if (mask.values[i] !== 0) continue;
          expect(after.rgba.subarray(4 * i, 4 * i + 4)).toEqual(picture.rgba.subarray(4 * i, 4 * i + 4));
        }
      }),
    );
  });

  test('without a feather, full strength is the patch itself', () => {
    const picture = { width: 2, height: 1, rgba: Uint8Array.of(1, 2, 3, 255, 4, 5, 6, 0) };
    const mask = { width: 2, height: 1, values: Uint8Array.of(255, 255) };
    const frame = { x: 0, y: 0, width: 2, height: 1 };
    const drawn = { width: 2, height: 1, rgba: Uint8Array.of(9, 8, 7, 255, 6, 5, 4, 255) };
    expect(composite(picture, withAlpha(drawn, alphaOf(mask, frame, 0)), frame).rgba).toEqual(drawn.rgba);
    expect(() => composite(picture, drawn, { ...frame, x: 1 })).toThrow('leaves the picture');
  });

  test('the feather rises inwards and not at the edge of the picture', () => {
    const mask = { width: 12, height: 1, values: Uint8Array.from({ length: 12 }, (_, x) => (x >= 2 ? 255 : 0)) };
    const alpha = [...alphaOf(mask, { x: 1, y: 0, width: 11, height: 1 }, 4)];
    expect(alpha[0]).toBe(0);
    expect(alpha.slice(1, 6).every((value, i) => i === 0 || value > alpha[i])).toBe(true);
    expect(alpha.slice(5)).toEqual(new Array(6).fill(255));
  });

  test('an edge that falls outwards leaves all of the mask at full strength, and nothing farther than it reaches', () => {
    const mask = { width: 14, height: 1, values: Uint8Array.from({ length: 14 }, (_, x) => (x >= 9 ? 255 : 0)) };
    const alpha = [...alphaAround(mask, { x: 1, y: 0, width: 13, height: 1 }, 3)];
    expect(alpha.slice(8)).toEqual(new Array(5).fill(255));
    expect(alpha.slice(4, 9).every((value, i) => i === 0 || value > alpha[3 + i])).toBe(true);
    expect(alpha.slice(0, 5)).toEqual(new Array(5).fill(0));
    const nothing = { ...mask, values: new Uint8Array(14) };
    expect([...alphaAround(nothing, { x: 0, y: 0, width: 14, height: 1 }, 3)]).toEqual(new Array(14).fill(0));
  });

  test('distances are those of the nearest unpainted pixel', () => {
    fc.assert(
      fc.property(painted, ({ mask: { width, height, values } }) => {
        const distances = squaredDistances(values, width, height);
        for (let i = 0; i < values.length; i++) {
          let nearest = Number.POSITIVE_INFINITY;
          for (let j = 0; j < values.length; j++)
            if (values[j] === 0)
              nearest = Math.min(
                nearest,
                ((i % width) - (j % width)) ** 2 + (Math.floor(i / width) - Math.floor(j / width)) ** 2,
              );
          if (nearest === Number.POSITIVE_INFINITY) expect(distances[i]).toBeGreaterThan(1e9);
          else expect(distances[i]).toBeCloseTo(nearest, 6);
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('pixels', () => {
  test('opaque pictures survive the way to planes and back, bit for bit', () => {
    fc.assert(
      fc.property(painted, ({ picture }) => {
        const opaque = withAlpha(picture, new Uint8Array(picture.width * picture.height).fill(255));
        expect(planesToRaster(rasterToPlanes(opaque), picture.width, picture.height)).toEqual(opaque);
      }),
    );
  });

  test('transparency is white, and numbers beyond 0 and 1 are clipped', () => {
    expect([...rasterToPlanes({ width: 1, height: 1, rgba: Uint8Array.of(0, 0, 0, 0) })]).toEqual([1, 1, 1]);
    expect([...planesToRaster(Float32Array.of(-1, 0.5, 2), 1, 1).rgba]).toEqual([0, 128, 255, 255]);
  });

  test('crop takes the frame', () => {
    const picture = { width: 3, height: 2, rgba: Uint8Array.from({ length: 24 }, (_, i) => i) };
    expect([...crop(picture, { x: 2, y: 1, width: 1, height: 1 }).rgba]).toEqual([20, 21, 22, 23]);
  });
});

test('a target below the smallest size is refused', () => {
  expect(() => workingSize(16, 10, 10)).toThrow('at least 32');
});
