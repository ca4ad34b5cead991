import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ort } from '../../../main/engine/runtime/onnxruntime.ts';
import { blockLinear } from '../../../native-models/architectures/linear.ts';
import { convertCheckpoint } from '../../../native-models/converter/converter.ts';
import { writeFileDurably, writeWeights } from '../../../native-models/converter/file-writer.ts';
import { halvesOf } from '../../../native-models/converter/halves.ts';
import { errorInFourBits, quantizeBlocks } from '../../../native-models/converter/quantize.ts';
import { GraphBuilder } from '../../../native-models/graph/builder.ts';
import { BLOCK } from '../../../native-models/graph/stored-tensor.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { writeTinyCheckpoint } from '../../helpers/tiny-checkpoint.ts';
import { TransformerSession } from './transformer-session.ts';

// Generous: continuous integration shares its processors.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folder = mkdtempSync(join(tmpdir(), 'dimoo-precisions-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Bits = 4 | 8;

/** The numbers that blocks stand for. */
function restored(rows: Float32Array, width: number, bits: Bits): Float32Array {
  const { values, scales } = quantizeBlocks(rows, width, bits);
  const blocks = Math.ceil(width / BLOCK);
  return Float32Array.from(rows, (_, i) => {
    const [row, column] = [Math.floor(i / width), i % width];
    const block = row * blocks + Math.floor(column / BLOCK);
    const at = column % BLOCK;
    const stored =
      bits === 8 ? values[block * BLOCK + at] - 128 : nibble(values[(block * BLOCK + at) >> 1], at & 1) - 8;
    return stored * scales[block];
  });
}

const nibble = (byte: number, high: number) => (high === 1 ? byte >> 4 : byte & 15);

const matrices = fc
  .record({ width: fc.integer({ min: 1, max: 70 }), count: fc.integer({ min: 1, max: 4 }) })
  .chain(({ width, count }) =>
    fc.record({
      width: fc.constant(width),
      numbers: fc.array(fc.float({ min: -1e6, max: 1e6, noNaN: true }), {
        minLength: width * count,
        maxLength: width * count,
      }),
    }),
  );

describe('weights in blocks', () => {
  it.each([4, 8] as const)('of %d bits are as near to the numbers as their steps allow', (bits) => {
    fc.assert(
      fc.property(matrices, ({ width, numbers }) => {
        const rows = Float32Array.from(numbers);
        const found = restored(rows, width, bits);
        for (let row = 0; row < rows.length; row += width) {
          for (let from = row; from < row + width; from += BLOCK) {
            const to = Math.min(from + BLOCK, row + width);
            const block = rows.subarray(from, to);
            const largest = block.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
            const error = Math.hypot(...Array.from(block, (x, i) => x - found[from + i]));
            // Half a step for each number, and a whole one for the number at the other end of 4 bits.
            const step = bits === 8 ? largest / 127 / 2 : largest / 8;
            expect(error).toBeLessThanOrEqual(step * Math.sqrt(to - from) * 1.001 + 1e-38);
          }
        }
      }),
    );
  });

  it('tell how badly 4 bits fit: a bell fits, and one number far beyond the others does not', () => {
    const random = (i: number) => Math.sin(i * 12.9898) * 43758.5453 - Math.floor(Math.sin(i * 12.9898) * 43758.5453);
    const bell = Float32Array.from({ length: 4096 }, (_, i) => {
      return Math.sqrt(-2 * Math.log(random(2 * i + 1) + 1e-9)) * Math.cos(2 * Math.PI * random(2 * i + 2));
    });
    expect(errorInFourBits(bell, 64)).toBeGreaterThan(0.05);
    expect(errorInFourBits(bell, 64)).toBeLessThan(0.1);
    // A bell with one number a block that is thirty times as large: nothing else of the block is left.
    const spiked = bell.map((x, i) => (i % BLOCK === 0 ? 30 : x));
    const others = restored(spiked, 64, 4).filter((_, i) => i % BLOCK !== 0);
    expect(Math.max(...others.map(Math.abs))).toBeLessThan(4);
    expect(errorInFourBits(spiked, 64)).toBeGreaterThan(0.1);
    expect(errorInFourBits(new Float32Array(64), 64)).toBe(0);
  });

  it.each([4, 8] as const)('of %d bits multiply as their numbers do, also in rows that fill no block', async (bits) => {
    const [width, out] = [70, 24];
    const weight = Float32Array.from({ length: out * width }, (_, i) => Math.sin(i * i * 0.37));
    const x = Float32Array.from({ length: 3 * width }, (_, i) => Math.cos(i * i * 0.23));
    const g = new GraphBuilder('test', `blocks${bits}.weights`);
    const linear = blockLinear(g, () => bits);
    const factor = linear.ready(g.input('x', 'float32', ['rows', width]));
    const matrix = { source: 'w', dims: [out, width], rows: [8, out] } as const;
    g.output('y', linear.times('product', factor, matrix), 'float32', ['rows', out - 8]);
    async function* read() {
      yield weight;
    }
    await writeFileDurably(join(folder, `blocks${bits}.onnx`), g.encode('test'));
    await writeWeights(folder, `blocks${bits}.weights`, g, read, () => undefined);
    const session = await ort.InferenceSession.create(join(folder, `blocks${bits}.onnx`));
    const { y } = await session.run({ x: new ort.Tensor('float32', x, [3, width]) });
    await session.release();
    const stored = restored(weight, width, bits);
    const [expected, got] = [new Float32Array(3 * (out - 8)), y?.data as Float32Array];
    for (let row = 0; row < 3; row++) {
      for (let column = 8; column < out; column++) {
        let sum = 0;
        for (let i = 0; i < width; i++) sum += x[row * width + i] * stored[column * width + i];
        expected[row * (out - 8) + column - 8] = sum;
      }
    }
    // The activations are rounded to 8 bits.
    const size = Math.hypot(...expected);
    expect(Math.hypot(...expected.map((value, i) => value - got[i]))).toBeLessThan(0.01 * size);
  });
});

describe('numbers in float16', () => {
  it('are refused where they are too large for it, and round to the nearest elsewhere', () => {
    expect([...halvesOf(Float32Array.of(1, -65504, 1 + 2 ** -11 + 2 ** -20), 't')]).toEqual([1, -65504, 1 + 2 ** -10]);
    expect(() => halvesOf(Float32Array.of(1, 1e5), 'too.large')).toThrow(/"too\.large" has numbers that are too large/);
  });
});

describe.each([
  { precision: 'fp16', size: 0.6, error: 0.01 },
  { precision: 'int8', size: 0.5, error: 0.03 },
  { precision: 'int4', size: 0.4, error: 0.25 },
] as const)('a model in $precision', ({ precision, size, error }) => {
  let inFloats: TransformerSession;
  let narrow: TransformerSession;
  let manifest: Manifest;
  const ids = Array.from({ length: 29 }, (_, i) => (i * 37 + 5) % 270);
  const all = ids.map((_, place) => place);
  const fetch = ['image_logits', 'text_logits'];

  beforeAll(async () => {
    const checkpoint = join(folder, 'checkpoint');
    writeTinyCheckpoint(checkpoint, { config: { d_model: 64, n_heads: 2, mlp_hidden_size: 96 } });
    const open = async (asked: 'fp32' | typeof precision) => {
      const out = join(folder, asked);
      ({ manifest } = await convertCheckpoint({ checkpoint, out, precision: asked }));
      return TransformerSession.open(out, manifest);
    };
    [inFloats, narrow] = [await open('fp32'), await open(precision)];
  });
  afterAll(() => Promise.all([inFloats.release(), narrow.release()]));

  const difference = (expected: Iterable<number>, got: ArrayLike<number>) => {
    const list = [...expected];
    return Math.hypot(...list.map((x, i) => x - got[i])) / Math.hypot(...list);
  };

  it('is smaller, and keeps keys and values in half of the space', () => {
    const bytes = (name: string) => statSync(join(folder, name, 'transformer.weights')).size;
    expect(bytes(precision) / bytes('fp32')).toBeLessThan(size);
    expect(manifest.precision).toBe(precision);
    expect(manifest.elementTypes?.keyValues).toBe('float16');
    // The head is never stored in 4 bits.
    if (precision === 'int4') expect(manifest.widerTensors).toContain('model.transformer.ff_out.weight');
    else expect(manifest.widerTensors).toBeUndefined();
  });

  it('gives nearly the logits of float32', async () => {
    const call = { ids: [ids], imageRows: all, textRows: all, fetch };
    const [floats, found] = [await inFloats.run(call), await narrow.run(call)];
    for (const name of fetch) {
      expect(difference(floats[name] ?? [], found[name] ?? [])).toBeGreaterThan(1e-5);
      expect(difference(floats[name] ?? [], found[name] ?? [])).toBeLessThan(error);
    }
  });

  it('gives a sequence the same numbers alone and beside one of far larger ones', async () => {
    const other = ids.map((id) => (id * 53 + 11) % 270);
    const alone = await narrow.run({ ids: [ids], imageRows: all, fetch });
    const pair = await narrow.run({ ids: [ids, other], imageRows: all, fetch });
    expect(pair.image_logits).toEqual(alone.image_logits);
  });

  it('goes on from what it kept nearly as if it had computed everything', async () => {
    const full = await narrow.run({ ids: [ids], imageRows: all, fetch: [...fetch, ...narrow.stateNames] });
    const positions = [17, 3, 28];
    const part = await narrow.run({
      ids: [positions.map((place) => ids[place])],
      positions,
      places: ids.length,
      past: narrow.stateOf(full),
      imageRows: all,
      fetch,
    });
    expect(difference(full.image_logits ?? [], part.image_logits ?? [])).toBeLessThan(0.01);
  });
});
