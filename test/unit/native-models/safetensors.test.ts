import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { toFloat32 } from '../../../native-models/checkpoint/floats.ts';
import { TensorFiles, type WeightFiles } from '../../../native-models/checkpoint/tensor-files.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import { type TestDtype, withHeader, writeSafetensors } from '../../helpers/safetensors.ts';

// Generous: continuous integration shares its processors.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const root = mkdtempSync(join(tmpdir(), 'dimoo-safetensors-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let count = 0;
/** A fresh folder that holds the given files. */
function folderOf(files: Readonly<Record<string, Uint8Array | string>>): string {
  count += 1;
  const folder = join(root, String(count));
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

const single: WeightFiles = { names: ['model.safetensors'], index: null };

/** Opens the bytes as a checkpoint's file; the error's sentence, or null where it opened. */
async function refusal(bytes: Uint8Array): Promise<string | null> {
  try {
    await (await TensorFiles.open(folderOf({ 'model.safetensors': bytes }), single)).close();
    return null;
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    return error.message;
  }
}

const two = new Uint8Array(16);
const entry = (dtype: string, shape: readonly unknown[], offsets: readonly unknown[]) =>
  JSON.stringify({ dtype, shape, data_offsets: offsets });

describe('a safetensors file', () => {
  const lying = (length: bigint) =>
    Buffer.concat([new Uint8Array(new BigUint64Array([length]).buffer), Buffer.from('{}')]);
  const cases: readonly [string, Uint8Array, RegExp][] = [
    ['is empty', new Uint8Array(0), /ends before its header/],
    ['is shorter than its length field', new Uint8Array(7), /ends before its header/],
    ['claims a header longer than the file', lying(1000n), /ends after the file/],
    ['claims an enormous header', lying(2n ** 63n), /claims a header of/],
    ['has a header that is no text', withHeader('', two).fill(0xff, 8).fill(8, 0, 1).fill(0, 1, 8), /is not text/],
    ['has a header that is no JSON', withHeader('{"a":', two), /not valid JSON/],
    ['has a header that is a list', withHeader('[]', two), /does not hold a JSON object/],
    [
      'names a tensor twice',
      withHeader(`{"a":${entry('F32', [2], [0, 8])},"a":${entry('F32', [2], [8, 16])}}`, two),
      /names "a" twice/,
    ],
    ['has an entry without offsets', withHeader('{"a":{"dtype":"F32","shape":[2]}}', two), /"a" is malformed/],
    [
      'has an entry with an unknown key',
      withHeader('{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16],"x":1}}', two),
      /malformed/,
    ],
    ['has a negative extent', withHeader(`{"a":${entry('F32', [-4], [0, 16])}}`, two), /malformed/],
    ['has a fractional offset', withHeader(`{"a":${entry('F32', [4], [0.5, 16.5])}}`, two), /malformed/],
    ['has an unknown type', withHeader(`{"a":${entry('F12', [4], [0, 16])}}`, two), /unknown type F12/],
    [
      'has a shape whose size overflows',
      withHeader(`{"a":${entry('F32', [2 ** 40, 2 ** 40], [0, 16])}}`, two),
      /impossible shape/,
    ],
    ['has fewer bytes than its shape', withHeader(`{"a":${entry('F32', [5], [0, 16])}}`, two), /needs 20 bytes/],
    ['has offsets in reverse', withHeader(`{"a":${entry('F32', [4], [16, 0])}}`, two), /needs 16 bytes/],
    ['is cut short', withHeader(`{"a":${entry('F32', [8], [0, 32])}}`, two), /ends after the file/],
    [
      'has overlapping tensors',
      withHeader(`{"a":${entry('F32', [3], [0, 12])},"b":${entry('F32', [2], [8, 16])}}`, two),
      /overlaps/,
    ],
    [
      'has a gap',
      withHeader(`{"a":${entry('F32', [1], [0, 4])},"b":${entry('F32', [2], [8, 16])}}`, two),
      /gap before "b"/,
    ],
    ['has bytes that belong to nothing', withHeader(`{"a":${entry('F32', [2], [0, 8])}}`, two), /8 bytes at its end/],
  ];
  it.each(cases)('that %s is refused with one sentence', async (_, bytes, sentence) => {
    const message = await refusal(bytes);
    expect(message).toMatch(sentence);
    expect(message).toMatch(/^[^\n]+\.$/);
  });

  it('is refused or opened, never anything else, whatever byte is changed or cut', async () => {
    const values = Float32Array.from({ length: 6 }, (_, i) => i);
    const good = writeSafetensors([{ name: 'a', shape: [2, 3], values }], 'F32');
    expect(await refusal(good)).toBeNull();
    await fc.assert(
      fc.asyncProperty(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length), async (at, byte, length) => {
        const bad = Uint8Array.from(good)
          .fill(byte, at, at + 1)
          .slice(0, length);
        const message = await refusal(bad); // anything but a StudioError is thrown on
        // A file that lost bytes has lost numbers: it can never be taken as whole.
        if (length < good.length) expect(message).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('gives back the numbers that were written, in every type and any shape', async () => {
    const exact = {
      F32: fc.float({ noNaN: true, noDefaultInfinity: true }),
      F16: fc.integer({ min: -2048, max: 2048 }),
      BF16: fc.integer({ min: -256, max: 256 }),
    };
    for (const dtype of ['F32', 'F16', 'BF16'] as const satisfies readonly TestDtype[]) {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(exact[dtype], { maxLength: 40 }), { minLength: 1, maxLength: 5 }),
          async (lists) => {
            const tensors = lists.map((list, i) => ({
              name: `t${i}`,
              shape: [list.length],
              values: Float32Array.from(list),
            }));
            const files = await TensorFiles.open(
              folderOf({ 'model.safetensors': writeSafetensors(tensors, dtype) }),
              single,
            );
            for (const { name, shape, values } of tensors) {
              files.take(name, shape);
              const read: number[] = [];
              for await (const piece of files.read(name)) read.push(...piece);
              expect(read).toEqual([...values]);
            }
            await files.close();
          },
        ),
        { numRuns: 25 },
      );
    }
  });

  it('with a number that is not finite is refused when it is read', async () => {
    const values = Float32Array.from([1, Number.NaN, 3]);
    const bytes = writeSafetensors([{ name: 'a', shape: [3], values }], 'BF16');
    const files = await TensorFiles.open(folderOf({ 'model.safetensors': bytes }), single);
    await expect(files.read('a').next()).rejects.toThrow(/"a" holds numbers that are not finite/);
    await files.close();
  });

  it('with a tensor of the wrong shape or type, or without it, is refused when it is asked for', async () => {
    const header = `{"a":${entry('I64', [2], [0, 16])}}`;
    const files = await TensorFiles.open(folderOf({ 'model.safetensors': withHeader(header, two) }), single);
    expect(() => files.take('b', [2])).toThrow('The checkpoint lacks the tensor "b".');
    expect(() => files.take('a', [1, 2])).toThrow('"a" has the shape [2] where the config asks for [1, 2].');
    expect(() => files.take('a', [2])).toThrow('"a" is stored as I64; only F32, F16, BF16 can be converted.');
    expect(() => files.refuseRest([])).toThrow('The checkpoint holds "a", a tensor that this converter does not know.');
    await files.close();
  });
});

describe('float16 and bfloat16', () => {
  const bitsOf = (values: Float32Array) => new Uint32Array(values.buffer)[0];
  const one = (half: number, dtype: 'F16' | 'BF16') => toFloat32(new Uint8Array(Uint16Array.of(half).buffer), dtype);
  it.each([
    [0x0000, 0],
    [0x0001, 2 ** -24],
    [0x03ff, 1023 * 2 ** -24],
    [0x0400, 2 ** -14],
    [0x3c00, 1],
    [0x3555, 0.333251953125],
    [0x7bff, 65504],
    [0xc000, -2],
  ])('float16 bits %i are %d', (half, value) => {
    expect(one(half, 'F16')).toEqual({ values: Float32Array.of(value), notFinite: 0 });
  });
  it('keeps the sign of zero and counts infinities and NaNs', () => {
    expect(bitsOf(one(0x8000, 'F16').values)).toBe(0x8000_0000);
    for (const half of [0x7c00, 0xfc00, 0x7e00]) expect(one(half, 'F16').notFinite).toBe(1);
    for (const half of [0x7f80, 0xff80, 0x7fc0]) expect(one(half, 'BF16').notFinite).toBe(1);
    expect(one(0x3f80, 'BF16')).toEqual({ values: Float32Array.of(1), notFinite: 0 });
  });
});
