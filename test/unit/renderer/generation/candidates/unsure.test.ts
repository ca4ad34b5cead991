import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskedAfterStep } from '../../../../../main/engine/sampler/schedule.ts';
import { gridBefore } from '../../../../../main/engine/sampler/trace.ts';
import { unsureOpened } from '../../../../../renderer/generation/candidates/unsure.ts';

const traces = fc.integer({ min: 1, max: 60 }).chain((cells) =>
  fc.record({
    columns: fc.constant(cells),
    rows: fc.constant(1),
    codes: fc
      .array(fc.integer({ min: 0, max: 99 }), { minLength: cells, maxLength: cells })
      .map((codes) => Int32Array.from(codes)),
    fixedAt: fc
      .array(fc.integer({ min: -1, max: 7 }), { minLength: cells, maxLength: cells })
      .map((steps) => Int16Array.from(steps)),
    confidence: fc
      .array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: cells, maxLength: cells })
      .map((values) => Float32Array.from(values)),
  }),
);
const share = fc.double({ min: 0.05, max: 1, noNaN: true });

test('only the least sure cells that were drawn are open, in the share that was asked for', () => {
  fc.assert(
    fc.property(traces, share, fc.integer({ min: 2, max: 64 }), (trace, part, steps) => {
      const opened = unsureOpened(trace, part, steps);
      const drawn = [...trace.fixedAt.keys()].filter((cell) => trace.fixedAt[cell] >= 0);
      if (opened === null) {
        expect(drawn).toEqual([]);
        return;
      }
      expect(opened.stepsDone).toBeGreaterThanOrEqual(1);
      expect(opened.stepsDone).toBeLessThan(steps);
      const grid = gridBefore(opened.stepsDone, opened.trace.codes, opened.trace.fixedAt);
      const open = [...grid.keys()].filter((cell) => grid[cell] < 0);
      expect(open).toHaveLength(Math.ceil(part * drawn.length));
      // As exact as the file of a picture keeps it.
      const sureness = (cell: number) => Math.round(trace.confidence[cell] * 255);
      const surest = Math.max(...open.map(sureness));
      for (const cell of drawn) {
        if (open.includes(cell)) continue;
        expect(grid[cell]).toBe(trace.codes[cell]);
        expect(sureness(cell)).toBeGreaterThanOrEqual(surest);
      }
    }),
  );
});

test('the drawing goes on where the schedule of the sampler leaves as much open', () => {
  const cells = 256;
  const trace = {
    ...{ columns: 16, rows: 16, codes: new Int32Array(cells) },
    ...{ fixedAt: new Int16Array(cells), confidence: Float32Array.from({ length: cells }, (_, i) => i / cells) },
  };
  const { stepsDone = 0 } = unsureOpened(trace, 0.25, 64) ?? {};
  expect(maskedAfterStep(cells, stepsDone - 1, 64) / cells).toBeCloseTo(0.25, 1);
  expect(unsureOpened(trace, 0.25, 1)).toBeNull();
});
