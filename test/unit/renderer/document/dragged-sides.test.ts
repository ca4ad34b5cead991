import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MAX_PIXELS, MAX_SIDE } from '../../../../preload/contract/pictures.ts';
import { draggedSides, pageGrips, type SidesDrag } from '../../../../renderer/document/dragged-sides.ts';

const nothing = { left: 0, top: 0, right: 0, bottom: 0 };
const page = { width: 256, height: 128 };
const drag = (across: -1 | 0 | 1, down: -1 | 0 | 1): SidesDrag => ({
  page,
  sides: nothing,
  grip: { across, down },
  step: 16,
  most: 4096,
});

test('an edge adds whole cells on its own side, a corner on two', () => {
  expect(draggedSides(drag(1, 0), { x: 41, y: 90 }, false)).toEqual({ ...nothing, right: 48 });
  expect(draggedSides(drag(-1, 0), { x: -41, y: 90 }, false)).toEqual({ ...nothing, left: 48 });
  expect(draggedSides(drag(-1, 1), { x: -16, y: 33 }, false)).toEqual({ ...nothing, left: 16, bottom: 32 });
});

test('an edge is dragged back to the page and no further', () => {
  const wider = { ...drag(1, 0), sides: { ...nothing, right: 64, left: 16 } };
  expect(draggedSides(wider, { x: -30, y: 0 }, false)).toEqual({ ...nothing, right: 32, left: 16 });
  expect(draggedSides(wider, { x: -500, y: 0 }, false)).toEqual({ ...nothing, left: 16 });
});

test('with the opposite edge, both add as much', () => {
  expect(draggedSides(drag(0, -1), { x: 0, y: -64 }, true)).toEqual({ ...nothing, top: 64, bottom: 64 });
});

test('the page never shrinks and never exceeds what a picture may be', () => {
  const length = fc.integer({ min: 1, max: MAX_SIDE });
  const distance = fc.integer({ min: -20_000, max: 20_000 });
  const sizes = fc.tuple(length, length).filter(([width, height]) => width * height <= MAX_PIXELS);
  fc.assert(
    fc.property(
      sizes,
      fc.constantFrom(...pageGrips),
      distance,
      distance,
      fc.boolean(),
      ([width, height], grip, x, y, both) => {
        const { left, top, right, bottom } = draggedSides(
          { ...drag(0, 0), page: { width, height }, grip },
          { x, y },
          both,
        );
        const [wide, high] = [width + left + right, height + top + bottom];
        expect(Math.min(left, top, right, bottom)).toBeGreaterThanOrEqual(0);
        expect(Math.max(wide, high)).toBeLessThanOrEqual(MAX_SIDE);
        expect(wide * high).toBeLessThanOrEqual(MAX_PIXELS);
        for (const amount of [left, top, right, bottom]) expect(amount % 16).toBe(0);
      },
    ),
  );
});
