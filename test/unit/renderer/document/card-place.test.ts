import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cardPlace } from '../../../../renderer/document/card-place.ts';

const window = { width: 1024, height: 640 };
const card = { width: 300, height: 220 };

it('stands above the prompt, right of the tools, below the tabs', () => {
  expect(cardPlace({ x: 200, y: 500, width: 500, height: 90 }, card, window)).toEqual({ x: 300, y: 266 });
  expect(cardPlace({ x: 8, y: 100, width: 36, height: 36 }, card, window)).toEqual({ x: 58, y: 8 });
  expect(cardPlace({ x: 800, y: 100, width: 80, height: 50 }, card, window)).toEqual({ x: 690, y: 164 });
});

it('stands in the middle where there is nothing to point at', () => {
  expect(cardPlace(null, card, window)).toEqual({ x: 362, y: 210 });
});

it('never leaves the window, and never lies on what it points at where another place is free', () => {
  const at = fc.record({
    x: fc.integer({ min: 0, max: 1000 }),
    y: fc.integer({ min: 0, max: 600 }),
    width: fc.integer({ min: 10, max: 200 }),
    height: fc.integer({ min: 10, max: 80 }),
  });
  fc.assert(
    fc.property(at, (target) => {
      const { x, y } = cardPlace(target, card, window);
      expect(x).toBeGreaterThanOrEqual(8);
      expect(y).toBeGreaterThanOrEqual(8);
      expect(x + card.width).toBeLessThanOrEqual(1016);
      expect(y + card.height).toBeLessThanOrEqual(632);
      const apart =
        x >= target.x + target.width ||
        x + card.width <= target.x ||
        y >= target.y + target.height ||
        y + card.height <= target.y;
      expect(apart).toBe(true);
    }),
  );
});
