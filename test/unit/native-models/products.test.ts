import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { ort } from '../../../main/engine/runtime/onnxruntime.ts';
import { convertCheckpoint } from '../../../native-models/converter/converter.ts';
import { TINY_CODES, writeTinyCheckpoint } from '../../helpers/tiny-checkpoint.ts';

const maker = fileURLToPath(new URL('../../../native-models/converter/products.ts', import.meta.url));

test('the products of a model, each of them once, are a graph that runs', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dimoo-products-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);
  writeTinyCheckpoint(at('checkpoint'));
  const { manifest } = await convertCheckpoint({ checkpoint: at('checkpoint'), out: at('model'), precision: 'fp32' });
  execFileSync(process.execPath, [maker, '--model', at('model'), '--out', at('products')]);
  const session = await ort.InferenceSession.create(join(at('products'), 'products.onnx'));
  expect([...session.inputNames].sort()).toEqual(['in.32', 'in.48', 'in.head']);
  const ones = (rows: number, width: number) =>
    new ort.Tensor('float32', new Float32Array(rows * width).fill(1), [rows, width]);
  const { corners } = await session.run({ 'in.32': ones(5, 32), 'in.48': ones(5, 48), 'in.head': ones(3, 32) });
  // Per block: four square products, two up, one down; then the codebook's head.
  expect(corners?.dims).toEqual([1, manifest.transformer.layers * (4 * 32 + 2 * 48 + 32) + TINY_CODES]);
  await session.release();
  await convertCheckpoint({ checkpoint: at('checkpoint'), out: at('int8'), precision: 'int8-fast' });
  expect(() =>
    execFileSync(process.execPath, [maker, '--model', at('int8'), '--out', at('products')], { stdio: 'pipe' }),
  ).toThrow('Only the products of a model in fp32 are measured.');
});
