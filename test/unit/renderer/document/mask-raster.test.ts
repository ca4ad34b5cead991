import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../../preload/contract/pictures.ts';
import type { StrokeStep, UnreadableStep } from '../../../../preload/contract/region-steps.ts';
import { blankMask } from '../../../../renderer/document/mask-raster.ts';
import { boundsOfStrokes, paintStroke } from '../../../../renderer/document/mask-strokes.ts';
import { applyStep, boundsOfSteps, rasteriseRegion } from '../../../../renderer/document/region-raster.ts';
import { anyStroke, strokeWith } from '../../../helpers/documents.ts';
import { distanceToLine } from '../../../helpers/regions.ts';

const WIDTH = 61;
const HEIGHT = 47;

/** The definition, pixel by pixel: every stroke adds, takes away or keeps what has its centre under the brush. */
function slowly(strokes: readonly StrokeStep[], x: number, y: number): { value: number; nearEdge: boolean } {
  let value = 0;
  let nearEdge = false;
  for (const stroke of strokes) {
    const radius = Math.max(stroke.size / 2, Math.SQRT1_2);
    const distance = distanceToLine(stroke.points, x + 0.5, y + 0.5);
    nearEdge ||= Math.abs(distance - radius) < 1e-6;
    const covered = distance <= radius;
    if (stroke.operation === 'intersect') value = covered ? value : 0;
    else if (covered) value = stroke.operation === 'add' ? 255 : 0;
  }
  return { value, nearEdge };
}

function within(box: Frame, x: number, y: number): boolean {
  return x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height;
}

describe('the mask as pixels', () => {
  it('paints exactly the pixels whose centre lies under the brush', () => {
    fc.assert(
      fc.property(fc.array(anyStroke, { maxLength: 5 }), (strokes) => {
        const mask = rasteriseRegion(strokes, WIDTH, HEIGHT) ?? blankMask(WIDTH, HEIGHT);
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

  it('is the same made anew in any rectangle, whatever the steps do', () => {
    const clip = { x: 7, y: 3, width: 31, height: 22 };
    fc.assert(
      fc.property(fc.array(anyStroke, { maxLength: 6 }), (steps) => {
        const whole = rasteriseRegion(steps, WIDTH, HEIGHT) ?? blankMask(WIDTH, HEIGHT);
        const again = { ...whole, values: Uint8Array.from(whole.values) };
        for (let y = clip.y; y < clip.y + clip.height; y++) {
          again.values.fill(0, y * WIDTH + clip.x, y * WIDTH + clip.x + clip.width);
        }
        for (const step of steps) applyStep(again, step, { clip });
        expect(again.values).toEqual(whole.values);
      }),
    );
  });

  it('changes nothing outside the bounds of its steps', () => {
    fc.assert(
      fc.property(fc.array(anyStroke, { maxLength: 3 }), fc.array(anyStroke, { maxLength: 2 }), (before, added) => {
        const mask = rasteriseRegion(before, WIDTH, HEIGHT) ?? blankMask(WIDTH, HEIGHT);
        const values = Uint8Array.from(mask.values);
        for (const step of added) applyStep(mask, step);
        const box = boundsOfSteps(added, WIDTH, HEIGHT) ?? { x: 0, y: 0, width: 0, height: 0 };
        const strayed = [...values.keys()].filter(
          (i) => values[i] !== mask.values[i] && !within(box, i % WIDTH, Math.floor(i / WIDTH)),
        );
        expect(strayed).toEqual([]);
      }),
    );
  });

  it('leaves out steps of a kind that is not known', () => {
    const unknown: UnreadableStep = {
      kind: 'unreadable',
      id: strokeWith().id,
      operation: 'intersect',
      recorded: { kind: 'lasso', dataVersion: 1, data: '{}' },
      points: [1, 1, 9, 9],
      blob: null,
    };
    const painted = rasteriseRegion([strokeWith()], WIDTH, HEIGHT);
    expect(rasteriseRegion([strokeWith(), unknown], WIDTH, HEIGHT)).toEqual(painted);
    expect(boundsOfSteps([unknown], WIDTH, HEIGHT)).toBeNull();
  });

  it('is the same painted bit by bit as at once', () => {
    fc.assert(
      fc.property(anyStroke, (stroke) => {
        const whole = blankMask(WIDTH, HEIGHT);
        const grown = blankMask(WIDTH, HEIGHT);
        paintStroke(whole, { ...stroke, erase: false });
        for (let i = 1; i <= stroke.points.length / 2; i++) {
          paintStroke(grown, { ...stroke, erase: false, points: stroke.points.slice(0, 2 * i) }, { from: i - 1 });
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
    const mask = rasteriseRegion([strokeWith({ size: 0.5, points: [20, 20] })], WIDTH, HEIGHT);
    expect(mask?.values.filter((value) => value === 255).length).toBeGreaterThan(0);
  });

  it('is nothing where everything painted was erased', () => {
    const painted = strokeWith({ points: [20, 20] });
    const erased = strokeWith({ points: [20, 20], operation: 'subtract', size: 12 });
    expect(rasteriseRegion([painted, erased], WIDTH, HEIGHT)).toBeNull();
    expect(rasteriseRegion([], WIDTH, HEIGHT)).toBeNull();
  });
});
