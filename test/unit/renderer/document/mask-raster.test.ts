import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Stroke } from '../../../../preload/contract/document.ts';
import type { Frame } from '../../../../preload/contract/pictures.ts';
import {
  blankMask,
  boundsOfStrokes,
  paintStroke,
  rasteriseStrokes,
} from '../../../../renderer/document/mask-raster.ts';
import { anyStroke, strokeWith } from '../../../helpers/documents.ts';

const WIDTH = 61;
const HEIGHT = 47;

/** The definition, pixel by pixel: the last stroke that covers a pixel's centre decides. */
function slowly(strokes: readonly Stroke[], x: number, y: number): { value: number; nearEdge: boolean } {
  let value = 0;
  let nearEdge = false;
  for (const stroke of strokes) {
    const radius = Math.max(stroke.size / 2, Math.SQRT1_2);
    const distance = distanceToLine(stroke.points, x + 0.5, y + 0.5);
    nearEdge ||= Math.abs(distance - radius) < 1e-6;
    if (distance <= radius) value = stroke.erase ? 0 : 255;
  }
  return { value, nearEdge };
}

function distanceToLine(points: readonly number[], px: number, py: number): number {
  let least = Infinity;
  for (let i = 0; i < points.length; i += 2) {
    const x0 = points[Math.max(0, i - 2)];
    const y0 = points[Math.max(0, i - 2) + 1];
    const dx = points[i] - x0;
    const dy = points[i + 1] - y0;
    const squared = dx * dx + dy * dy;
    const along = squared === 0 ? 0 : Math.max(0, Math.min(1, ((px - x0) * dx + (py - y0) * dy) / squared));
    least = Math.min(least, Math.hypot(px - x0 - along * dx, py - y0 - along * dy));
  }
  return least;
}

function within(box: Frame, x: number, y: number): boolean {
  return x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
}

describe('the mask as pixels', () => {
  it('paints exactly the pixels whose centre lies under the brush', () => {
    fc.assert(
      fc.property(fc.array(anyStroke, { maxLength: 5 }), (strokes) => {
        const mask = rasteriseStrokes(strokes, WIDTH, HEIGHT) ?? blankMask(WIDTH, HEIGHT);
        const wrong = [...mask.values.keys()].filter((i) => {
          const { value, nearEdge } = slowly(strokes, i % WIDTH, Math.floor(i / WIDTH));
          // On the very edge rounding decides; anywhere else there is one answer.
          return !nearEdge && mask.values[i] !== value;
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same painted bit by bit as at once', () => {
    fc.assert(
      fc.property(anyStroke, (stroke) => {
        const whole = blankMask(WIDTH, HEIGHT);
        const grown = blankMask(WIDTH, HEIGHT);
        paintStroke(whole, stroke);
        for (let i = 1; i <= stroke.points.length / 2; i++) {
          paintStroke(grown, { ...stroke, points: stroke.points.slice(0, 2 * i) }, { from: i - 1 });
        }
        expect(grown.values).toEqual(whole.values);
      }),
    );
  });

  it('touches nothing outside the bounds that it gives, nor outside a clip', () => {
    fc.assert(
      fc.property(anyStroke, (stroke) => {
        const mask = blankMask(WIDTH, HEIGHT);
        const clip = { x: 10, y: 5, width: 20, height: 30 };
        const bounds = boundsOfStrokes([stroke], WIDTH, HEIGHT);
        const whole = blankMask(WIDTH, HEIGHT);
        paintStroke(whole, { ...stroke, erase: false });
        paintStroke(mask, { ...stroke, erase: false }, { clip });
        const box = bounds ?? { x: 0, y: 0, width: 0, height: 0 };
        const strayed = [...whole.values.keys()].filter((i) => {
          const x = i % WIDTH;
          const y = Math.floor(i / WIDTH);
          const wanted = within(clip, x, y) ? whole.values[i] : 0;
          return mask.values[i] !== wanted || (whole.values[i] !== 0 && !within(box, x, y));
        });
        expect(strayed).toEqual([]);
      }),
    );
  });

  it('leaves at least a pixel of the thinnest dot', () => {
    const mask = rasteriseStrokes([strokeWith({ size: 0.5, points: [20, 20] })], WIDTH, HEIGHT);
    expect(mask?.values.filter((value) => value === 255).length).toBeGreaterThan(0);
  });

  it('is nothing where everything painted was erased', () => {
    const painted = strokeWith({ points: [20, 20] });
    const erased = strokeWith({ points: [20, 20], erase: true, size: 12 });
    expect(rasteriseStrokes([painted, erased], WIDTH, HEIGHT)).toBeNull();
    expect(rasteriseStrokes([], WIDTH, HEIGHT)).toBeNull();
  });
});
