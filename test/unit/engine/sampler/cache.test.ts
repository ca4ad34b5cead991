import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BranchCache } from '../../../../main/engine/sampler/branch-cache.ts';
import { GuidedRows } from '../../../../main/engine/sampler/guided-rows.ts';
import {
  type CacheDials,
  isRefresh,
  leastSure,
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
  });
});

describe('the choice of tokens', () => {
  test('the quantile interpolates, and a whole rank is not missed by the rounding of 1 - 0.9', () => {
    const numbers = Float32Array.from({ length: 11 }, (_, i) => i);
    expect(quantile(numbers, 0.5)).toBe(5);
    expect(quantile(numbers, 0.25)).toBe(2.5);
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

describe('guided rows', () => {
  test.each([
    { text: 2, image: null },
    { text: 0, image: null },
  ])('with only the changed rows computed, are those of everything computed: %j', (guidance) => {
    const steps = fc.array(fc.record({ fixed: fc.nat(), changed: fc.nat(255) }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(steps, (changes) => {
        const kept = new GuidedRows(8, 3, guidance);
        let cells = Int32Array.from({ length: 8 }, (_, i) => i);
        const numbers = new Map<number, number[]>();
        changes.forEach(({ fixed, changed }, step) => {
          const fresh = cells.map((_, row) => row).filter((row) => step === 0 || ((changed >> row) & 1) === 1);
          for (const row of fresh)
            numbers.set(
              cells[row],
              [0, 1, 2, 3, 4, 5].map((i) => Math.sin(step * 7 + row + i)),
            );
          const half = (from: number) =>
            Float32Array.from([...cells].flatMap((cell) => numbers.get(cell)?.slice(from, from + 3) ?? []));
          const branches = { conditional: half(0), unconditionalText: half(3) };
          kept.update(cells, step === 0 ? branches : { ...branches, fresh });
          const anew = new GuidedRows(8, 3, guidance);
          anew.update(cells, branches);
          cells.forEach((_, row) => {
            expect(kept.likeliest(row)).toBe(anew.likeliest(row));
            for (const code of [0, 1, 2]) expect(kept.probability(row, code)).toBe(anew.probability(row, code));
            const own = (logits: Float32Array) => logits.slice(row * 3, row * 3 + 3);
            expect(own(kept.logits)).toEqual(own(anew.logits));
          });
          if (cells.length > 1) cells = cells.filter((_, i) => i !== fixed % cells.length);
        });
      }),
    );
  });
});

describe("a branch's cache", () => {
  const rows = (...values: number[]) => Float32Array.from(values.flatMap((value) => [value, -value]));

  test('remembers the logits of what stays masked, and takes over what was computed', () => {
    const cache = new BranchCache(8, 2);
    const full = {
      positions: Int32Array.of(0, 1, 2, 3, 4, 5, 6, 7),
      logits: rows(2, 4, 5, 7),
      largest: new Float32Array(4),
    };
    expect(cache.update(full, Int32Array.of(2, 4, 5, 7), true)).toEqual(rows(2, 4, 5, 7));
    // 4 is fixed by now; of the masked ones only 5 was computed, and 0, which is not.
    const part = { positions: Int32Array.of(0, 5), logits: rows(50), largest: Float32Array.of(9) };
    expect(cache.update(part, Int32Array.of(2, 5, 7), true)).toEqual(rows(2, 50, 7));
    expect(cache.update({ ...part, positions: Int32Array.of(0), logits: rows() }, Int32Array.of(7), false)).toEqual(
      rows(7),
    );
  });

  test('chooses by the largest logit that each token had when it was last computed', () => {
    const cache = new BranchCache(5, 2);
    const everything = Int32Array.of(0, 1, 2, 3, 4);
    const masked = Int32Array.of(3, 4);
    cache.update({ positions: everything, logits: rows(-8, 1), largest: Float32Array.of(5, 0.5, 7) }, masked, true);
    // 3 holds -8 and 8: its largest logit is 8.
    expect([...cache.choose({ ...paper, cacheRatio: 0.75 }, everything, masked)]).toEqual([1, 4]);
    cache.update({ positions: Int32Array.of(1, 4), logits: rows(9), largest: Float32Array.of(6) }, masked, true);
    expect([...cache.choose({ ...paper, cacheRatio: 0.75 }, everything, masked)]).toEqual([0, 1]);
  });

  test('or what was fixed just now, and what waited longest', () => {
    const dials: CacheDials = { ...paper, cacheRatio: 0.5, choice: 'changed' };
    const cache = new BranchCache(6, 2);
    const everything = Int32Array.of(0, 1, 2, 3, 4, 5);
    const pass = (positions: Int32Array, masked: Int32Array) => {
      const wanted = positions.filter((position) => masked.includes(position));
      const largest = new Float32Array(positions.length - wanted.length);
      cache.update({ positions, logits: new Float32Array(wanted.length * 2), largest }, masked, true);
    };
    pass(everything, Int32Array.of(1, 2, 3, 4, 5));
    const first = Int32Array.of(1, 2, 4, 5);
    expect([...cache.choose(dials, everything, first)]).toEqual([1, 2, 3]);
    pass(Int32Array.of(1, 2, 3), first);
    const second = Int32Array.of(1, 4, 5);
    expect([...cache.choose(dials, everything, second)]).toEqual([2, 4, 5]);
    pass(Int32Array.of(2, 4, 5), second);
    expect([...cache.choose(dials, everything, Int32Array.of(1, 4))]).toEqual([1, 5]);
  });

  test('the logits of any shrinking mask are those last computed, whatever was computed', () => {
    const steps = fc.array(fc.record({ fixed: fc.nat(), computed: fc.nat(255) }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(steps, (changes) => {
        const cache = new BranchCache(8, 2);
        const everything = Int32Array.from({ length: 8 }, (_, i) => i);
        const last = [0, 0, 0, 0, 0, 0, 0, 0];
        let masked = everything;
        changes.forEach(({ fixed, computed }, step) => {
          const positions = step === 0 ? everything : everything.filter((p) => ((computed >> p) & 1) === 1);
          for (const position of positions) last[position] = step * 10 + position + 1;
          const wanted = positions.filter((p) => masked.includes(p));
          const logits = rows(...Array.from(wanted, (p) => last[p]));
          const given = { positions, logits, largest: new Float32Array(positions.length - wanted.length) };
          expect(cache.update(given, masked, true)).toEqual(rows(...Array.from(masked, (p) => last[p])));
          if (masked.length > 1) masked = masked.filter((_, i) => i !== fixed % masked.length);
        });
      }),
    );
  });
});
