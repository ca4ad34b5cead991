import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RegionStep } from '../../../../preload/contract/region-steps.ts';
import { regionStepSchema } from '../../../../preload/contract/region-steps.ts';
import { blankMask } from '../../../../renderer/document/mask-raster.ts';
import { growPage, replaceRegion } from '../../../../renderer/document/operations.ts';
import { RegionCache, type SlowStep } from '../../../../renderer/document/region-cache.ts';
import { applyStep, boundsOfSteps, rasteriseRegion } from '../../../../renderer/document/region-raster.ts';
import { documentWith, idOf, strokeWith } from '../../../helpers/documents.ts';
import { anyShape, anyStep, slowRegion, somePicture } from '../../../helpers/regions.ts';

const WIDTH = 53;
const HEIGHT = 41;

function raster(steps: readonly RegionStep[], width = WIDTH, height = HEIGHT): number[] {
  return [...(rasteriseRegion(steps, width, height, somePicture) ?? blankMask(width, height)).values];
}

const whole = (step: object) => ({ id: idOf(1), ...step }) as RegionStep;
const box = (step: object) => ({ id: idOf(2), operation: 'add', ...step }) as RegionStep;

describe('any region by any tools', () => {
  it('equals its slow reference', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 6 }), (steps) => {
        for (const step of steps) regionStepSchema.parse(step);
        const slow = slowRegion(steps, WIDTH, HEIGHT);
        fc.pre(slow !== null);
        expect(raster(steps)).toEqual(slow);
      }),
      { numRuns: 150 },
    );
  });

  it('changes nothing outside of the bounds of its steps', () => {
    fc.assert(
      fc.property(fc.array(anyStep, { maxLength: 3 }), fc.array(anyStep, { maxLength: 2 }), (before, added) => {
        const bounds = boundsOfSteps(added, WIDTH, HEIGHT) ?? { x: 0, y: 0, width: 0, height: 0 };
        const [one, other] = [raster(before), raster([...before, ...added])];
        const strayed = one.filter((value, i) => {
          const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
          const within = x >= bounds.x && x < bounds.x + bounds.width && y >= bounds.y && y < bounds.y + bounds.height;
          return !within && value !== other[i];
        });
        expect(strayed).toEqual([]);
      }),
    );
  });

  it('is the same made anew in a part, as long as no step changes the whole', () => {
    const clip = { x: 7, y: 3, width: 31, height: 22 };
    fc.assert(
      fc.property(fc.array(anyShape, { maxLength: 6 }), (steps) => {
        const again = blankMask(WIDTH, HEIGHT);
        again.values.set(raster(steps));
        for (let y = clip.y; y < clip.y + clip.height; y++) {
          again.values.fill(0, y * WIDTH + clip.x, y * WIDTH + clip.x + clip.width);
        }
        for (const step of steps) applyStep(again, step, { clip, maskOf: somePicture });
        expect([...again.values]).toEqual(raster(steps));
      }),
    );
  });
});

describe('a raster that is kept up to date', () => {
  /** What is undone and done: so many steps go, and others come. */
  const edits = fc.array(fc.record({ gone: fc.nat({ max: 4 }), added: fc.array(anyStep, { maxLength: 3 }) }), {
    maxLength: 8,
  });

  it('is at every moment what its steps make, and says what has changed', () => {
    fc.assert(
      fc.property(edits, (changes) => {
        const cache = new RegionCache(WIDTH, HEIGHT, somePicture);
        let steps: readonly RegionStep[] = [];
        for (const { gone, added } of changes) {
          const before = [...cache.raster.values];
          steps = [...steps.slice(0, Math.max(0, steps.length - gone)), ...added];
          const dirty = cache.follow(steps) ?? { x: 0, y: 0, width: 0, height: 0 };
          const now = [...cache.raster.values];
          expect(now).toEqual(raster(steps));
          const untold = now.filter((value, i) => {
            const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
            const told = x >= dirty.x && x < dirty.x + dirty.width && y >= dirty.y && y < dirty.y + dirty.height;
            return value !== before[i] && !told;
          });
          expect(untold).toEqual([]);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('takes back what was painted over it in a part', () => {
    const steps = [strokeWith(), whole({ kind: 'feather', radius: 3 }), strokeWith({ id: idOf(9), points: [5, 5] })];
    const cache = new RegionCache(WIDTH, HEIGHT);
    cache.follow(steps);
    cache.raster.values.fill(77, 0, 20 * WIDTH);
    cache.repaint({ x: 0, y: 0, width: WIDTH, height: 20 });
    expect([...cache.raster.values]).toEqual(raster(steps));
  });
});

describe('the raster whose slow steps another thread applies', () => {
  const edits = fc.array(
    fc.record({
      gone: fc.nat({ max: 3 }),
      added: fc.array(anyStep, { maxLength: 3 }),
      /** How many answers of the other thread come before the next edit. */
      answers: fc.nat({ max: 3 }),
    }),
    { minLength: 1, maxLength: 8 },
  );
  const answer = (cache: RegionCache, slow: SlowStep) => {
    const { width, height, values } = cache.raster;
    const made = { width, height, values: values.slice() };
    applyStep(made, slow.step, { maskOf: somePicture });
    return cache.lay(slow, made);
  };

  it('is what its steps make once all answers have come, whatever was undone meanwhile', () => {
    fc.assert(
      fc.property(edits, (changes) => {
        const cache = new RegionCache(WIDTH, HEIGHT, somePicture, () => true);
        let steps: readonly RegionStep[] = [];
        for (const { gone, added, answers } of changes) {
          steps = [...steps.slice(0, Math.max(0, steps.length - gone)), ...added];
          cache.follow(steps);
          for (let count = 0; count < answers && cache.slow !== null; count++) answer(cache, cache.slow);
          // A part can be painted again at any moment.
          const now = [...cache.raster.values];
          cache.raster.values.fill(77, 0, 9 * WIDTH);
          cache.repaint({ x: 0, y: 0, width: WIDTH, height: 9 });
          expect([...cache.raster.values]).toEqual(now);
        }
        while (cache.slow !== null) answer(cache, cache.slow);
        expect([...cache.raster.values]).toEqual(raster(steps));
      }),
      { numRuns: 150 },
    );
  });

  it('drops an answer to a step that was undone', () => {
    const cache = new RegionCache(WIDTH, HEIGHT, somePicture, ({ kind }) => kind !== 'stroke');
    const stroke = strokeWith();
    cache.follow([stroke, whole({ kind: 'feather', radius: 3 })]);
    const { slow } = cache;
    if (slow === null) throw new Error('The raster does not wait.');
    cache.follow([stroke]);
    cache.follow([stroke, whole({ kind: 'grow', by: 3 })]);
    expect(answer(cache, slow)).toBeNull();
    expect([...cache.raster.values]).toEqual(raster([stroke]));
  });
});

describe('steps of the whole', () => {
  const square = box({ kind: 'rectangle', x: 10, y: 10, width: 20, height: 20 });

  it('makes an edge soft over the radius on both sides and leaves all else', () => {
    const values = raster([square, whole({ kind: 'feather', radius: 6 })]);
    const row = values.slice(20 * WIDTH, 21 * WIDTH);
    expect(row.slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(row.slice(16, 24).every((value) => value === 255)).toBe(true);
    const rising = row.slice(4, 16);
    expect(rising.every((value, i) => i === 0 || value > (rising[i - 1] ?? 0))).toBe(true);
    // Half strength at the edge itself.
    expect((row[9] ?? 0) + (row[10] ?? 0)).toBe(255);
  });

  it('does not soften or shrink a region at the edge of the page', () => {
    const all = box({ kind: 'rectangle', x: 0, y: 0, width: WIDTH, height: HEIGHT });
    for (const step of [whole({ kind: 'feather', radius: 9 }), whole({ kind: 'grow', by: -9 })]) {
      expect(new Set(raster([all, step]))).toEqual(new Set([255]));
    }
  });

  it('grows by a disc and shrinks back', () => {
    const grown = raster([square, whole({ kind: 'grow', by: 5 })]);
    expect(grown[15 * WIDTH + 5]).toBe(255);
    expect(grown[15 * WIDTH + 4]).toBe(0);
    expect(grown[5 * WIDTH + 5]).toBe(0); // a corner is round
    expect(raster([square, whole({ kind: 'grow', by: 5 }), whole({ kind: 'grow', by: -5 })])).toEqual(raster([square]));
  });

  it('inverts nothing to everything', () => {
    expect(new Set(raster([whole({ kind: 'invert' })]))).toEqual(new Set([255]));
  });
});

it('moves with a page that grows on its left and top', () => {
  const steps = [
    box({ kind: 'rectangle', x: 1, y: 2, width: 9, height: 8 }),
    box({ kind: 'polygon', id: idOf(3), points: [20, 5, 30, 30, 12, 25] }),
    box({ kind: 'picture', id: idOf(4), blob: '1'.repeat(64), x: 20, y: 20, width: 20, height: 9 }),
  ];
  const page = documentWith({ width: WIDTH, height: HEIGHT, region: steps });
  const grown = growPage(page, { left: 6, top: 3, right: 0, bottom: 0 });
  const [before, after] = [raster(steps), raster(grown.region, grown.width, grown.height)];
  const moved = before.filter((value, i) => {
    const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
    return after[(y + 3) * grown.width + x + 6] !== value;
  });
  expect(moved).toEqual([]);
});

it('begins only with what makes a region of nothing', () => {
  const page = documentWith();
  const begun = (step: RegionStep) => replaceRegion(page, [step]).region.length;
  expect([whole({ kind: 'invert' }), strokeWith()].map(begun)).toEqual([1, 1]);
  expect(
    [
      whole({ kind: 'feather', radius: 3 }),
      whole({ kind: 'grow', by: 3 }),
      strokeWith({ operation: 'subtract' }),
      strokeWith({ operation: 'intersect' }),
    ].map(begun),
  ).toEqual([0, 0, 0, 0]);
});

it('leaves out a picture that is not there', () => {
  const missing = { kind: 'picture', id: idOf(4), blob: '9'.repeat(64), x: 0, y: 0, width: 9, height: 9 } as const;
  for (const operation of ['add', 'subtract', 'intersect'] as const) {
    expect(raster([strokeWith(), { ...missing, operation }])).toEqual(raster([strokeWith()]));
  }
});
