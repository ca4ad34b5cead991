import { expect, test } from 'vitest';
import type { EngineStatus } from '../../../preload/contract/engine.ts';
import { isOtherModel, type MadeWith, whatDiffers } from '../../../preload/contract/what-differs.ts';

const versions = { studio: '0.1.0', runtime: 'onnxruntime 1.30.0' };
const made: MadeWith = {
  modelName: 'Pocket',
  modelHash: 'a'.repeat(64),
  modelPrecision: 'fp32',
  provider: 'cpu',
  versions,
};
const status = {
  manifest: { name: 'Pocket', modelHash: 'a'.repeat(64), precision: 'fp32' },
  provider: 'cpu',
  versions,
} as EngineStatus;

test('where nothing is different, nothing is told, and neither is what an older record does not say', () => {
  expect(whatDiffers(made, status)).toEqual([]);
  expect(whatDiffers({ ...made, modelPrecision: null, versions: null }, status)).toEqual([]);
});

test('model, precision, provider and versions are told, and a model is another one by its hash alone', () => {
  const elsewhere = whatDiffers(
    { ...made, provider: 'cuda', versions: { ...versions, runtime: 'onnxruntime 1.29.0' } },
    status,
  );
  expect(elsewhere).toEqual([
    { name: 'provider', made: 'cuda', now: 'cpu' },
    { name: 'runtime', made: 'onnxruntime 1.29.0', now: 'onnxruntime 1.30.0' },
  ]);
  expect(isOtherModel(elsewhere)).toBe(false);
  const other = whatDiffers({ ...made, modelHash: 'b'.repeat(64), modelPrecision: 'int4' }, status);
  expect(other.map(({ name }) => name)).toEqual(['modelHash', 'precision']);
  expect(isOtherModel(other)).toBe(true);
});
