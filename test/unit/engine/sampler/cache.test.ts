import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BranchCache } from '../../../../main/engine/sampler/branch-cache.ts';
import { CodeRows } from '../../../../main/engine/sampler/code-rows.ts';
import { SeededNoise } from '../../../../main/engine/sampler/random.ts';
import {
  type CacheDials,
  isRefresh,
  leastSure,
  longestNotComputed,
  quantile,
  refreshesKnown,
} from '../../../../main/engine/sampler/refresh.ts';

const paper: CacheDials = {
  cacheRatio: 0.9,
  warmupRatio: 0.3,
  refreshInterval: 5,
  knownInterval: 1,
  choice: 'least-sure',
};

describe('the refresh rule', () => {
  test("the paper's dials at 20 steps", () => {
    const steps = Array.from({ length: 20 }, (_, step) => step);
    expect(steps.filter((step) => !isRefresh(paper, step, 20))).toEqual([7, 8, 9, 10, 12, 13, 14, 15, 17, 18, 19]);
  });

  test('the first step always computes everything, an interval of 1 does so in every step', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 99 }), (warmupRatio, steps) => {
        expect(isRefresh({ ...paper, warmupRatio }, 0, steps)).toBe(true);
        for (let step = 0; step < steps; step++) {
          expect(isRefresh({ ...paper, warmupRatio, refreshInterval: 1 }, step, steps)).toBe(true);
        }
      }),
    );
  });

  test('what is known from the start takes part in the warm-up, then in every n-th refresh or in none', () => {
    const refreshes = [0, 1, 2, 3, 4, 5, 6, 11, 16];
    const known = (knownInterval: number | null) =>
      refreshes.filter((step) => refreshesKnown({ ...paper, knownInterval }, step, 20));
    expect(known(1)).toEqual(refreshes);
    expect(known(2)).toEqual([0, 1, 2, 3, 4, 5, 6, 16]);
    expect(known(null)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    const dials = { ...paper, warmupRatio: 0, refreshInterval: 2, knownInterval: 2 };
    expect([0, 2, 4, 6, 8].filter((step) => refreshesKnown(dials, step, 20))).toEqual([0, 4, 8]);
  });
});

describe('the choice of tokens', () => {
  test('the quantile interpolates, and a whole rank is not missed by the rounding of 1 - 0.9', () => {
    const numbers = Float32Array.from({ length: 11 }, (_, i) => i);
    expect(quantile(numbers, 0.5)).toBe(5);
    expect(quantile(numbers, 0.25)).toBe(2.5);
    // From half the way on PyTorch measures from the upper end, which rounds otherwise.
    const between =
      (...ends: number[]) =>
      (share: number) =>
        quantile(Float32Array.from(ends), share);
    expect(between(-0.3549101650714874, 1.0366564989089966)(0.25)).toBe(-0.0070185065269470215);
    expect(between(-0.616064190864563, 0.6083471179008484)(0.5)).toBe(-0.003858506679534912);
    expect(between(-0.44408565759658813, 0.12348020821809769)(0.75)).toBe(-0.01841125637292862);
    // In doubles (1 - 0.9) * 60 is 5.999999999999999.
    expect(
      quantile(
        Float32Array.from({ length: 61 }, (_, i) => i),
        1 - 0.9,
      ),
    ).toBe(6);
  });

  test('the share asked for, and one token at least, of the candidates alone', () => {
    const largest = Float32Array.from({ length: 100 }, (_, i) => ((i * 37) % 100) / 10);
    const all = Int32Array.from({ length: 100 }, (_, i) => i);
    expect(leastSure(largest, all, 0.9)).toHaveLength(10);
    expect(leastSure(largest, all, 0)).toEqual(all);
    expect(leastSure(largest, all, 1)).toEqual(Int32Array.of(0));
    expect([...leastSure(largest, Int32Array.of(5, 50, 51), 0.9)]).toEqual([50]);
  });
});

test('what waited longest is chosen, the earlier among equals, and given in ascending order', () => {
  const computedAt = Int32Array.of(9, 4, 1, 4, 1, 2);
  const masked = Int32Array.of(1, 2, 3, 4, 5);
  expect([...longestNotComputed(computedAt, masked, 0.2, 0)]).toEqual([1, 2, 4, 5]);
  expect([...longestNotComputed(computedAt, Int32Array.of(1, 3, 5), 0.4, 0)]).toEqual([1, 5]);
  expect([...longestNotComputed(computedAt, masked, 1, 0)]).toEqual([]);
  expect([...longestNotComputed(computedAt, masked, 1, 1)]).toEqual([2]);
});

describe('rows of codes', () => {
  test.each([0, 0.7, 2])(
    'with only the changed rows given, are those of everything given: at temperature %d',
    (heat) => {
      const steps = fc.array(fc.record({ fixed: fc.nat(), changed: fc.nat(255) }), { minLength: 1, maxLength: 10 });
      fc.assert(
        fc.property(steps, (changes) => {
          const kept = new CodeRows(3, heat);
          let cells = Int32Array.from({ length: 8 }, (_, i) => i);
          const numbers = new Map<number, number[]>();
          changes.forEach(({ fixed, changed }, step) => {
            const fresh = cells.map((_, row) => row).filter((row) => step === 0 || ((changed >> row) & 1) === 1);
            for (const row of fresh)
              numbers.set(
                cells[row],
                [0, 1, 2].map((i) => Math.sin(step * 7 + row + i)),
              );
            const logitsOf = (rows: Int32Array) =>
              Float32Array.from([...rows].flatMap((row) => numbers.get(cells[row]) ?? []));
            kept.update(cells, step === 0 ? { logits: logitsOf(fresh) } : { logits: logitsOf(fresh), fresh });
            const anew = new CodeRows(3, heat);
            anew.update(cells, { logits: logitsOf(cells.map((_, row) => row)) });
            const noise = new SeededNoise(5);
            cells.forEach((position, row) => {
              expect(kept.sample(noise, { step, row, position })).toEqual(anew.sample(noise, { step, row, position }));
            });
            if (cells.length > 1) cells = cells.filter((_, i) => i !== fixed % cells.length);
          });
        }),
      );
    },
  );

  test('miss a row that was never given, and numbers that do not fill the rows', () => {
    const rows = new CodeRows(2, 1);
    expect(() => rows.update(Int32Array.of(1, 2), { logits: new Float32Array(3) })).toThrow('[2, 2]');
    rows.update(Int32Array.of(1), { logits: new Float32Array(2) });
    const more = { logits: new Float32Array(2), fresh: Int32Array.of(0) };
    expect(() => rows.update(Int32Array.of(0, 1), more)).toThrow('was not masked before');
  });
});

describe("a branch's cache", () => {
  test('chooses by the largest logit that each token had when it was last computed', () => {
    const cache = new BranchCache(5);
    const everything = Int32Array.of(0, 1, 2, 3, 4);
    const masked = Int32Array.of(3, 4);
    cache.update(everything, masked, Float32Array.of(5, 0.5, 7, 8, 1));
    expect([...cache.choose({ ...paper, cacheRatio: 0.75 }, everything, masked)]).toEqual([1, 4]);
    cache.update(Int32Array.of(1, 4), masked, Float32Array.of(6, 9));
    expect([...cache.choose({ ...paper, cacheRatio: 0.75 }, everything, masked)]).toEqual([0, 1]);
  });

  test('or what was fixed just now, and what waited longest', () => {
    const dials: CacheDials = { ...paper, cacheRatio: 0.5, choice: 'changed' };
    const cache = new BranchCache(6);
    const everything = Int32Array.of(0, 1, 2, 3, 4, 5);
    const pass = (positions: Int32Array, masked: Int32Array) => cache.update(positions, masked);
    pass(everything, Int32Array.of(1, 2, 3, 4, 5));
    const first = Int32Array.of(1, 2, 4, 5);
    expect([...cache.choose(dials, everything, first)]).toEqual([1, 2, 3]);
    pass(Int32Array.of(1, 2, 3), first);
    const second = Int32Array.of(1, 4, 5);
    expect([...cache.choose(dials, everything, second)]).toEqual([2, 4, 5]);
    pass(Int32Array.of(2, 4, 5), second);
    expect([...cache.choose(dials, everything, Int32Array.of(1, 4))]).toEqual([1, 5]);
    // One at least, also where nothing was fixed and nothing is to be computed again; predictions are not for this rule.
    expect([...cache.choose({ ...dials, cacheRatio: 1 }, everything, second)]).toEqual([1]);
    const predicted = { fixes: 2, likely: Int32Array.of(5, 4) };
    expect([...cache.choose({ ...dials, cacheRatio: 1 }, everything, second, predicted)]).toEqual([1]);
    expect([...cache.choose({ ...dials, cacheRatio: 1, choice: 'next' }, everything, second)]).toEqual([1]);
  });

  test('or with these what the step is likely to fix', () => {
    const dials: CacheDials = { ...paper, cacheRatio: 0.75, choice: 'next', ahead: 1.5 };
    const cache = new BranchCache(8);
    const everything = Int32Array.from({ length: 8 }, (_, i) => i);
    cache.update(everything, Int32Array.of(1, 2, 3, 4, 5, 6));
    const masked = Int32Array.of(1, 2, 4, 5, 6);
    const predicted = (fixes: number) => ({ fixes, likely: Int32Array.of(6, 4, 2, 1, 5) });
    // 3 was fixed; 6 and 4 are the two likeliest for one to be fixed; of the rest a quarter, 1 the first.
    expect([...cache.choose(dials, everything, masked, predicted(1))]).toEqual([1, 3, 4, 6]);
    expect([...cache.choose({ ...dials, cacheRatio: 1 }, everything, masked, predicted(1))]).toEqual([3, 4, 6]);
    expect([...cache.choose({ ...dials, cacheRatio: 1 }, everything, masked, predicted(9))]).toEqual([
      1, 2, 3, 4, 5, 6,
    ]);
    const { ahead: _, ...plain } = dials;
    expect([...cache.choose({ ...plain, cacheRatio: 1 }, everything, masked, predicted(1))]).toEqual([3, 6]);
  });
});
