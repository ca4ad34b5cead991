import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bufferPlan } from '../../../../renderer/canvas/page-buffer.ts';
import { snapped } from '../../../../renderer/canvas/snapped.ts';

const side = fc.integer({ min: 1, max: 16_384 });
const zoom = fc.double({ min: 0.02, max: 64, noNaN: true });
const place = fc.double({ min: -4000, max: 4000, noNaN: true });

describe('the page composed before it is scaled', () => {
  it('has a pixel for every one that the screen shows of it, and no more memory than a few screens', () => {
    fc.assert(
      fc.property(
        side,
        side,
        zoom,
        place,
        place,
        fc.boolean(),
        fc.boolean(),
        (width, height, scale, x, y, hurried, adjusted) => {
          const view = { width: 1440, height: 900 };
          const sight = { x: -x / scale, y: -y / scale, width: view.width / scale, height: view.height / scale };
          const plan = bufferPlan({ width, height }, scale, sight, hurried, adjusted);
          expect(plan.scale).toBeGreaterThanOrEqual(Math.min(1, scale));
          expect(Number.isInteger(Math.log2(plan.scale))).toBe(true);
          const { region } = plan;
          expect(region.width * region.height * plan.scale ** 2).toBeLessThanOrEqual((adjusted ? 6 : 17) * 1024 * 1024);
          // What is in sight of the page lies in it.
          const right = Math.min(width, sight.x + sight.width);
          const bottom = Math.min(height, sight.y + sight.height);
          if (right <= Math.max(0, sight.x) || bottom <= Math.max(0, sight.y)) return;
          expect(region.x).toBeLessThanOrEqual(Math.max(0, sight.x));
          expect(region.y).toBeLessThanOrEqual(Math.max(0, sight.y));
          expect(region.x + region.width).toBeGreaterThanOrEqual(right - 1e-6);
          expect(region.y + region.height).toBeGreaterThanOrEqual(bottom - 1e-6);
        },
      ),
    );
  });

  it('has its edges on whole pixels of the screen, at most half a pixel from where they would be', () => {
    fc.assert(
      fc.property(
        zoom,
        place,
        place,
        fc.record({
          x: fc.integer({ min: -999, max: 0 }),
          y: fc.integer({ min: -999, max: 0 }),
          width: side,
          height: side,
        }),
        fc.constantFrom(1, 1.25, 1.5, 2),
        (scale, x, y, shown, ratio) => {
          const place = snapped({ zoom: scale, x, y, angle: 0 }, ratio, shown);
          for (const [at, exact] of [
            [place.x + shown.x * place.scaleX, (x + shown.x * scale) * ratio],
            [place.y + shown.y * place.scaleY, (y + shown.y * scale) * ratio],
          ] as const) {
            expect(Math.abs(at - Math.round(at))).toBeLessThan(1e-5);
            expect(Math.abs(at - exact)).toBeLessThanOrEqual(0.5 + 1e-5);
          }
          const width = shown.width * place.scaleX;
          expect(Math.abs(width - Math.round(width))).toBeLessThan(1e-5);
          expect(Math.abs(width - shown.width * scale * ratio)).toBeLessThanOrEqual(1 + 1e-5);
        },
      ),
    );
  });
});
