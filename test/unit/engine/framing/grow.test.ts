import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grownMask } from '../../../../main/engine/framing/grow.ts';

const masks = fc
  .record({ width: fc.integer({ min: 1, max: 12 }), height: fc.integer({ min: 1, max: 12 }) })
  .chain((size) =>
    fc
      .array(fc.constantFrom(0, 0, 0, 0, 0, 0, 9, 255), {
        minLength: size.width * size.height,
        maxLength: size.width * size.height,
      })
      .map((values) => ({ ...size, values: Uint8Array.from(values) })),
  );

test('a grown mask paints all pixels within reach of a painted one, no others, and keeps what was painted', () => {
  fc.assert(
    fc.property(masks, fc.integer({ min: 0, max: 6 }), (mask, reach) => {
      const painted = [...mask.values.keys()].filter((i) => mask.values[i] !== 0);
      const near = (i: number) =>
        painted.some((j) => {
          const dx = (i % mask.width) - (j % mask.width);
          const dy = Math.floor(i / mask.width) - Math.floor(j / mask.width);
          return dx * dx + dy * dy <= reach * reach;
        });
      const wanted = mask.values.map((value, i) => value || (near(i) ? 255 : 0));
      expect(grownMask(mask, reach).values).toEqual(wanted);
    }),
  );
});
