import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sampleBlocks } from '../../../../main/engine/sampler/blocks.ts';
import { CodeRows } from '../../../../main/engine/sampler/code-rows.ts';
import { candidatesOf, drawableMargin, rowsToRemask, sampleCode } from '../../../../main/engine/sampler/confidence.ts';
import { denoise, MASKED } from '../../../../main/engine/sampler/denoise.ts';
import { branchesFor, guide, guideText, mixOf } from '../../../../main/engine/sampler/guidance.ts';
import { gumbel, MOST_GUMBEL, philox, SeededNoise } from '../../../../main/engine/sampler/random.ts';
import { sumOfExp } from '../../../../main/engine/sampler/row-math.ts';
import { maskedAfterStep, tokensPerStep } from '../../../../main/engine/sampler/schedule.ts';

const whole = (logits: Float32Array) => ({ logits, firstCodes: [0] });

describe('random numbers', () => {
  // Known answers published with Random123 (kat_vectors, philox4x32 10 rounds).
  test.each([
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ] as const)('Philox4x32-10 known answers', (counter, key, wanted) => {
    const out = new Uint32Array(4);
    philox([...counter], [...key], out);
    expect([...out]).toEqual([...wanted]);
  });

  test('a draw is 24 bits of its word, whatever was drawn before', () => {
    const noise = new SeededNoise(0);
    noise.uniform(3, 'code', 0, 17, 5);
    expect(noise.uniform(0, 'code', 99, 0, 1)).toBe((0xe169c58d >>> 8) / 2 ** 24);
    expect(noise.uniform(0, 'code', 0, 0, 0)).toBe((0x6627e8d5 >>> 8) / 2 ** 24);
  });

  test('draws are uniform in [0, 1) and differ by purpose, step, position and seed', () => {
    let sum = 0;
    const noise = new SeededNoise(7);
    for (let i = 0; i < 20_000; i++) sum += noise.uniform(1, 'code', 0, i >> 6, i & 63);
    expect(sum / 20_000).toBeCloseTo(0.5, 1);
    const draws = [
      noise.uniform(1, 'code', 0, 2, 0),
      noise.uniform(1, 'choice', 0, 2, 0),
      noise.uniform(2, 'code', 0, 2, 0),
      noise.uniform(1, 'code', 0, 3, 0),
      noise.uniform(1, 'token', 0, 2, 0),
      new SeededNoise(8).uniform(1, 'code', 0, 2, 0),
    ];
    expect(new Set(draws).size).toBe(6);
  });

  test('Gumbel noise is finite at 0 and below the bound that skipping relies on', () => {
    expect(gumbel(0)).toBeCloseTo(-Math.log(-Math.log(1e-20)), 6);
    expect(gumbel(1 - 2 ** -24)).toBeLessThan(MOST_GUMBEL);
    expect(gumbel(1 - 2 ** -24)).toBeGreaterThan(MOST_GUMBEL - 0.01);
  });
});

describe('schedule', () => {
  test('falls along the cosine, at least one, none at the end', () => {
    expect([0, 1, 2, 3].map((step) => maskedAfterStep(24, step, 4))).toEqual([22, 16, 9, 0]);
    expect(maskedAfterStep(1, 0, 100)).toBe(1);
    expect(maskedAfterStep(4096, 0, 1)).toBe(0);
  });

  test('two thirds of the way, float32 decides on which side of a whole number the cosine falls', () => {
    expect(maskedAfterStep(24, 3, 6)).toBe(11);
  });

  test('text tokens are spread evenly, the first steps take the rest', () => {
    expect(tokensPerStep(11, 4)).toEqual([3, 3, 3, 2]);
    expect(tokensPerStep(2, 4)).toEqual([1, 1, 0, 0]);
  });
});

describe('guidance', () => {
  const conditional = Float32Array.of(1, 2);
  const unconditionalText = Float32Array.of(3, 1);
  const unconditionalImage = Float32Array.of(0, 4);

  test('two branches, three branches and text, off at 0', () => {
    expect([...guide({ conditional, unconditionalText }, { text: 4, image: null })]).toEqual([-7, 6]);
    expect([...guide({ conditional, unconditionalText, unconditionalImage }, { text: 2, image: 0.5 })]).toEqual([
      -2.5, 3,
    ]);
    expect(guide({ conditional }, { text: 0, image: null })).toBe(conditional);
    expect([...guideText(conditional, unconditionalText, 0)]).toEqual([1, 2]);
    expect([...guideText(conditional, unconditionalText, 1)]).toEqual([-1, 3]);
  });

  test('as a mix of branches is the same', () => {
    const branches = [conditional, unconditionalText, unconditionalImage];
    for (const guidance of [
      { text: 4, image: null },
      { text: 2.5, image: 4 },
      { text: 0, image: 0 },
    ]) {
      const mix = mixOf(guidance);
      expect(mix).toHaveLength(branchesFor(guidance).length);
      guide({ conditional, unconditionalText, unconditionalImage }, guidance).forEach((value, i) => {
        expect(mix.reduce((sum, share, b) => sum + share * branches[b][i], 0)).toBeCloseTo(value, 5);
      });
    }
  });

  test('says which branches it needs, and misses one loudly', () => {
    expect(branchesFor({ text: 1, image: null })).toEqual(['conditional', 'unconditionalText']);
    expect(branchesFor({ text: 0, image: null })).toEqual(['conditional']);
    expect(branchesFor({ text: 0, image: 1 })).toEqual(['conditional', 'unconditionalText', 'unconditionalImage']);
    expect(branchesFor({ text: 1, image: 0 })).toHaveLength(3);
    expect(branchesFor({ text: 0, image: 0 })).toEqual(['conditional']);
    expect(() => guide({ conditional }, { text: 1, image: null })).toThrow('unconditional text');
    expect(() => guide({ conditional, unconditionalText }, { text: 1, image: 1 })).toThrow('unconditional image');
  });
});

describe('sampling', () => {
  test('skipping codes that cannot win changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -40, max: 40, noNaN: true }), { minLength: 1, maxLength: 80 }),
        fc.nat(1000),
        fc.double({ min: 0.1, max: 3, noNaN: true }),
        (values, seed, temperature) => {
          const logits = Float32Array.from(values);
          const noise = new SeededNoise(seed);
          const scores = Array.from(
            logits,
            (logit, code) =>
              Math.fround(logit / temperature) + Math.fround(gumbel(noise.uniform(0, 'code', 0, 3, code))),
          );
          const naive = scores.indexOf(Math.max(...scores));
          const row = candidatesOf(whole(logits), temperature);
          const chosen = sampleCode(row, temperature, noise, { step: 0, row: 0, position: 3 });
          expect(row.codes[chosen]).toBe(naive);
          expect(row.codes[row.likeliest]).toBe(logits.indexOf(Math.max(...logits)));
        },
      ),
    );
  });

  test('a row without the blocks that are too far below its largest logit is the row with them', () => {
    const block = fc.array(fc.float({ min: -40, max: 40, noNaN: true }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(block, { minLength: 1, maxLength: 9 }),
        fc.constantFrom(0, 0.3, 1),
        (blocks, temperature) => {
          const logits = Float32Array.from(blocks.flat());
          const least = Math.max(...logits) - drawableMargin(temperature);
          const near = blocks
            .map((values, block) => ({ values, block }))
            .filter(({ values }) => Math.max(...values) >= least);
          const some = {
            logits: Float32Array.from(near.flatMap(({ values }) => values)),
            firstCodes: near.map(({ block }) => 4 * block),
          };
          const { sum, ...wanted } = candidatesOf(whole(logits), temperature);
          const { sum: found, ...others } = candidatesOf(some, temperature, 1 / sum);
          expect(others).toEqual(wanted);
          expect(found).toBeCloseTo(sum, 9);
        },
      ),
    );
  });

  test('codes come as often as their probability says', () => {
    const logits = Float32Array.of(Math.log(0.7), Math.log(0.2), Math.log(0.1));
    const noise = new SeededNoise(1);
    const counts = [0, 0, 0];
    for (let position = 0; position < 10_000; position++) {
      const code = sampleCode(candidatesOf(whole(logits), 1), 1, noise, { step: 0, row: 0, position });
      counts[code] += 1;
    }
    expect(counts[0] / 10_000).toBeCloseTo(0.7, 1);
    expect(counts[2] / 10_000).toBeCloseTo(0.1, 1);
    const rows = new CodeRows(3, 1);
    rows.update(Int32Array.of(0), { logits });
    for (let position = 0; position < 50; position++) {
      const { code, probability } = rows.sample(noise, { step: 0, row: 0, position });
      expect(probability).toBeCloseTo([0.7, 0.2, 0.1][code], 6);
    }
  });

  test('the sum under a softmax is that of Math.exp, at any spread', () => {
    const row = fc.array(fc.float({ min: -120, max: 90, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(row, (values) => {
        const logits = Float32Array.from([1e9, ...values]);
        const largest = Math.max(...values.map(Math.fround));
        const exact = values.reduce((sum, value) => sum + Math.exp(Math.fround(value) - largest), 0);
        expect(sumOfExp(logits, 1, values.length, largest) / exact).toBeCloseTo(1, 7);
      }),
    );
  });

  test('a single row never stays masked, equals are kept together', () => {
    const noise = new SeededNoise(1);
    expect(rowsToRemask(Float32Array.of(0.5), 1, 1, noise, 0, Int32Array.of(0))).toEqual([false]);
    expect(rowsToRemask(Float32Array.of(0.1, 0.1, 0.9), 1, 0, noise, 0, Int32Array.of(0, 1, 2))).toEqual([
      false,
      false,
      false,
    ]);
    expect(rowsToRemask(Float32Array.of(0.3, 0.1, 0.9), 1, 0, noise, 0, Int32Array.of(0, 1, 2))).toEqual([
      false,
      true,
      false,
    ]);
  });
});

describe('denoise', () => {
  const logits = ({ maskedCells }: { maskedCells: Int32Array }) => ({
    logits: Float32Array.from({ length: maskedCells.length * 4 }, (_, i) => Math.sin(i * 7.3)),
  });
  const options = { codebookSize: 4, steps: 6, samplingTemperature: 1, logits };

  test('known cells never change, all others are filled, whatever the grid', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -1, max: 3 }), { maxLength: 40 }), fc.nat(), async (cells, seed) => {
        const grid = Int32Array.from(cells);
        const result = await denoise({ ...options, grid, noise: new SeededNoise(seed) });
        expect(result.outcome).toBe('done');
        cells.forEach((code, cell) => {
          if (code !== MASKED) expect(result.grid[cell]).toBe(code);
          else expect(result.grid[cell]).toBeGreaterThanOrEqual(0);
        });
      }),
    );
  });

  test('the same seed gives the same codes', async () => {
    const run = (seed: number) =>
      denoise({ ...options, grid: new Int32Array(30).fill(MASKED), noise: new SeededNoise(seed) });
    const [a, b, c] = await Promise.all([run(1), run(1), run(2)]);
    expect(a.grid).toEqual(b.grid);
    expect(a.grid).not.toEqual(c.grid);
  });

  test('cancelling is seen before the next step', async () => {
    let steps = 0;
    const result = await denoise({
      ...options,
      grid: new Int32Array(30).fill(MASKED),
      noise: new SeededNoise(1),
      cancelled: () => steps === 2,
      onStep: () => {
        steps += 1;
      },
    });
    expect(result).toMatchObject({ outcome: 'cancelled', stepsRun: 2 });
  });

  test('logits of the wrong size are refused', async () => {
    const wrong = denoise({
      ...options,
      grid: Int32Array.of(-1),
      noise: new SeededNoise(1),
      logits: () => ({ logits: new Float32Array(3) }),
    });
    await expect(wrong).rejects.toThrow('Expected logits [1, 4]');
  });
});

describe('blocks', () => {
  /** Wants token `2 + position % 3`, and is surer the further to the right. */
  const logits = ({ masked }: { masked: Int32Array }) => {
    const conditional = new Float32Array(masked.length * 6);
    masked.forEach((position, row) => {
      conditional[row * 6 + 2 + (position % 3)] = 1 + position * 0.1;
    });
    return { conditional };
  };
  const options = {
    genLength: 10,
    blockLength: 4,
    steps: 12,
    textGuidance: 0,
    samplingTemperature: 0,
    maskId: 0,
    columns: 6,
    stopIds: [5],
    noise: new SeededNoise(1),
    logits,
  };

  test('fills block by block, the surest first, and takes a last block that is shorter', async () => {
    const order: number[] = [];
    const result = await sampleBlocks({
      ...options,
      onStep: ({ fixed }) => void order.push(...fixed.map((f) => f.position)),
    });
    expect(order).toEqual([3, 2, 1, 0, 7, 6, 5, 4, 9, 8]);
    expect([...result.answer]).toEqual([2, 3, 4, 2, 3, 4, 2, 3, 4, 2]);
    expect(result.outcome).toBe('done');
  });

  test('tells what a step fixed in the order of the answer, and predicts nothing unless it is asked to', async () => {
    const fixed: number[][] = [];
    await sampleBlocks({
      ...options,
      steps: 6,
      logits: (request) => {
        expect(request.predicted).toBeUndefined();
        return logits(request);
      },
      onStep: (step) => void fixed.push(step.fixed.map(({ position }) => position)),
    });
    expect(fixed).toEqual([[2, 3], [0, 1], [6, 7], [4, 5], [9], [8]]);
  });

  test('fixes the earlier one of two positions that are equally sure', async () => {
    const order: number[] = [];
    await sampleBlocks({
      ...options,
      logits: ({ masked }) => ({ conditional: new Float32Array(masked.length * 6) }),
      onStep: ({ fixed }) => void order.push(...fixed.map(({ position }) => position)),
      maskId: -1,
    });
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('is guided by the other branch where there is one and the scale is not 0', async () => {
    const guided = (textGuidance: number, other: number | undefined) =>
      sampleBlocks({
        ...options,
        genLength: 1,
        textGuidance,
        logits: () => ({
          conditional: Float32Array.of(0, 0, 1, 2, 0, 0),
          ...(other === undefined ? {} : { unconditional: Float32Array.of(0, 0, 0, other, 0, 0) }),
        }),
      });
    expect([...(await guided(2, 3)).answer]).toEqual([2]);
    expect([...(await guided(0, 3)).answer]).toEqual([3]);
    expect([...(await guided(2, undefined)).answer]).toEqual([3]);
  });

  /** What the model says of each position, whatever the others hold: an id, and how sure it is of it. */
  const surely = (said: readonly (readonly [id: number, confidence: number])[]) => ({
    ...options,
    genLength: said.length,
    blockLength: said.length,
    steps: said.length,
    logits: ({ masked }: { readonly masked: Int32Array }) => {
      const conditional = new Float32Array(masked.length * 6);
      masked.forEach((position, row) => {
        const [id, confidence] = said[position] ?? [0, 0];
        conditional[row * 6 + id] = Math.log((5 * confidence) / (1 - confidence));
      });
      return { conditional };
    },
  });

  test('ends early where all that is read is there, with the same words as to the end', async () => {
    const said = surely([
      [1, 0.9],
      [2, 0.8],
      [5, 0.7],
      [3, 0.5],
      [4, 0.4],
      [1, 0.3],
    ]);
    const whole = await sampleBlocks(said);
    const early = await sampleBlocks({ ...said, endsEarly: true });
    expect([whole.steps, early.steps]).toEqual([6, 3]);
    expect([...early.answer]).toEqual([1, 2, 5, 0, 0, 0]);
    expect([...whole.answer].slice(0, 3)).toEqual([...early.answer].slice(0, 3));
    // Where the end is surer than the words, they are waited for.
    const late = surely([
      [1, 0.3],
      [2, 0.4],
      [5, 0.9],
      [3, 0.8],
    ]);
    expect((await sampleBlocks({ ...late, endsEarly: true })).answer.subarray(0, 3)).toEqual(Int32Array.of(1, 2, 5));
  });

  test('takes every word that is sure enough in one step, and at least the surest', async () => {
    const said = surely([
      [1, 0.95],
      [2, 0.5],
      [3, 0.92],
      [4, 0.4],
      [2, 0.91],
    ]);
    const fixed: number[][] = [];
    const result = await sampleBlocks({
      ...said,
      confidenceThreshold: 0.9,
      onStep: (step) => void fixed.push(step.fixed.map(({ position }) => position)),
    });
    expect(fixed).toEqual([[0, 2, 4], [1], [3]]);
    expect([...result.answer]).toEqual([1, 2, 3, 4, 2]);
    expect(result.steps).toBe(3);
  });

  test('with a threshold, samples nothing behind the end', async () => {
    const said = surely([
      [1, 0.5],
      [5, 0.95],
      [3, 0.6],
      [4, 0.7],
    ]);
    const wanted: number[][] = [];
    const result = await sampleBlocks({
      ...said,
      endsEarly: true,
      confidenceThreshold: 0.9,
      logits: (request) => {
        wanted.push([...request.wanted]);
        return said.logits(request);
      },
    });
    expect(wanted).toEqual([[0, 1, 2, 3], [0]]);
    expect([...result.answer]).toEqual([1, 5, 0, 0]);
  });

  test('stops after the block that ends the answer', async () => {
    const result = await sampleBlocks({ ...options, stopIds: [4] });
    expect(result.answer).toHaveLength(4);
    expect(result.outcome).toBe('done');
  });

  test('temperature draws other tokens, the same for the same seed', async () => {
    const warm = { ...options, samplingTemperature: 2 };
    const [a, b] = await Promise.all([sampleBlocks(warm), sampleBlocks({ ...warm, noise: new SeededNoise(1) })]);
    expect(a.answer).toEqual(b.answer);
    expect([...a.answer]).not.toEqual([2, 3, 4, 2, 3, 4, 2, 3, 4, 2]);
  });

  test.each([0, 2])('asks for a block at a time, and keeps what it was given: temperature %d', async (temperature) => {
    const warm = { ...options, maskId: -1, samplingTemperature: temperature, stopIds: [] };
    const asked: number[][] = [];
    let before = new Float32Array(0);
    const sparing = await sampleBlocks({
      ...warm,
      logits: (request) => {
        // Only what was never given; the numbers of the call before are gone.
        before.fill(Number.NaN);
        asked.push([...request.missing]);
        const { conditional } = logits({ masked: request.missing });
        before = conditional;
        return { conditional, positions: request.missing };
      },
    });
    expect(sparing.answer).toEqual((await sampleBlocks(warm)).answer);
    expect(asked.filter(({ length }) => length > 0)).toEqual([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9],
    ]);
  });

  test.each([0, 2])(
    'predicts what a step fixes, and predicting changes nothing: temperature %d',
    async (temperature) => {
      const warm = { ...options, maskId: -1, samplingTemperature: temperature, stopIds: [] };
      const foretold: (number[] | null)[] = [];
      const fixed: number[][] = [];
      const seen = await sampleBlocks({
        ...warm,
        predicts: true,
        logits: (request) => {
          const { predicted } = request;
          foretold.push(predicted ? [...predicted.likely.slice(0, predicted.fixes)].sort((a, b) => a - b) : null);
          return logits(request);
        },
        onStep: (step) => void fixed.push(step.fixed.map(({ position }) => position)),
      });
      expect(seen.answer).toEqual((await sampleBlocks(warm)).answer);
      // Of a block's first step nothing is known.
      expect(foretold.map((positions, i) => positions ?? fixed[i])).toEqual(fixed);
      expect(foretold.filter((positions) => positions === null)).toHaveLength(3);
    },
  );

  test('cancels between steps', async () => {
    let steps = 0;
    const cancelled = await sampleBlocks({
      ...options,
      stopIds: [],
      cancelled: () => steps === 5,
      onStep: () => {
        steps += 1;
      },
    });
    expect(cancelled.outcome).toBe('cancelled');
    // Up to the end of the second block, in which one token was fixed.
    expect([...cancelled.answer]).toEqual([2, 3, 4, 2, 0, 0, 0, 3]);
  });
});
