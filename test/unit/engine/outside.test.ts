import fc from 'fast-check';
import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { composite } from '../../../main/engine/framing/composite.ts';
import { grownMask } from '../../../main/engine/framing/grow.ts';
import type { RegionMask } from '../../../preload/contract/pictures.ts';
import { draw } from './lumina-jobs.ts';
import { openTinyModel } from './tiny-model.ts';

/** DIMOO_RETOUCHES=1000 for the long run. */
const RUNS = Number(process.env.DIMOO_RETOUCHES ?? 40);

const model = await openTinyModel();

const side = fc.integer({ min: 1, max: 130 });

function mask(width: number, height: number, least: number): fc.Arbitrary<RegionMask> {
  const rectangle = fc.tuple(fc.nat(width - 1), fc.nat(height - 1), side, side, fc.integer({ min: 1, max: 255 }));
  return fc.array(rectangle, { minLength: least, maxLength: 4 }).map((rectangles) => {
    const values = new Uint8Array(width * height);
    for (const [x, y, w, h, strength] of rectangles) {
      for (let row = y; row < Math.min(height, y + h); row++) {
        values.fill(strength, row * width + x, row * width + Math.min(width, x + w));
      }
    }
    return { width, height, values };
  });
}

const job = fc.tuple(side, side).chain(([width, height]) =>
  fc.record({
    task: fc.constantFrom('retouch' as const, 'edit' as const, 'vary' as const),
    picture: fc.integer().map((seed) => {
      const rgba = new Uint8Array(width * height * 4);
      for (let i = 0; i < rgba.length; i++) rgba[i] = Math.imul(i + seed, 2654435761) >>> 24;
      return { width, height, rgba };
    }),
    regionMask: mask(width, height, 1),
    freezeMask: fc.option(mask(width, height, 0)),
    maskGrowth: fc.integer({ min: 0, max: 9 }),
    feather: fc.option(fc.double({ min: 0, max: 40, noNaN: true })),
    contextMargin: fc.option(fc.double({ min: 0, max: 4, noNaN: true })),
    strength: fc.double({ min: 0.01, max: 1, noNaN: true }),
    seed: fc.nat(),
  }),
);

test('no pixel outside the mask, or under the freeze mask, ever changes', {
  timeout: 60_000 + RUNS * 500,
}, async () => {
  await fc.assert(
    fc.asyncProperty(job, async ({ freezeMask, ...given }) => {
      const { picture, regionMask, maskGrowth } = given;
      const grown = grownMask(regionMask, maskGrowth).values;
      const mayChange = grown.map((value, i) => (freezeMask?.values[i] ? 0 : value));
      const request = {
        ...given,
        prompt: 'x',
        ...(freezeMask && { freezeMask }),
        settings: { steps: 1, textGuidance: 0, imageGuidance: 0, samplingTemperature: 1 },
      };
      if (!mayChange.some((value) => value !== 0)) {
        await expect(draw(model, request)).rejects.toThrow('is protected');
        return;
      }
      const result = await draw(model, request);
      const { width, height, data, channels } = decode(result.png);
      const rgba = new Uint8Array(width * height * 4).fill(255);
      for (let i = 0; i < width * height; i++) rgba.set(data.subarray(channels * i, channels * (i + 1)), 4 * i);
      const after = composite(picture, { width, height, rgba }, result.frame);
      const changed = mayChange.findIndex(
        (value, i) => value === 0 && [0, 1, 2, 3].some((c) => after.rgba[4 * i + c] !== picture.rgba[4 * i + c]),
      );
      expect(changed).toBe(-1);
      expect(result.receipt).toMatchObject({ changedOutside: 0, outsideAfter: result.receipt?.outsideBefore });
    }),
    { numRuns: RUNS },
  );
});
