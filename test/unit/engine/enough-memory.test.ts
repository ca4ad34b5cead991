import { describe, expect, test } from 'vitest';
import type { PictureSize } from '../../../main/engine/families/family.ts';
import { bytesOfAnswer, bytesOfDrawing } from '../../../main/engine/families/lumina-dimoo/memory.ts';
import { requireMemory } from '../../../main/engine/jobs/enough-memory.ts';
import { failureOf } from '../../../preload/contract/errors.ts';

const GIGABYTE = 1024 ** 3;

/** The sizes of the released model in 4 bits, in its own words. */
const released = {
  transformer: { layers: 32, width: 4096, heads: 32, vocabularySize: 134_656, maxSequenceLength: 4096 },
  codebookSize: 8192,
  codeOffset: 126_356,
  codec: { patchSize: 16, latentChannels: 64 },
  elementTypes: { states: 'float32', keyValues: 'float16', logits: 'float32', pixels: 'float32' },
} as const;
const at512 = { lengths: [1112, 1146], masked: 1024, cached: false };

describe('what a drawing takes by account of its tensors', () => {
  test('a pass holds rows of one branch, whatever the number of layers', () => {
    const one = bytesOfAnswer({ ...released, codeOffset: 0 }, { ...at512, lengths: [1146] });
    const few = bytesOfAnswer(
      { ...released, codeOffset: 0, transformer: { ...released.transformer, layers: 2 } },
      { ...at512, lengths: [1146] },
    );
    // 16 widths a row while it is computed, and its final state.
    expect(one).toBe(1146 * 4096 * 4 * 17);
    expect(few).toBe(one);
  });

  test('a cache keeps the keys and values of every layer, in 16 bits where the model has them so', () => {
    const of = (cached: boolean, model: Parameters<typeof bytesOfAnswer>[0] = released) => {
      return bytesOfAnswer(model, { ...at512, cached });
    };
    const kept = 2 * 32 * 4096 * 2 * (1112 + 1146);
    const given = 2 * 32 * 4096 * 2 * 1146;
    expect(of(true) - of(false)).toBe(kept + given);
    const { elementTypes: _, ...floats } = released;
    expect(of(true, floats) - of(false, floats)).toBe(2 * (kept + given));
  });

  test('the codec comes on top of a pass, and not of what is kept between steps', () => {
    const drawn = { ...at512, cells: 1024, pixels: 0 };
    const exact = bytesOfDrawing(released, drawn);
    const cached = bytesOfDrawing(released, { ...drawn, cached: true });
    const decoding = 4 * 64 * 512 * 512;
    expect(exact).toBe(1146 * 4096 * 4 * 16 + 4 * 3 * 1024 * 8192 + 4 * 4096 * (1112 + 1146));
    expect(cached).toBeGreaterThan(exact + GIGABYTE);
    const [few] = [bytesOfDrawing(released, { ...drawn, masked: 1 })];
    expect(few).toBe(1146 * 4096 * 4 * 16 + decoding);
  });
});

describe('a drawing that needs more memory than is free', () => {
  const taken = process.memoryUsage.rss();
  const plan = (gigabytes: number, smaller?: (fits: (bytes: number) => boolean) => PictureSize | null) => ({
    forecast: { seconds: 1, bytes: taken + gigabytes * GIGABYTE },
    smaller,
  });
  const free = (gigabytes: number | null) => ({ freeBytes: () => (gigabytes === null ? null : gigabytes * GIGABYTE) });
  const refused = (act: () => void) => {
    try {
      act();
    } catch (error) {
      return failureOf(error);
    }
    return null;
  };

  test('is refused with what it needs, what is free, and the size that would do', () => {
    const asked: boolean[] = [];
    const smaller = (fits: (bytes: number) => boolean) => {
      asked.push(fits(taken + 9 * GIGABYTE), fits(taken + 5 * GIGABYTE));
      return { width: 768, height: 512 };
    };
    const failure = refused(() => requireMemory(plan(9, smaller), free(6)));
    expect(failure?.kind).toBe('out-of-memory');
    expect(failure?.retryable).toBe(true);
    expect(failure?.message).toMatch(
      /^This picture needs about (8\.9|9|9\.1) GB more memory, and 6 GB are free\. Draw it at 768 x 512, close other programs, or choose the model in a smaller precision\.$/,
    );
    expect(asked).toEqual([false, true]);
  });

  test('is refused without a size where there is none to choose, or none is small enough', () => {
    for (const smaller of [undefined, () => null]) {
      const { message } = refused(() => requireMemory(plan(9, smaller), free(6))) ?? {};
      expect(message).toMatch(/ 6 GB are free\. Close other programs, or choose the model in a smaller precision\.$/);
    }
  });

  test('may fit where nothing is kept from step to step, which takes more time and less memory', () => {
    const cached = (exact: number, size: PictureSize | null) => ({
      ...plan(9, () => size),
      exactBytes: taken + exact * GIGABYTE,
    });
    const said = (exact: number, size: PictureSize | null) =>
      refused(() => requireMemory(cached(exact, size), free(6)))?.message;
    expect(said(5, null)).toMatch(/ are free\. Draw it at the speed “Exact”, close other programs, or/);
    const size = { width: 512, height: 512 };
    expect(said(5, size)).toMatch(/ are free\. Draw it at the speed “Exact” or at 512 x 512, close other programs, or/);
    expect(said(7, size)).toMatch(/ are free\. Draw it at 512 x 512, close other programs, or/);
    expect(said(7, null)).toMatch(/ are free\. Close other programs, or/);
  });

  test('begins where it fits, and where nobody knows what is free', () => {
    expect(refused(() => requireMemory(plan(5), free(6)))).toBeNull();
    expect(refused(() => requireMemory(plan(9), free(null)))).toBeNull();
  });
});
