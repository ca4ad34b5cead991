import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CodeRows } from '../../../../main/engine/sampler/code-rows.ts';
import { candidatesOf, drawableMargin, sampleCode } from '../../../../main/engine/sampler/confidence.ts';
import { type NoiseSource, philox, SeededNoise } from '../../../../main/engine/sampler/random.ts';
import { TextRows } from '../../../../main/engine/sampler/text-rows.ts';

/** Always the same draw, or that of a column; counts how often it is asked. */
class FixedNoise implements NoiseSource {
  calls = 0;
  readonly #draws: readonly number[];
  constructor(...draws: readonly number[]) {
    this.#draws = draws;
  }
  uniform(_step: number, _purpose: string, _row: number, _position: number, column: number): number {
    this.calls += 1;
    return this.#draws[column] ?? this.#draws[0] ?? 0.5;
  }
}

const AT = { step: 0, row: 0, position: 0 };

describe('seeded noise', () => {
  test('of text is 53 bits of two words of its block', () => {
    const out = new Uint32Array(4);
    philox([3, 17, 5, 2], [9, 0], out);
    const double = (high: number, low: number) => ((out[high] >>> 5) * 2 ** 26 + (out[low] >>> 6)) / 2 ** 53;
    const noise = new SeededNoise(9);
    expect([6, 7].map((column) => noise.uniform(5, 'token', 0, 17, column))).toEqual([double(0, 1), double(2, 3)]);
  });

  test('is the same in any order of asking', () => {
    const draw = fc.record({
      step: fc.nat(2),
      purpose: fc.constantFrom('code' as const, 'choice' as const, 'token' as const),
      position: fc.nat(2),
      column: fc.nat(12),
    });
    fc.assert(
      fc.property(fc.array(draw, { minLength: 2, maxLength: 20 }), (draws) => {
        const one = new SeededNoise(4);
        for (const { step, purpose, position, column } of draws) {
          expect(one.uniform(step, purpose, 0, position, column)).toBe(
            new SeededNoise(4).uniform(step, purpose, 0, position, column),
          );
        }
      }),
    );
  });
});

describe('the codes that can be drawn', () => {
  test('lie within the range of the noise below the largest logit, which grows with the temperature', () => {
    expect(drawableMargin(1)).toBeCloseTo(20.49, 6);
    expect(drawableMargin(2)).toBeCloseTo(40.98, 6);
    const logits = Float32Array.of(-20.6, 0, -20.4, -41);
    const codesAt = (heat: number) => [...candidatesOf({ logits, firstCodes: [0] }, heat).codes];
    expect(codesAt(1)).toEqual([1, 2]);
    expect(codesAt(2)).toEqual([0, 1, 2]);
  });

  test('at temperature 0 are the most likely one alone, by its number in the codebook', () => {
    const logits = Float32Array.of(1, 2, 3, 9, 4, 5);
    const { sum, ...rest } = candidatesOf({ logits, firstCodes: [6, 30] }, 0);
    expect(rest).toEqual({ codes: Int32Array.of(30), logits: Float32Array.of(9), likeliest: 0 });
    expect(sum).toBeCloseTo(
      [...logits].reduce((total, logit) => total + Math.exp(logit - 9), 0),
      6,
    );
  });

  test('at temperature 0 are one code also inside a stretch and among equals, the lowest of them', () => {
    const inside = candidatesOf({ logits: Float32Array.of(1, 2, 3, 4, 9, 5), firstCodes: [6, 30] }, 0);
    expect(inside.codes).toEqual(Int32Array.of(31));
    const equals = candidatesOf({ logits: Float32Array.of(1, 9, 3, 4, 9, 9), firstCodes: [6, 30] }, 0);
    expect(equals).toMatchObject({ codes: Int32Array.of(7), logits: Float32Array.of(9), likeliest: 0 });
  });

  test('of which two come out equal are decided for the lower one, and otherwise by the score', () => {
    const chosen = (likeliest: number, ...logits: number[]) =>
      sampleCode({ codes: Int32Array.of(5, 9), logits: Float32Array.from(logits), likeliest, sum: 1 }, 1, same, AT);
    const same = new FixedNoise(0.5);
    expect(chosen(1, 2, 2)).toBe(0);
    expect(chosen(0, 2, 2)).toBe(0);
    expect(chosen(1, 1, 2)).toBe(1);
    expect(chosen(0, 2, 1)).toBe(0);
  });

  test('draw no noise where they cannot win any more', () => {
    const row = candidatesOf({ logits: Float32Array.of(0, -3.5, -2), firstCodes: [0] }, 1);
    // The first one's noise is 13.8 of at most 16.64: only codes at most 2.8 below it can win.
    const noise = new FixedNoise(1 - 1e-6);
    expect(row.codes[sampleCode(row, 1, noise, AT)]).toBe(0);
    expect(noise.calls).toBe(2);
    const warm = candidatesOf({ logits: Float32Array.of(0, -6, -5), firstCodes: [0] }, 2);
    const other = new FixedNoise(1 - 1e-6);
    sampleCode(warm, 2, other, AT);
    expect(other.calls).toBe(2);
  });

  test('win by their noise, and the margin follows the new best one', () => {
    const row = candidatesOf({ logits: Float32Array.of(0, -1, -4), firstCodes: [0] }, 1);
    const noise = new FixedNoise(0.5, 1 - 1e-6, 0.5);
    expect(row.codes[sampleCode(row, 1, noise, AT)]).toBe(1);
    expect(noise.calls).toBe(2);
  });
});

describe('rows of blocks', () => {
  const COLUMNS = 12;
  const BLOCK = 4;
  const cell = fc.array(fc.float({ min: -40, max: 40, noNaN: true }), { minLength: COLUMNS, maxLength: COLUMNS });

  test('sample as the whole rows do', () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 4 }), fc.constantFrom(0, 0.5, 1), (rows, heat) => {
        const cells = Int32Array.from(rows.keys());
        const whole = new CodeRows(COLUMNS, heat);
        whole.update(cells, { logits: Float32Array.from(rows.flat()) });
        const kept: { row: number; block: number; values: number[] }[] = [];
        const tops = rows.map((values, row) => {
          const logits = values.map(Math.fround);
          const most = Math.max(...logits);
          for (let block = 0; block < COLUMNS / BLOCK; block++) {
            const own = logits.slice(block * BLOCK, (block + 1) * BLOCK);
            if (Math.max(...own) >= most - drawableMargin(heat)) kept.push({ row, block, values: own });
          }
          return 1 / logits.reduce((sum, logit) => sum + Math.exp(logit - most), 0);
        });
        const some = new CodeRows(COLUMNS, heat);
        some.update(cells, {
          blocks: {
            logits: Float32Array.from(kept.flatMap(({ values }) => values)),
            at: Int32Array.from(kept.flatMap(({ row, block }) => [row, block])),
          },
          topProbabilities: Float32Array.from(tops),
        });
        const noise = new SeededNoise(3);
        cells.forEach((position, row) => {
          const [found, wanted] = [some, whole].map((one) => one.sample(noise, { step: 1, row, position }));
          expect(found?.code).toBe(wanted?.code);
          expect(found?.probability).toBeCloseTo(wanted?.probability ?? Number.NaN, 5);
        });
      }),
    );
  });

  test('miss a row of which nothing can be drawn, and one that was never given', () => {
    const rows = new CodeRows(4, 1);
    const blocks = { logits: new Float32Array(4), at: Int32Array.of(0, 0) };
    const update = () => rows.update(Int32Array.of(0, 1), { blocks, topProbabilities: Float32Array.of(1, 1) });
    expect(update).toThrow('Of row 1 no code can be drawn.');
    expect(() => new CodeRows(4, 1).sample(new FixedNoise(), AT)).toThrow('Row 0 was never given.');
  });
});

describe('rows of text', () => {
  const logits = Float32Array.of(9, 9, 9, 0, 1, 0.5);

  test('draw an id by its noise, and are as sure of it as the softmax says', () => {
    const rows = new TextRows(3, 1);
    rows.update(7, logits, 1);
    const share = (id: number) => Math.exp([0, 1, 0.5][id]) / (1 + Math.exp(1) + Math.exp(0.5));
    const drawn = rows.sample(7, new FixedNoise(0.99, 0.5, 0.5), 0, 0);
    expect(drawn.id).toBe(0);
    expect(drawn.confidence).toBeCloseTo(share(0), 6);
    expect(rows.sample(7, new FixedNoise(0.5), 0, 0).id).toBe(1);
  });

  test('take the lowest id among equals', () => {
    const rows = new TextRows(3, 1);
    rows.update(7, logits, 0);
    expect(rows.sample(7, new FixedNoise(0.5), 0, 0).id).toBe(0);
  });

  test('forget a position that was fixed, and miss one that was never given', () => {
    const rows = new TextRows(3, 0);
    rows.update(7, logits, 1);
    expect([rows.has(7), rows.has(8)]).toEqual([true, false]);
    rows.drop(7);
    expect(rows.has(7)).toBe(false);
    expect(() => rows.sample(7, new FixedNoise(), 0, 0)).toThrow('The logits at position 7 were never given.');
  });
});
