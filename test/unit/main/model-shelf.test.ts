import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  changeShelf,
  folderName,
  isFolderThere,
  modelFolders,
  placeFor,
  readShelf,
  withFolder,
  withModelElsewhere,
  withoutModel,
} from '../../../main/model-shelf.ts';

let data = '';
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'dimoo-shelf-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const about = (checkpoint: string, precision: 'fp32' | 'int8' = 'fp32') => ({ checkpoint, precision });

describe('the list of models', () => {
  test('is empty at first, and keeps what is changed', () => {
    expect(readShelf(data)).toMatchObject({ chosen: null, elsewhere: [], unfinished: null });
    changeShelf(data, (shelf) => ({ ...shelf, chosen: '/m/a' }));
    expect(readShelf(data).chosen).toBe('/m/a');
    expect(readdirSync(data)).toEqual(['models.json']);
  });

  test('loses no change where window and command line write at the same time', async () => {
    const shelf = new URL('../../../main/model-shelf.ts', import.meta.url).pathname;
    const program = (name: string) => `
      const { changeShelf } = await import(${JSON.stringify(shelf)});
      for (let i = 0; i < 300; i += 1) {
        changeShelf(${JSON.stringify(data)}, (now) => ({ ...now, elsewhere: [...now.elsewhere, '${name}' + i] }));
      }`;
    const run = (name: string) =>
      promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program(name)]);
    await Promise.all(['a', 'b', 'c'].map(run));
    expect(readShelf(data).elsewhere).toHaveLength(900);
    expect(readdirSync(data)).toEqual(['models.json']);
  });

  test('is not held up by a lock that a killed process has left', () => {
    const lock = join(data, 'models.json.lock');
    writeFileSync(lock, '');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(lock, longAgo, longAgo);
    changeShelf(data, (shelf) => ({ ...shelf, chosen: '/m/a' }));
    expect(readdirSync(data)).toEqual(['models.json']);
  });

  test('sets a damaged file aside when it writes the next one', () => {
    writeFileSync(join(data, 'models.json'), '{"version": 2, "chosen": "/m/a"}');
    expect(readShelf(data).chosen).toBeNull();
    changeShelf(data, (shelf) => ({ ...shelf, chosen: '/m/b' }));
    const aside = readdirSync(data).find((name) => name.startsWith('models-damaged-'));
    expect(readFileSync(join(data, aside ?? ''), 'utf8')).toContain('/m/a');
  });

  test('forgets all of a model, and falls back to the bundled one', () => {
    const shelf = {
      ...readShelf(data),
      chosen: '/m/a',
      elsewhere: ['/m/a', '/m/b'],
      about: { '/m/a': about('/c') },
      checks: { '/m/a': { files: 'x', at: 1, damaged: null } },
    };
    expect(withoutModel(shelf, '/m/a')).toEqual({ ...readShelf(data), elsewhere: ['/m/b'] });
  });

  test('names a model elsewhere once, and none in the folder of models', () => {
    const once = withModelElsewhere(readShelf(data), data, '/m/a');
    expect(withModelElsewhere(once, data, '/m/a/').elsewhere).toEqual(['/m/a']);
    expect(withModelElsewhere(once, data, join(data, 'models', 'x')).elsewhere).toEqual(['/m/a']);
  });

  test('puts new models into the folder that was chosen last, and knows the earlier ones', () => {
    expect(modelFolders(readShelf(data), data)).toEqual([join(data, 'models')]);
    const shelf = { ...readShelf(data), folders: ['/disk/models', '/old'] };
    expect(modelFolders(shelf, data)).toEqual(['/disk/models', '/old', join(data, 'models')]);
  });
});

describe('a folder of models that is moved', () => {
  const model = (path: string) => {
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, 'manifest.json'), '{}');
  };

  test('takes along what is known of a model that was moved by hand, and nothing else', () => {
    const [old, now] = [join(data, 'models'), join(data, 'disk')];
    for (const path of [join(old, 'b'), join(now, 'a'), join(now, 'b'), join(now, 'c')]) model(path);
    const check = { files: 'x', at: 1, damaged: null };
    const shelf = {
      ...readShelf(data),
      chosen: join(old, 'a'),
      about: { [join(old, 'a')]: about('/c'), [join(old, 'b')]: about('/d'), '/elsewhere/c': about('/e') },
      checks: { [join(old, 'a')]: check },
    };
    expect(withFolder(shelf, data, now)).toEqual({
      ...shelf,
      folders: [now, old],
      chosen: join(now, 'a'),
      about: { [join(now, 'a')]: about('/c'), [join(old, 'b')]: about('/d'), '/elsewhere/c': about('/e') },
      checks: { [join(now, 'a')]: check },
    });
  });

  test('is not made anew where its disk is away', () => {
    const folders = [join(data, 'disk', 'models')];
    const shelf = { ...readShelf(data), folders };
    expect(isFolderThere(readShelf(data), data)).toBe(true);
    expect(isFolderThere(shelf, data)).toBe(false);
    const asked = { name: 'Lumina', checkpoint: '/c', precision: 'fp32' } as const;
    expect(() => placeFor(shelf, data, asked)).toThrow('connect its disk');
    mkdirSync(folders[0] ?? '', { recursive: true });
    expect(placeFor(shelf, data, asked)).toBe(join(folders[0] ?? '', 'Lumina-fp32'));
  });
});

describe('the place of a new model', () => {
  const asked = { name: 'Lumina', checkpoint: '/c', precision: 'fp32' } as const;

  test('is free, and the same again for the same checkpoint', () => {
    const place = placeFor(readShelf(data), data, asked);
    expect(place).toBe(join(data, 'models', 'Lumina-fp32'));
    mkdirSync(place, { recursive: true });
    expect(placeFor(readShelf(data), data, asked)).toBe(`${place}-2`);
    const shelf = changeShelf(data, (now) => ({ ...now, about: { [place]: about('/c') } }));
    // The converter would take a folder without a manifest for somebody else's.
    expect(placeFor(shelf, data, asked)).toBe(`${place}-2`);
    writeFileSync(join(place, 'manifest.json'), '{"cut": ');
    expect(placeFor(shelf, data, asked)).toBe(`${place}-2`);
    writeFileSync(join(place, 'manifest.json'), '{}');
    expect(placeFor(shelf, data, asked)).toBe(place);
    expect(placeFor(shelf, data, { ...asked, checkpoint: '/other' })).toBe(`${place}-2`);
    expect(placeFor(shelf, data, { ...asked, precision: 'int8' })).toBe(join(data, 'models', 'Lumina-int8'));
  });

  test('is not where a model was that is gone', () => {
    const shelf = { ...readShelf(data), about: { [join(data, 'elsewhere')]: about('/c') } };
    expect(placeFor(shelf, data, asked)).toBe(join(data, 'models', 'Lumina-fp32'));
    expect(existsSync(join(data, 'models'))).toBe(false);
  });

  test('has a name that every system takes', () => {
    expect(folderName('Größe 8B')).toBe('Größe-8B');
    expect(folderName('../../etc/passwd')).toBe('etc-passwd');
    expect(folderName('a\u0000b:c*?"<>|')).toBe('a-b-c');
    expect(folderName('.hidden.')).toBe('hidden');
    expect(folderName('🙂🙂')).toBe('model');
    expect(folderName('x'.repeat(500))).toHaveLength(60);
  });
});
