import { expect, test } from 'vitest';
import { agreementOf } from '../../../../main/engine/diagnostics/agreement.ts';

const run = (codes: number[], bytes: number[]) => ({
  width: 2,
  height: 1,
  seconds: 1,
  codes,
  rgba: Buffer.from(bytes).toString('base64'),
});
const own = run([1, 2, 3, 4], [10, 20, 30, 255, 40, 50, 60, 255]);

test('the same drawing agrees, and has no distance in decibels', () => {
  expect(agreementOf(own, own)).toEqual({ codes: 1, psnr: null, agrees: true });
});

test('pixels that differ by roundings agree, and others do not', () => {
  const near = run([1, 2, 9, 9], [11, 20, 30, 255, 40, 50, 60, 255]);
  expect(agreementOf(near, own)).toMatchObject({ codes: 0.5, agrees: true });
  const far = run([9, 9, 9, 9], [200, 20, 200, 255, 0, 250, 60, 255]);
  expect(agreementOf(far, own)).toMatchObject({ codes: 0, agrees: false });
});

test('a drawing of another size does not agree', () => {
  expect(agreementOf(run([], []), own)).toEqual({ codes: 0, psnr: 0, agrees: false });
});
