import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ort } from '../../../main/engine/runtime/onnxruntime.ts';
import { int8Linear } from '../../../native-models/architectures/linear.ts';
import { convertCheckpoint } from '../../../native-models/converter/converter.ts';
import { writeFileDurably, writeWeights } from '../../../native-models/converter/file-writer.ts';
import { quantizeRows, wholeRows } from '../../../native-models/converter/quantize.ts';
import { GraphBuilder } from '../../../native-models/graph/builder.ts';
import { writeTinyCheckpoint } from '../../helpers/tiny-checkpoint.ts';
import { TransformerSession } from './transformer-session.ts';

// Generous: continuous integration shares its processors.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = mkdtempSync(join(tmpdir(), 'dimoo-int8-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const number = fc.float({ min: -1e6, max: 1e6, noNaN: true });

describe('weights as whole numbers', () => {
  it('are within half a step of what they stand for, row by row', () => {
    const matrices = fc
      .integer({ min: 1, max: 9 })
      .chain((width) =>
        fc.array(fc.array(number, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
      );
    fc.assert(
      fc.property(matrices, (rows) => {
        const width = rows[0]?.length ?? 0;
        const { values, scales } = quantizeRows(Float32Array.from(rows.flat()), width);
        expect(scales).toHaveLength(rows.length);
        for (const [row, numbers] of rows.entries()) {
          const scale = scales[row] ?? 0;
          numbers.forEach((x, column) => {
            const stored = values[row * width + column] ?? 0;
            expect(stored).toBeGreaterThan(-128);
            expect(Math.abs(stored * scale - x)).toBeLessThanOrEqual(0.5001 * scale + 1e-42);
          });
        }
      }),
    );
  });

  it('come in whole rows, whatever pieces they are read in', async () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), cuts, async (width, lengths) => {
        const all = Float32Array.from({ length: width * 6 }, (_, i) => i);
        async function* pieces() {
          let at = 0;
          for (const length of lengths) {
            yield all.slice(at, at + length);
            at += length;
          }
          yield all.slice(at);
        }
        const got: number[] = [];
        for await (const rows of wholeRows(pieces(), width)) {
          expect(rows.length % width).toBe(0);
          got.push(...rows);
        }
        expect(got).toEqual([...all]);
      }),
    );
  });

  it('are refused where the last row is not whole', async () => {
    async function* pieces() {
      yield new Float32Array(5);
    }
    await expect(wholeRows(pieces(), 3).next()).resolves.toMatchObject({ done: false });
    const all = async () => {
      for await (const rows of wholeRows(pieces(), 3)) expect(rows).toHaveLength(3);
    };
    await expect(all()).rejects.toThrow('2 numbers are left over');
  });
});

describe('a product in whole numbers', () => {
  /** `x` [rows, width] by `weight` [out, width], in a graph that was written for real. */
  async function product(name: string, x: readonly number[], weight: readonly number[], width: number) {
    const g = new GraphBuilder('test', `${name}.weights`);
    const linear = int8Linear(g);
    const matrix = { source: 'w', dims: [weight.length / width, width] as const };
    const factor = linear.ready(g.input('x', 'float32', ['rows', width]));
    g.output('y', linear.times('product', factor, matrix), 'float32', ['rows', matrix.dims[0]]);
    async function* read() {
      yield Float32Array.from(weight);
    }
    await writeFileDurably(join(folder, `${name}.onnx`), g.encode('test'));
    await writeWeights(folder, `${name}.weights`, g, read, () => undefined);
    const session = await ort.InferenceSession.create(join(folder, `${name}.onnx`));
    const { y } = await session.run({ x: new ort.Tensor('float32', Float32Array.from(x), [x.length / width, width]) });
    await session.release();
    return y?.data as Float32Array;
  }

  it('does not overflow where every number is as large as it can be', async () => {
    const width = 512;
    const ones = new Array<number>(width).fill(1);
    const negative = new Array<number>(width).fill(-3);
    const y = await product('largest', [...ones, ...negative], [...ones, ...negative], width);
    for (const [i, expected] of [width, -3 * width, -3 * width, 9 * width].entries()) {
      expect((y[i] ?? 0) / expected).toBeCloseTo(1, 5);
    }
  });

  it('of a row or a weight of zeros is zero', async () => {
    const y = await product('zeros', [0, 0, 0, 1, 2, 3], [0, 0, 0, 4, 5, 6], 3);
    expect([...y.subarray(0, 3)]).toEqual([0, 0, 0]);
    expect(y[3]).toBeCloseTo(32, 0);
  });
});

describe('a model in int8-fast', () => {
  let inFloats: TransformerSession;
  let inInt8: TransformerSession;
  const ids = Array.from({ length: 29 }, (_, i) => (i * 37 + 5) % 270);
  const all = ids.map((_, place) => place);
  const fetch = ['image_logits', 'text_logits'];

  beforeAll(async () => {
    const checkpoint = join(folder, 'checkpoint');
    writeTinyCheckpoint(checkpoint, { config: { d_model: 64, n_heads: 2, mlp_hidden_size: 96 } });
    const open = async (precision: 'fp32' | 'int8-fast') => {
      const out = join(folder, precision);
      const { manifest } = await convertCheckpoint({ checkpoint, out, precision });
      expect(manifest.precision).toBe(precision);
      return TransformerSession.open(out, manifest);
    };
    [inFloats, inInt8] = [await open('fp32'), await open('int8-fast')];
  });
  afterAll(() => Promise.all([inFloats.release(), inInt8.release()]));

  it('takes about a quarter of the space, and is another model than the one in float32', async () => {
    const size = (precision: string) => statSync(join(folder, precision, 'transformer.weights')).size;
    expect(size('int8-fast') / size('fp32')).toBeLessThan(0.4);
    const again = { checkpoint: join(folder, 'checkpoint'), out: join(folder, 'either') } as const;
    const floats = await convertCheckpoint({ ...again, precision: 'fp32' });
    const whole = await convertCheckpoint({ ...again, precision: 'int8-fast' });
    expect(whole.converted).toBe(true);
    expect(whole.manifest.modelHash).not.toBe(floats.manifest.modelHash);
    expect((await convertCheckpoint({ ...again, precision: 'int8-fast' })).converted).toBe(false);
  });

  it('gives nearly the logits of float32', async () => {
    const call = { ids: [ids], imageRows: all, textRows: all, fetch };
    const [floats, whole] = [await inFloats.run(call), await inInt8.run(call)];
    for (const name of fetch) {
      const [expected, got] = [floats[name] ?? [], whole[name] ?? []];
      const squares = (values: Iterable<number>) => [...values].reduce((sum, x) => sum + x * x, 0);
      const errors = squares(Array.from(expected, (x, i) => x - (got[i] ?? 0)));
      const relative = Math.sqrt(errors / squares(expected));
      expect(relative).toBeGreaterThan(1e-4);
      expect(relative).toBeLessThan(0.06);
    }
  });

  it('gives a sequence the same numbers alone and beside one of far larger ones', async () => {
    const other = ids.map((id) => (id * 53 + 11) % 270);
    const alone = await inInt8.run({ ids: [ids], imageRows: all, fetch });
    const pair = await inInt8.run({ ids: [ids, other], imageRows: all, fetch });
    expect(pair.image_logits).toEqual(alone.image_logits);
  });
});
