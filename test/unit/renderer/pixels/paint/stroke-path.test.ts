import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PenPoint, Tip } from '../../../../../renderer/document/paint.ts';
import { type Dab, diameterOf, StrokePath } from '../../../../../renderer/pixels/paint/stroke-path.ts';
import { firstPaint } from '../../../../../renderer/tools/paint-options.ts';

const place = fc.record({
  x: fc.integer({ min: -50, max: 300 }),
  y: fc.integer({ min: -50, max: 300 }),
  pressure: fc.integer({ min: 0, max: 20 }).map((value) => value / 20),
  tiltX: fc.integer({ min: -60, max: 60 }),
  tiltY: fc.integer({ min: -60, max: 60 }),
});
const points = fc.array(place, { minLength: 1, maxLength: 12 });
const tip = fc.record({
  size: fc.integer({ min: 1, max: 80 }),
  smoothing: fc.integer({ min: 0, max: 10 }).map((value) => value / 10),
  pressureSize: fc.boolean(),
});

const tipWith = (patch: Partial<Tip>): Tip => ({ ...firstPaint.tips.paintbrush, ...patch });

/** @param parts how many places come at a time */
function dabsOf(tip: Tip, places: readonly PenPoint[]): Dab[] {
  const dabs: Dab[] = [];
  const path = new StrokePath(tip, (dab) => dabs.push(dab));
  for (const one of places) path.add(one);
  path.finish();
  return dabs;
}

const distance = (a: PenPoint, b: PenPoint) => Math.hypot(a.x - b.x, a.y - b.y);

test('the first and the last place of the hand have a dab, and between two dabs there is no gap', () => {
  fc.assert(
    fc.property(points, tip, (places, patch) => {
      const tip = tipWith(patch);
      const dabs = dabsOf(tip, places);
      expect(dabs[0]).toEqual(places[0]);
      expect(distance(dabs.at(-1) as Dab, places.at(-1) as PenPoint)).toBeLessThan(1e-6);
      dabs.slice(1).forEach((dab, at) => {
        const before = dabs[at] as Dab;
        // A dab reaches far over the middle of the next one.
        expect(distance(before, dab)).toBeLessThanOrEqual(Math.max(0.5, diameterOf(tip, before) * 0.08) + 1e-6);
      });
    }),
  );
});

test('without smoothing the curve stays near the places of the hand, and a straight line stays straight', () => {
  fc.assert(
    fc.property(points, (places) => {
      const dabs = dabsOf(tipWith({ size: 8, smoothing: 0, pressureSize: false }), places);
      for (const one of places) {
        // The curve passes the middles of the ways, so a corner is cut by at most a quarter of its longer side.
        const longest = Math.max(0, ...places.slice(1).map((next, at) => distance(next, places[at] as PenPoint)));
        expect(Math.min(...dabs.map((dab) => distance(dab, one)))).toBeLessThanOrEqual(longest / 2 + 1);
      }
    }),
  );
  const straight = [0, 10, 35, 90].map((x) => ({ x, y: 2 * x, pressure: 0.5, tiltX: 0, tiltY: 0 }));
  for (const { x, y } of dabsOf(tipWith({ smoothing: 0.7 }), straight)) expect(y).toBeCloseTo(2 * x, 6);
});

test('a tap leaves one dab, however light', () => {
  const tap = { x: 5, y: 6, pressure: 0, tiltX: 0, tiltY: 0 };
  const tip = tipWith({ size: 30, pressureSize: true });
  expect(dabsOf(tip, [tap])).toEqual([tap]);
  expect(diameterOf(tip, tap)).toBeGreaterThanOrEqual(1);
});
