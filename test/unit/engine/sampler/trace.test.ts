import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packTrace, traceOfText, unpackTrace } from '../../../../main/engine/families/lumina-dimoo/trace-text.ts';
import { certaintyOf, maskLeastSure } from '../../../../main/engine/sampler/certainty.ts';
import { denoise, MASKED } from '../../../../main/engine/sampler/denoise.ts';
import { SeededNoise } from '../../../../main/engine/sampler/random.ts';
import { drawnCells, gridBefore, KNOWN, TraceRecorder } from '../../../../main/engine/sampler/trace.ts';

const CODES = 7;

/** Logits that depend on all of the grid, as a model's do, and on nothing else. */
function pretend(grid: Int32Array, maskedCells: Int32Array): Float32Array {
  const sum = grid.reduce((total, code, cell) => total + (code + 2) * (cell + 1), 0);
  return Float32Array.from({ length: maskedCells.length * CODES }, (_, i) => {
    const cell = maskedCells[Math.floor(i / CODES)];
    return Math.sin(sum * 0.37 + cell * 1.7 + (i % CODES) * 2.3) * 3;
  });
}

const job = fc.record({
  start: fc.array(fc.integer({ min: MASKED, max: CODES - 1 }), { minLength: 1, maxLength: 30 }),
  steps: fc.integer({ min: 1, max: 12 }),
  seed: fc.nat(),
  samplingTemperature: fc.constantFrom(0, 0.7, 1),
});

async function run({ start, steps, seed, samplingTemperature }: typeof job extends fc.Arbitrary<infer T> ? T : never) {
  const recorder = new TraceRecorder(Int32Array.from(start));
  const seen: Int32Array[] = [];
  const sure = new Map<number, number>();
  const { grid } = await denoise({
    grid: Int32Array.from(start),
    codebookSize: CODES,
    steps,
    samplingTemperature,
    noise: new SeededNoise(seed),
    logits: (request) => {
      seen.push(request.grid.slice());
      return { logits: pretend(request.grid, request.maskedCells) };
    },
    onStep: (step) => {
      recorder.observe(step);
      step.maskedCells.forEach((cell, row) => {
        sure.set(cell, step.confidence[row]);
      });
    },
  });
  return { grid, seen, sure, trace: recorder.trace };
}

describe('a trace', () => {
  test('replays to the same picture, through the very grids that the sampler went through', async () => {
    await fc.assert(
      fc.asyncProperty(job, async (given) => {
        const { grid, seen, trace } = await run(given);
        seen.forEach((before, step) => {
          expect(gridBefore(step, grid, trace.fixedAt)).toEqual(Int32Array.from(before));
        });
        expect(gridBefore(given.steps, grid, trace.fixedAt)).toEqual(grid);
      }),
    );
  });

  test('holds the confidence at the moment of fixing, and 1 for what was known', async () => {
    await fc.assert(
      fc.asyncProperty(job, async (given) => {
        const { sure, trace } = await run(given);
        given.start.forEach((code, cell) => {
          if (code === MASKED) expect(trace.confidence[cell]).toBe(sure.get(cell));
          else expect([trace.fixedAt[cell], trace.confidence[cell]]).toEqual([KNOWN, 1]);
        });
      }),
    );
  });

  test('of a drawing that was broken off has no step for what is still masked', () => {
    const recorder = new TraceRecorder(Int32Array.of(MASKED, 3, MASKED, MASKED));
    const step = { sampled: Int32Array.of(1, 2, 3), picture: Int32Array.of(1, 3, 2, 3) };
    recorder.observe({
      ...step,
      step: 4,
      maskedCells: Int32Array.of(0, 2, 3),
      confidence: Float32Array.of(0.5, 0.25, 0.75),
      stillMasked: Int32Array.of(0, 2),
    });
    expect([...recorder.trace.fixedAt]).toEqual([KNOWN, KNOWN, KNOWN, 4]);
    expect([...recorder.trace.confidence]).toEqual([1, 1, 1, 0.75]);
    expect(drawnCells(recorder.trace.fixedAt)).toBe(1);
    expect(drawnCells(Int16Array.of(0, KNOWN, 5, KNOWN, 0))).toBe(3);
  });

  test('goes on from an earlier one', () => {
    const earlier = { fixedAt: Int16Array.of(2, KNOWN), confidence: Float32Array.of(0.5, 1) };
    const { trace } = new TraceRecorder(Int32Array.of(7, MASKED), earlier);
    expect([...trace.fixedAt]).toEqual([2, KNOWN]);
    expect([...trace.confidence]).toEqual([0.5, 1]);
  });

  test('survives the way through text, and broken text is none', async () => {
    const { grid, trace } = await run({ start: [MASKED, 3, MASKED, 0], steps: 3, seed: 1, samplingTemperature: 1 });
    const text = packTrace(grid, trace);
    const read = unpackTrace(text, 4);
    expect(read?.codes).toEqual(grid);
    expect(read?.fixedAt).toEqual(trace.fixedAt);
    trace.confidence.forEach((value, cell) => {
      expect(read?.confidence[cell]).toBeCloseTo(value, 2);
    });
    for (const broken of ['', 'no base64!', text.slice(8), packTrace(grid.subarray(1), trace)]) {
      expect(unpackTrace(broken, 4)).toBeNull();
    }
    expect(traceOfText({ trace: text, grid: '{"columns":2,"rows":2}' })).toMatchObject({ columns: 2, codes: grid });
    for (const grid of [
      '{"columns":2,"rows":3}',
      '{"columns":1e9,"rows":1e9}',
      '{"columns":-2,"rows":-2}',
      '[]',
      '{',
    ]) {
      expect(traceOfText({ trace: text, grid })).toBeNull();
    }
  });
});

describe('a variation', () => {
  test('draws the share of the cells that are least sure, and at least one', () => {
    const grid = Int32Array.of(1, 2, 3, 4, 5, 6);
    const cells = Int32Array.of(0, 2, 3, 5);
    const certainty = Float32Array.of(0.9, 0.1, 0.5, 0.1);
    expect([...maskLeastSure(grid, cells, certainty, 0.5)]).toEqual([1, 2, MASKED, 4, 5, MASKED]);
    expect([...maskLeastSure(grid, cells, certainty, 0.01)]).toEqual([1, 2, MASKED, 4, 5, 6]);
    expect([...maskLeastSure(grid, cells, certainty, 1)]).toEqual([MASKED, 2, MASKED, MASKED, 5, MASKED]);
  });

  test('judges every cell with its neighbours in sight and itself not', async () => {
    const grid = Int32Array.of(0, 1, 2, 3, 4, 5);
    const cells = Int32Array.of(0, 1, 4);
    const asked: number[][] = [];
    const certainty = await certaintyOf(grid, 3, cells, CODES, async (masked, maskedCells) => {
      asked.push([...masked]);
      // Sure of code 1 everywhere.
      return Float32Array.from({ length: maskedCells.length * CODES }, (_, i) => (i % CODES === 1 ? 9 : 0));
    });
    expect(asked).toEqual([
      [MASKED, 1, 2, 3, MASKED, 5],
      [0, MASKED, 2, 3, 4, 5],
    ]);
    expect(certainty[1]).toBeGreaterThan(0.99);
    expect(certainty[0]).toBeLessThan(0.01);
    // A cell below the diagonal too, and no pass for a colour of the board without cells.
    asked.length = 0;
    const one = await certaintyOf(grid, 2, Int32Array.of(4), CODES, async (masked, maskedCells) => {
      asked.push([...masked]);
      return new Float32Array(maskedCells.length * CODES);
    });
    expect(asked).toEqual([[0, 1, 2, 3, MASKED, 5]]);
    expect(one[0]).toBeCloseTo(1 / CODES, 6);
    const below = await certaintyOf(grid, 2, Int32Array.of(2), CODES, async () => new Float32Array(CODES));
    expect(below[0]).toBeCloseTo(1 / CODES, 6);
    expect(certainty[2]).toBeLessThan(0.01);
    const sure = Math.exp(9) / (Math.exp(9) + CODES - 1);
    expect(certainty[1]).toBeCloseTo(sure, 6);
    expect(certainty[2]).toBeCloseTo(1 / (Math.exp(9) + CODES - 1), 9);
  });
});
