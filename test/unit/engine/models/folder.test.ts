import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findModelFolders, readModelFolder, verifyModelFolder } from '../../../../main/engine/models/folder.ts';
import { loadModel } from '../../../../main/engine/models/model.ts';
import { elementTypesOf, familyOf, type Manifest } from '../../../../preload/contract/manifest.ts';
import { tinyModelFolder } from '../../../helpers/tiny-model-folder.ts';

let folder = '';
let remove = () => {};
let manifest: Manifest;
const originals = new Map<string, Uint8Array>();

beforeAll(async () => {
  ({ folder, remove } = await tinyModelFolder());
  manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  for (const { name } of [...manifest.files, { name: 'manifest.json' }])
    originals.set(name, readFileSync(join(folder, name)));
});
beforeEach(() => {
  for (const [name, bytes] of originals) {
    rmSync(join(folder, name), { recursive: true, force: true });
    writeFileSync(join(folder, name), bytes);
  }
});
afterAll(() => remove());

const write = (changed: unknown) => writeFileSync(join(folder, 'manifest.json'), JSON.stringify(changed));

test('a converted folder is found, read and verified', async () => {
  await verifyModelFolder(await readModelFolder(folder));
  expect(await findModelFolders(join(folder, '..'))).toEqual([folder]);
  mkdirSync(join(folder, '..', 'model.partial-12-00ff00ff'), { recursive: true });
  writeFileSync(join(folder, '..', 'model.partial-12-00ff00ff', 'manifest.json'), '{}');
  expect(await findModelFolders(join(folder, '..'))).toEqual([folder]);
});

describe('a hostile or broken manifest is refused in one sentence', () => {
  test.each<[string, (m: Manifest) => unknown, RegExp]>([
    [
      'a path out of the folder',
      (m) => ({ ...m, files: [{ ...m.files[0], name: '../../etc/passwd' }, ...m.files.slice(1)] }),
      /not valid/,
    ],
    [
      'an absolute path',
      (m) => ({ ...m, files: [{ ...m.files[0], name: '/etc/passwd' }, ...m.files.slice(1)] }),
      /not valid/,
    ],
    ['a backslash', (m) => ({ ...m, files: [{ ...m.files[0], name: 'a\\b' }, ...m.files.slice(1)] }), /not valid/],
    ['a future format', (m) => ({ ...m, format: 2 }), /not valid/],
    ...(['transformer', 'codec-decoder-tile'] as const).map((role): [string, (m: Manifest) => unknown, RegExp] => [
      `the role ${role} twice`,
      (m) => ({ ...m, files: [...m.files, { ...m.files.find((f) => f.role === role), name: 'other.onnx' }] }),
      /2 files for/,
    ]),
    [
      'a name twice',
      (m) => ({ ...m, files: [...m.files, m.files.find((f) => f.role === 'weights')] }),
      /names a file twice/,
    ],
    [
      'a missing role',
      (m) => ({ ...m, files: m.files.filter((f) => f.role !== 'tokenizer') }),
      /has no tokenizer; convert/,
    ],
    [
      'a folder from before keys and values could stay on a device',
      (m) => ({ ...m, files: m.files.filter((f) => f.role !== 'key-values') }),
      /has no key-values; convert/,
    ],
    ['sizes that do not add up', (m) => ({ ...m, codeOffset: m.codeOffset + 1 }), /does not fit into the vocabulary/],
    [
      'a mask token among the codes',
      (m) => ({ ...m, specialTokens: { ...m.specialTokens, mask: m.codeOffset } }),
      /outside the text part/,
    ],
    [
      'two roles for one id',
      (m) => ({ ...m, specialTokens: { ...m.specialTokens, mask: m.specialTokens.answer } }),
      /share an id/,
    ],
    [
      'a native size between cells',
      (m) => ({ ...m, nativeSizes: [{ width: 65, height: 64 }] }),
      /multiple of the patch size/,
    ],
    [
      'numbers that no graph here takes',
      (m) => ({
        ...m,
        elementTypes: { states: 'float16', keyValues: 'float16', logits: 'float32', pixels: 'float32' },
      }),
      /works with float16 numbers.*update the studio/,
    ],
    ['an element type that is none', (m) => ({ ...m, elementTypes: { states: 'float' } }), /not valid/],
    ['no object at all', () => 'hello', /not valid/],
  ])('%s', async (_, change, sentence) => {
    write(change(manifest));
    await expect(readModelFolder(folder)).rejects.toThrow(sentence);
  });

  test('that does not say family and element types is of the first family, in 32-bit floats', async () => {
    const { family: _, elementTypes: __, ...older } = manifest;
    write(older);
    const model = await readModelFolder(folder);
    expect(familyOf(model.manifest)).toBe('lumina-dimoo');
    expect(new Set(Object.values(elementTypesOf(model.manifest)))).toEqual(new Set(['float32']));
  });

  test('not JSON, and nothing there', async () => {
    writeFileSync(join(folder, 'manifest.json'), '{');
    await expect(readModelFolder(folder)).rejects.toMatchObject({ failure: { kind: 'model-invalid' } });
    await expect(readModelFolder(join(folder, 'nowhere'))).rejects.toMatchObject({
      failure: { kind: 'model-missing' },
    });
  });
});

describe('what is no ordinary file is never opened, and links lead nowhere else', () => {
  const place = (name: string, put: (path: string) => void) => {
    rmSync(join(folder, name), { force: true });
    put(join(folder, name));
  };
  const pipe = (path: string) => execFileSync('mkfifo', [path]);
  const others: Record<string, (path: string) => void> = {
    'a pipe': pipe,
    'a folder': (path) => mkdirSync(path),
    'a link to a device': (path) => symlinkSync('/dev/zero', path),
    'a link to a pipe': (path) => {
      rmSync(`${path}-pipe`, { force: true });
      pipe(`${path}-pipe`);
      symlinkSync(`${path}-pipe`, path);
    },
    'a link out of the folder': (path) => symlinkSync(join(folder, '..'), path),
    'a link to nothing': (path) => symlinkSync(join(folder, 'nowhere'), path),
    'a link to itself': (path) => symlinkSync(path, path),
  };

  test.skipIf(process.platform === 'win32').each(Object.entries(others))('%s as manifest', async (_, put) => {
    place('manifest.json', put);
    const reason = expect(readModelFolder(folder)).rejects;
    await reason.toMatchObject({ failure: { kind: expect.stringMatching(/^model-(invalid|missing)$/) } });
    expect(await findModelFolders(join(folder, '..'))).toEqual([]);
  });

  test.skipIf(process.platform === 'win32').each(Object.entries(others))('%s as weights', async (_, put) => {
    const model = await readModelFolder(folder);
    place('transformer.weights', put);
    await expect(verifyModelFolder(model)).rejects.toThrow('transformer.weights');
  });

  test.skipIf(process.platform === 'win32')('a link that stays inside of the folder is followed', async () => {
    for (const name of ['manifest.json', 'transformer.weights']) {
      renameSync(join(folder, name), join(folder, `real-${name}`));
      symlinkSync(`real-${name}`, join(folder, name));
    }
    await verifyModelFolder(await readModelFolder(folder));
  });
});

describe('a file that is not the one converted is named', () => {
  test('changed, cut short, gone, or a link elsewhere', async () => {
    const model = await readModelFolder(folder);
    const path = join(folder, 'transformer.weights');
    const bytes = Uint8Array.from(readFileSync(path));
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    await expect(verifyModelFolder(model)).rejects.toThrow(/transformer\.weights .* is not the file/);
    truncateSync(path, 10);
    await expect(verifyModelFolder(model)).rejects.toThrow('transformer.weights');
    unlinkSync(path);
    await expect(verifyModelFolder(model)).rejects.toThrow(/lacks transformer\.weights/);
    symlinkSync('/etc/passwd', path);
    await expect(verifyModelFolder(model)).rejects.toThrow('transformer.weights');
    unlinkSync(path);
  });

  test('a graph that is no graph, with a hash that holds, does not load', async () => {
    const bytes = new TextEncoder().encode('not a graph');
    const { createHash } = await import('node:crypto');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    writeFileSync(join(folder, 'transformer.onnx'), bytes);
    write({
      ...manifest,
      files: manifest.files.map((f) => (f.role === 'transformer' ? { ...f, bytes: bytes.length, sha256 } : f)),
    });
    await expect(loadModel(folder)).rejects.toMatchObject({ failure: { kind: 'model-invalid' } });
  });
});
