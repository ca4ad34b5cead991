import { describe, expect, test } from 'vitest';
import { differenceOf } from '../../../../main/engine/parity/image-traces.ts';
import type { ImageTrace } from '../../../../main/engine/parity/oracle.ts';
import type { DenoiseStep } from '../../../../main/engine/sampler/denoise.ts';

type WantedStep = ImageTrace['trace'][number];

/** Two cells drawn in one step, at positions 10 and 11. */
const wanted: WantedStep = {
  step: 0,
  recomputed: null,
  masked: [10, 11],
  sampled: [3, 4],
  confidence: [0.5, 0.99],
  stillMasked: [10],
  logits: [],
};

function differences(step: Partial<WantedStep>, ours: Partial<DenoiseStep> = {}) {
  const trace = { trace: [{ ...wanted, ...step }], codes: [3, 4] } as unknown as ImageTrace;
  const own = {
    step: 0,
    maskedCells: Int32Array.of(0, 1),
    sampled: Int32Array.of(3, 4),
    stillMasked: Int32Array.of(0),
    confidence: Float32Array.of(0.5, 0.99 - 2e-5),
    ...ours,
  } as unknown as DenoiseStep;
  return differenceOf(trace, [own], Int32Array.of(3, 4), Int32Array.of(10, 11));
}

describe('a step held against the recorded one', () => {
  test('all of a difference in confidence counts where nothing is known of rounding', () => {
    expect(differences({}).confidence).toBeCloseTo(2e-5, 6);
    expect(differences({}).unexplained).toBeCloseTo(2e-5, 6);
  });

  test('what the reference rounds away itself is explained, and no more', () => {
    expect(differences({ confidenceRounding: 2e-5 }).unexplained).toBeLessThan(1e-6);
    expect(differences({ confidenceRounding: 5e-6 }).unexplained).toBeCloseTo(1.5e-5, 6);
  });

  test('rounding explains no other code, no other mask, and no number that is none', () => {
    const rounding = { confidenceRounding: 1e-3 };
    expect(differences(rounding).different).toBe(0);
    expect(differences(rounding, { sampled: Int32Array.of(3, 5) }).different).toBe(1);
    expect(differences(rounding, { stillMasked: Int32Array.of(1) }).different).toBe(1);
    const nothing = { confidence: Float32Array.of(0.5, Number.NaN) };
    expect(differences(rounding, nothing).unexplained).toBe(Number.POSITIVE_INFINITY);
  });
});
