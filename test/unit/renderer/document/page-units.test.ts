import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rulerUnits } from '../../../../preload/contract/view-aids.ts';
import { fromRulerUnit, inRulerUnit, leastStep, pixelsPerUnit } from '../../../../renderer/document/page-units.ts';
import { numberStep, rulerMarks } from '../../../../renderer/document/ruler-marks.ts';

it('measures A4 at 300 pixels an inch', () => {
  expect(inRulerUnit(2480, { unit: 'cm', dpi: 300 }, 2480)).toBe(21);
  expect(inRulerUnit(3508, { unit: 'cm', dpi: 300 }, 3508)).toBe(29.7);
  expect(inRulerUnit(2550, { unit: 'in', dpi: 300 }, 2550)).toBe(8.5);
  expect(fromRulerUnit(50, { unit: 'percent', dpi: 300 }, 3508)).toBe(1754);
});

it('comes back to the same whole pixel as far as an inch has no more pixels than the digits tell apart', () => {
  const measures = fc.record({ unit: fc.constantFrom(...rulerUnits), dpi: fc.integer({ min: 1, max: 200 }) });
  fc.assert(
    fc.property(measures, fc.integer({ min: -4000, max: 4000 }), fc.integer({ min: 1, max: 4000 }), (of, at, side) => {
      expect(fromRulerUnit(inRulerUnit(at, of, side), of, side)).toBe(at);
    }),
  );
});

it('leaves halves of pixels to those who type pixels, and brings other lengths onto whole ones', () => {
  expect(fromRulerUnit(40.5, { unit: 'px', dpi: 300 }, 200)).toBe(40.5);
  expect(fromRulerUnit(1, { unit: 'cm', dpi: 300 }, 200)).toBe(118);
});

it('numbers the ruler of every unit without one running into the next, at every zoom', () => {
  const measures = fc.record({ unit: fc.constantFrom(...rulerUnits), dpi: fc.integer({ min: 72, max: 2400 }) });
  const zooms = fc.double({ min: 0.02, max: 64, noNaN: true });
  fc.assert(
    fc.property(measures, zooms, fc.integer({ min: 300, max: 8000 }), (measure, zoom, side) => {
      const perUnit = pixelsPerUnit(measure, side) * zoom;
      const finest = leastStep[measure.unit];
      const step = numberStep(perUnit, finest);
      expect(step * perUnit).toBeGreaterThanOrEqual(55.9);
      const marks = rulerMarks(0, 1000 / perUnit, perUnit, finest);
      const numbers = marks.filter(({ length }) => length === 'long').map(({ at }) => at);
      expect(numbers[0]).toBe(0);
      for (const at of numbers) expect(String(at)).toMatch(/^\d+(\.\d{1,2})?$/);
      const gaps = marks.slice(1).map(({ at }, before) => (at - (marks[before]?.at ?? 0)) * perUnit);
      expect(Math.min(...gaps, 1000)).toBeGreaterThanOrEqual(4.9);
    }),
  );
});
