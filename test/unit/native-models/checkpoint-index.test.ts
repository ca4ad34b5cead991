import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { parseJsonObject, repeatedKey } from '../../../native-models/checkpoint/json.ts';
import { TensorFiles, weightFilesOf } from '../../../native-models/checkpoint/tensor-files.ts';
import { writeSafetensors } from '../../helpers/safetensors.ts';

const root = mkdtempSync(join(tmpdir(), 'dimoo-index-'));
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

describe('an index', () => {
  const shard = (name: string) => writeSafetensors([{ name, shape: [1], values: Float32Array.of(1) }], 'F32');
  const open = async (files: Record<string, Uint8Array | string>) => {
    const folder = folderOf(files);
    const found = await weightFilesOf(folder, 'model');
    await (await TensorFiles.open(folder, found)).close();
  };
  const index = (map: unknown) => JSON.stringify({ weight_map: map });
  const name = 'model.safetensors.index.json';

  it('that agrees with its files is taken', async () => {
    await open({
      [name]: index({ a: 'x.safetensors', b: 'y.safetensors' }),
      'x.safetensors': shard('a'),
      'y.safetensors': shard('b'),
    });
  });
  it.each([
    '../x.safetensors',
    '/etc/x.safetensors',
    'sub/x.safetensors',
    '..\\x.safetensors',
    '.x.safetensors',
    'x.bin',
    7,
  ])('that names the file %j is refused', async (file) => {
    await expect(open({ [name]: index({ a: file }) })).rejects.toThrow(
      /not a plain .safetensors name|names no file for the tensor "a"/,
    );
  });
  it.each([
    [
      'points at a file without the tensor',
      { [name]: index({ b: 'x.safetensors' }), 'x.safetensors': shard('a') },
      /does not hold it/,
    ],
    ['points at a missing file', { [name]: index({ a: 'x.safetensors' }) }, /has no readable x.safetensors/],
    [
      'leaves a tensor out',
      {
        [name]: index({ a: 'x.safetensors', b: 'y.safetensors' }),
        'x.safetensors': shard('a'),
        'y.safetensors': writeSafetensors(
          ['b', 'c'].map((n) => ({ name: n, shape: [1], values: Float32Array.of(1) })),
          'F32',
        ),
      },
      /"c" is missing/,
    ],
    [
      'has a tensor in two files',
      {
        [name]: index({ a: 'x.safetensors', b: 'y.safetensors' }),
        'x.safetensors': shard('a'),
        'y.safetensors': shard('a'),
      },
      /stands in two files/,
    ],
    ['names a tensor twice', { [name]: '{"weight_map":{"a":"x.safetensors","a":"y.safetensors"}}' }, /names "a" twice/],
    ['has no map', { [name]: '{}' }, /has no weight_map/],
    ['stands beside a single file', { [name]: index({}), 'model.safetensors': shard('a') }, /holds both/],
    ['is absent, like every other file', {}, /holds no model.safetensors/],
  ])('that %s is refused', async (_, files, sentence) => {
    await expect(open(files)).rejects.toThrow(sentence);
  });
});

describe('repeated keys', () => {
  it('are found wherever JSON.stringify could not have written them', () => {
    fc.assert(fc.property(fc.json(), (text) => repeatedKey(text) === null));
    expect(repeatedKey('{"a":{"b":1},"b":[{"c":2},{"c":3}]}')).toBeNull();
    expect(repeatedKey('{"a":[{"c":1,"c":2}]}')).toBe('c');
    expect(repeatedKey('{"a\\u0062" : 1, "ab": 2}')).toBe('ab');
    expect(repeatedKey('{"x":"\\"a\\":","a":"}{"}')).toBeNull();
    expect(() => parseJsonObject('{"__proto__":1,"__proto__":2}', 'f')).toThrow('f names "__proto__" twice.');
  });
});
