import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ort, type Tensor } from '../../../main/engine/runtime/onnxruntime.ts';
import { GraphBuilder } from '../../../native-models/graph/builder.ts';
import { decodeModel } from '../../../native-models/graph/onnx-proto.ts';
import { conv, doubleSize, groupNorm, linear, rmsNorm, silu } from '../../../native-models/graph/operations.ts';
import { largestDifference } from '../../helpers/oracle.ts';

const folder = mkdtempSync(join(tmpdir(), 'dimoo-graph-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Loads what the builder made into ONNX Runtime, with `weights` filled in by source, and runs it. */
async function run(g: GraphBuilder, name: string, weights: Record<string, number[]>, feeds: Record<string, Tensor>) {
  const file = new Uint8Array(g.weightsBytes);
  for (const { source, offset, bytes } of g.storedTensors) {
    expect(4 * (weights[source]?.length ?? 0)).toBe(bytes);
    file.set(new Uint8Array(Float32Array.from(weights[source]).buffer), offset);
  }
  writeFileSync(join(folder, `${name}.weights`), file);
  writeFileSync(join(folder, `${name}.onnx`), g.encode('test'));
  const session = await ort.InferenceSession.create(join(folder, `${name}.onnx`));
  return session.run(feeds);
}

const floats = (values: readonly number[], dims: readonly number[]) =>
  new ort.Tensor('float32', Float32Array.from(values), dims);

describe('a graph that the builder made', () => {
  it('loads with weights in a file beside it and computes', async () => {
    const g = new GraphBuilder('test', 'linear.weights');
    const x = g.input('x', 'float32', ['rows', 2]);
    const weight = g.weight('w', [3, 2]);
    g.output('y', linear(g, 'product', x, weight, g.floats([10, 20, 30], [3])), 'float32', ['rows', 3]);
    const { y } = await run(g, 'linear', { w: [1, 2, 3, 4, 5, 6] }, { x: floats([1, 1, 0, 2], [2, 2]) });
    expect([...(y.data as Float32Array)]).toEqual([13, 27, 41, 14, 28, 42]);
  });

  it('shares the bytes of a tensor between its parts', async () => {
    const g = new GraphBuilder('test', 'rows.weights');
    const x = g.input('x', 'float32', ['rows', 1]);
    g.output('low', linear(g, 'low_head', x, g.weightRows('w', [5, 1], [0, 3])), 'float32', ['rows', 3]);
    g.output('high', linear(g, 'high_head', x, g.weightRows('w', [5, 1], [3, 5])), 'float32', ['rows', 2]);
    expect(g.storedTensors).toEqual([
      { source: 'w', form: 'float32', dims: [5, 1], file: 'rows.weights', offset: 0, bytes: 20 },
    ]);
    const { low, high } = await run(g, 'rows', { w: [1, 2, 3, 4, 5] }, { x: floats([2], [1, 1]) });
    expect([...(low.data as Float32Array)]).toEqual([2, 4, 6]);
    expect([...(high.data as Float32Array)]).toEqual([8, 10]);
  });

  it('aligns large tensors to pages and small ones to cache lines', () => {
    const g = new GraphBuilder('test', 'w');
    g.weight('small', [3]);
    g.weight('next', [1]);
    g.weight('large', [1024]);
    g.weight('after', [2]);
    expect(g.storedTensors.map(({ offset }) => offset)).toEqual([0, 64, 4096, 8192]);
    expect(g.weightsBytes).toBe(8200);
  });

  it('lays out weights beyond 4 GB without losing a byte of the offsets', () => {
    const g = new GraphBuilder('test', 'huge.weights');
    const x = g.input('x', 'float32', ['rows', 65536]);
    g.weight('first', [65536, 65536]); // 16 GiB
    g.output('y', linear(g, 'p', x, g.weight('second', [1, 65536])), 'float32', ['rows', 1]);
    expect(g.storedTensors[1]?.offset).toBe(2 ** 34);
    const text = JSON.stringify(decodeModel(g.encode('test')));
    expect(text).toContain('{"key":"offset","value":"17179869184"}');
    expect(text).toContain('{"key":"length","value":"17179869184"}');
  });

  it('stores equal constants once and names nodes by their path', () => {
    const g = new GraphBuilder('test', 'w');
    expect(g.ints([1, 2])).toBe(g.ints([1, 2]));
    expect(g.ints([1])).not.toBe(g.ints(1));
    expect(g.floats([0], [1])).not.toBe(g.floats([-0], [1]));
    const names = g.scope('a', () => g.scope('b', () => [g.node('Neg', [g.ints(1)]), g.node('Neg', [g.ints(1)])]));
    expect(names.map(({ name }) => name)).toEqual(['a/b/Neg', 'a/b/Neg_1']);
  });

  it('refuses two tensors of one name, and a weight of two shapes', () => {
    const g = new GraphBuilder('test', 'w');
    g.input('x', 'float32', [1]);
    expect(() => g.input('x', 'float32', [1])).toThrow(/two tensors are named x/);
    g.weight('w', [2, 3]);
    expect(() => g.weight('w', [3, 2])).toThrow(/two shapes/);
    expect(() => g.weightRows('w', [2, 3], [1, 3])).toThrow(/no rows/);
    expect(() => g.floats([1, 2], [3])).toThrow(/do not fill/);
  });
});

describe('the layers', () => {
  const input = Array.from({ length: 2 * 4 * 2 * 2 }, (_, i) => Math.sin(i * 1.7) * 3 + (i % 5));

  it('normalise by the root of the mean square', async () => {
    const g = new GraphBuilder('test', 'rms.weights');
    const x = g.input('x', 'float32', ['rows', 4]);
    g.output('y', rmsNorm(g, 'norm', x, g.weight('w', [4]), 1e-5), 'float32', ['rows', 4]);
    const w = [1, 2, 3, 4];
    const { y } = await run(g, 'rms', { w }, { x: floats(input.slice(0, 8), [2, 4]) });
    const expected = [0, 4].flatMap((at) => {
      const row = input.slice(at, at + 4);
      const scale = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0) / 4 + 1e-5);
      return row.map((value, i) => (value / scale) * w[i]);
    });
    expect(largestDifference(y.data as Float32Array, expected)).toBeLessThan(1e-5);
  });

  it('normalise in groups of channels', async () => {
    const g = new GraphBuilder('test', 'group.weights');
    const x = g.input('x', 'float32', ['batch', 4, 'height', 'width']);
    const affine = { weight: g.floats([1, 2, 3, 4], [4, 1, 1]), bias: g.floats([5, 6, 7, 8], [4, 1, 1]) };
    g.output('y', groupNorm(g, x, affine, 2, 1e-6), 'float32', ['batch', 4, 'height', 'width']);
    const { y } = await run(g, 'group', {}, { x: floats(input, [2, 4, 2, 2]) });
    const expected = [0, 8, 16, 24].flatMap((at) => {
      const group = input.slice(at, at + 8);
      const mean = group.reduce((sum, value) => sum + value, 0) / 8;
      const variance = group.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 8;
      return group.map((value, i) => {
        const channel = ((at + i) >> 2) % 4;
        return ((value - mean) / Math.sqrt(variance + 1e-6)) * (channel + 1) + channel + 5;
      });
    });
    expect(largestDifference(y.data as Float32Array, expected)).toBeLessThan(1e-5);
  });

  it('convolve with the padding they are given, repeat pixels, and gate', async () => {
    const g = new GraphBuilder('test', 'pixels.weights');
    const x = g.input('x', 'float32', [1, 1, 'height', 'width']);
    const affine = { weight: g.floats(new Array(9).fill(1), [1, 1, 3, 3]), bias: g.floats([0], [1]) };
    g.output('down', conv(g, 'c', x, affine, { stride: 2, pads: [0, 0, 1, 1] }), 'float32', [1, 1, 'h', 'w']);
    g.output('up', doubleSize(g, x), 'float32', [1, 1, 'hh', 'ww']);
    g.output('gated', silu(g, x), 'float32', [1, 1, 'height', 'width']);
    const { down, up, gated } = await run(g, 'pixels', {}, { x: floats([1, 2, 3, 4], [1, 1, 2, 2]) });
    expect([...(down.data as Float32Array)]).toEqual([10]);
    expect([...(up.data as Float32Array)]).toEqual([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4]);
    expect(
      largestDifference(
        gated.data as Float32Array,
        [1, 2, 3, 4].map((v) => v / (1 + Math.exp(-v))),
      ),
    ).toBeLessThan(1e-6);
  });
});
