import fc from 'fast-check';
import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import type { Raster } from '../../../../preload/contract/pictures.ts';
import { alike } from '../../../../renderer/pixels/alike.ts';
import { pixelWorkHere } from '../../../../renderer/pixels/pixel-work.ts';

const WIDTH = 13;
const HEIGHT = 11;

/** Few colours, so that areas hang together. */
const anyRaster: fc.Arbitrary<Raster> = fc
  .array(fc.constantFrom(0, 40, 90, 255), { minLength: WIDTH * HEIGHT, maxLength: WIDTH * HEIGHT })
  .map((greys) => ({
    width: WIDTH,
    height: HEIGHT,
    rgba: Uint8Array.from(greys.flatMap((grey) => [grey, grey, 7, grey === 255 ? 0 : 255])),
  }));

const anyPlace = fc.record({ x: fc.nat({ max: WIDTH - 1 }), y: fc.nat({ max: HEIGHT - 1 }) });

function isLike({ rgba }: Raster, a: number, b: number, tolerance: number): boolean {
  const [one, other] = [rgba.subarray(4 * a, 4 * a + 4), rgba.subarray(4 * b, 4 * b + 4)];
  if (one[3] === 0 && other[3] === 0) return true;
  return one.every((value, channel) => Math.abs(value - (other[channel] ?? 0)) <= tolerance);
}

/** By spreading from pixel to pixel until nothing changes. */
function spread(raster: Raster, start: number, tolerance: number): number[] {
  const found = new Set([start]);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const at of [...found]) {
      const x = at % WIDTH;
      const beside = [x > 0 ? at - 1 : -1, x < WIDTH - 1 ? at + 1 : -1, at - WIDTH, at + WIDTH];
      for (const next of beside) {
        if (next >= 0 && next < WIDTH * HEIGHT && isLike(raster, start, next, tolerance)) found.add(next);
      }
    }
  }
  return Array.from({ length: WIDTH * HEIGHT }, (_, at) => (found.has(at) ? 255 : 0));
}

describe('what is like a pixel', () => {
  it('and hangs together with it is what spreads from it', () => {
    fc.assert(
      fc.property(anyRaster, anyPlace, fc.constantFrom(0, 39, 50, 255), (raster, { x, y }, tolerance) => {
        const { values } = alike(raster, x, y, { tolerance, contiguous: true });
        expect([...values]).toEqual(spread(raster, y * WIDTH + x, tolerance));
      }),
    );
  });

  it('anywhere is every pixel that is alike', () => {
    fc.assert(
      fc.property(anyRaster, anyPlace, fc.constantFrom(0, 39, 50, 255), (raster, { x, y }, tolerance) => {
        const { values } = alike(raster, x, y, { tolerance, contiguous: false });
        const expected = Array.from(values, (_, at) => (isLike(raster, y * WIDTH + x, at, tolerance) ? 255 : 0));
        expect([...values]).toEqual(expected);
      }),
    );
  });
});

describe('the work on pixels', () => {
  const work = pixelWorkHere();
  const rgba = new Uint8Array(4 * WIDTH * HEIGHT).fill(255);
  rgba.fill(9, 4 * (2 * WIDTH + 3), 4 * (2 * WIDTH + 6));

  it('gives the part that holds all of a mask as a grey PNG', async () => {
    const raster = { width: WIDTH, height: HEIGHT, rgba };
    const { signal } = new AbortController();
    const part = await work.alike(raster, { x: 4.9, y: 2.5 }, { tolerance: 0, contiguous: true }, signal);
    expect(part?.frame).toEqual({ x: 3, y: 2, width: 3, height: 1 });
    const { channels, depth, data } = decode(part?.png ?? new Uint8Array());
    expect([channels, depth, [...data]]).toEqual([1, 8, [255, 255, 255]]);
  });

  it('finds nothing beside the picture and nothing of an empty mask, and can be given up', async () => {
    const raster = { width: WIDTH, height: HEIGHT, rgba };
    const abort = new AbortController();
    const likeness = { tolerance: 0, contiguous: true };
    expect(await work.alike(raster, { x: -1, y: 2 }, likeness, abort.signal)).toBeNull();
    expect(await work.part({ width: 3, height: 3, values: new Uint8Array(9) })).toBeNull();
    abort.abort(new Error('given up'));
    await expect(work.alike(raster, { x: 1, y: 2 }, likeness, abort.signal)).rejects.toThrow('given up');
  });
});
