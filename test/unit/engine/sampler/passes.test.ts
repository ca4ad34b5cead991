import { describe, expect, test } from 'vitest';
import { scheduleBlocks } from '../../../../main/engine/sampler/blocks.ts';
import { maskedOfPicture, plannedAnswer, plannedPasses } from '../../../../main/engine/sampler/passes.ts';
import type { CacheDials } from '../../../../main/engine/sampler/refresh.ts';

const dials: CacheDials = {
  cacheRatio: 0.5,
  warmupRatio: 0.25,
  refreshInterval: 3,
  knownInterval: null,
  choice: 'changed',
};

describe('masked cells before each step', () => {
  test('fall along the cosine, from the step that a picture continues at', () => {
    expect(maskedOfPicture(24, 24, 0, 4)).toEqual([24, 22, 16, 9]);
    expect(maskedOfPicture(16, 24, 2, 4)).toEqual([16, 9]);
  });

  test('fall by one at least, and end where none is left', () => {
    expect(maskedOfPicture(3, 3, 0, 100)).toEqual([3, 2, 1]);
  });
});

describe('the passes of a picture', () => {
  const masked = [10, 8, 6, 4, 2, 1];
  const rows = (own: CacheDials | undefined) => plannedPasses(40, masked, 0, 6, own).map((pass) => pass.rows);

  test('compute everything without a cache, and want the masked cells alone', () => {
    expect(plannedPasses(40, masked, 0, 6, undefined)).toEqual(
      masked.map((logits) => ({ rows: 40, logits, measured: 0 })),
    );
  });

  test('compute what was fixed just now and a share of what is masked, and all that can change in a refresh', () => {
    // Step 1 ends the warm-up; step 4 is a refresh, which leaves out what is known.
    expect(plannedPasses(40, masked, 0, 6, dials)).toEqual([
      { rows: 40, logits: 10, measured: 0 },
      { rows: 40, logits: 8, measured: 0 },
      { rows: 5, logits: 3, measured: 0 },
      { rows: 4, logits: 2, measured: 0 },
      { rows: 10, logits: 2, measured: 0 },
      { rows: 2, logits: 1, measured: 0 },
    ]);
    expect(rows({ ...dials, knownInterval: 1 })).toEqual([40, 40, 5, 4, 40, 2]);
    expect(rows({ ...dials, cacheRatio: 1 })).toEqual([40, 40, 3, 3, 10, 2]);
  });

  test('that choose by sureness measure the step before, and compute a share of all candidates', () => {
    const sure: CacheDials = { ...dials, choice: 'least-sure' };
    expect(plannedPasses(40, masked, 0, 6, sure)).toEqual([
      { rows: 40, logits: 10, measured: 0 },
      { rows: 40, logits: 8, measured: 40 },
      { rows: 5, logits: 3, measured: 5 },
      { rows: 5, logits: 2, measured: 0 },
      { rows: 10, logits: 2, measured: 10 },
      { rows: 5, logits: 1, measured: 0 },
    ]);
    expect(rows({ ...sure, knownInterval: 1 })).toEqual([40, 40, 20, 20, 40, 20]);
  });
});

describe('the passes of a picture that continues from a step', () => {
  test('begin by computing everything, whatever step it is', () => {
    // Step 3 is no refresh: the warm-up ends with step 1, and the next refresh is step 4.
    expect(plannedPasses(40, [4, 2, 1], 3, 6, dials)).toEqual([
      { rows: 40, logits: 4, measured: 0 },
      { rows: 4, logits: 2, measured: 0 },
      { rows: 2, logits: 1, measured: 0 },
    ]);
  });
});

describe('the passes of a cache at its limits', () => {
  const masked = [10, 8, 6, 4, 2, 1];
  const rows = (own: CacheDials) => plannedPasses(40, masked, 0, 6, own).map((pass) => pass.rows);

  test('compute one token at least where the cache gives all others', () => {
    expect(rows({ ...dials, choice: 'least-sure', cacheRatio: 1 })).toEqual([40, 40, 1, 1, 10, 1]);
  });

  test('do not look ahead in a picture, whose sampler predicts nothing', () => {
    expect(rows({ ...dials, choice: 'next', ahead: 2 })).toEqual(rows(dials));
  });

  test('compute a share of what is masked and not looked ahead at', () => {
    const next: CacheDials = { ...dials, choice: 'next', ahead: 1 };
    // Step 2 has fixed two, computes the two that it will fix, and half of the other four.
    expect(plannedPasses(40, masked, 0, 6, next, true)[2]).toEqual({ rows: 6, logits: 4, measured: 0 });
  });
});

describe('the passes of an answer', () => {
  const plan = scheduleBlocks({ genLength: 10, blockLength: 4, steps: 6 });

  test('are planned in blocks, of which the last one may be shorter', () => {
    expect(plan).toEqual({ blocks: 3, blockLength: 4, stepsPerBlock: 2, steps: 6 });
    expect(scheduleBlocks({ genLength: 3, blockLength: 8, steps: 1 })).toEqual({
      blocks: 1,
      blockLength: 3,
      stepsPerBlock: 1,
      steps: 1,
    });
    expect(scheduleBlocks({ genLength: 10, blockLength: 4, steps: 1 }).stepsPerBlock).toBe(1);
  });

  test('want the logits of the current block', () => {
    expect(plannedAnswer(30, 10, plan, undefined)).toEqual(
      [4, 2, 4, 2, 2, 1].map((logits) => ({ rows: 30, logits, measured: 0 })),
    );
  });

  test('compute the likely tokens of a step too, where the cache looks ahead', () => {
    const next: CacheDials = { ...dials, warmupRatio: 0, refreshInterval: 9, cacheRatio: 1, choice: 'next', ahead: 2 };
    // Two tokens are fixed a step, so four are computed ahead, beside the two that were fixed just now.
    expect(plannedAnswer(30, 10, plan, next).map(({ rows }) => rows)).toEqual([30, 6, 6, 6, 4, 2]);
    const changed = plannedAnswer(30, 10, plan, { ...next, choice: 'changed' }).map(({ rows }) => rows);
    expect(changed).toEqual([30, 3, 3, 3, 3, 2]);
  });
});
