import fc from 'fast-check';
import { expect, it } from 'vitest';
import { numberStep, rulerMarks } from '../../../../renderer/document/ruler-marks.ts';

const zooms = fc.double({ min: 0.02, max: 64, noNaN: true });

it('numbers never run into each other, and are round', () => {
  fc.assert(
    fc.property(zooms, (zoom) => {
      const step = numberStep(zoom);
      expect(step * zoom).toBeGreaterThanOrEqual(55.99);
      expect(String(step)).toMatch(/^[125]0*$/);
    }),
  );
});

it('marks lie on whole pixels of the page in their order, and every number is a multiple of the step', () => {
  fc.assert(
    fc.property(zooms, fc.double({ min: -5000, max: 5000, noNaN: true }), (zoom, from) => {
      const marks = rulerMarks(from, from + 1000 / zoom, zoom);
      expect(marks.map(({ at }) => at)).toEqual(marks.map(({ at }) => at).toSorted((a, b) => a - b));
      expect(marks.every(({ at }) => Number.isInteger(at))).toBe(true);
      const step = numberStep(zoom);
      for (const { at, length } of marks) expect(length === 'long').toBe(at % step === 0);
      const gaps = marks.slice(1).map(({ at }, before) => (at - (marks[before]?.at ?? 0)) * zoom);
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(4.99);
    }),
  );
});
