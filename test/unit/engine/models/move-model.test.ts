import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findDamaged, fingerprintOf } from '../../../../main/engine/models/check-hashes.ts';
import { readModelFolder } from '../../../../main/engine/models/folder.ts';
import { moveModel } from '../../../../main/engine/models/move-model.ts';
import { tinyModelFolder } from '../../../helpers/tiny-model-folder.ts';

let from = '';
let remove = () => {};
let disk = '';
let to = '';
beforeEach(async () => {
  ({ folder: from, remove } = await tinyModelFolder());
  disk = mkdtempSync(join(tmpdir(), 'dimoo-disk-'));
  to = join(disk, 'models', 'Tiny');
});
afterEach(() => {
  remove();
  rmSync(disk, { recursive: true, force: true });
});

/** As between two disks: a folder does not go over, and within one of them it does. */
const betweenDisks = (async (path: string, target: string) => {
  if (path === from) throw Object.assign(new Error('EXDEV'), { code: 'EXDEV' });
  await rename(path, target);
}) as typeof rename;

describe('a model that is moved', () => {
  test('is renamed on one disk, and its check holds', async () => {
    const before = fingerprintOf(await readModelFolder(from));
    expect(await moveModel(from, to)).toEqual({ files: before, isChecked: false });
    expect(existsSync(from)).toBe(false);
    expect(await findDamaged(await readModelFolder(to))).toBeNull();
  });

  test('is copied to another disk, checked, and taken away where it was; what is not its own stays', async () => {
    writeFileSync(join(from, 'notes.txt'), 'mine');
    const told: number[] = [];
    const { files, isChecked } = await moveModel(from, to, (done, of) => void told.push(done / of), betweenDisks);
    expect(isChecked).toBe(true);
    expect(told.at(-1)).toBe(1);
    const model = await readModelFolder(to);
    expect(files).toBe(fingerprintOf(model));
    expect(await findDamaged(model)).toBeNull();
    expect(readdirSync(from)).toEqual(['notes.txt']);
    expect(readdirSync(join(disk, 'models'))).toEqual(['Tiny']);
  });

  test('stays where it is, whole, where a file was damaged or the copy fails', async () => {
    const file = join(from, 'transformer.weights');
    const whole = readFileSync(file);
    writeFileSync(file, Buffer.from(whole).fill(7, 0, 1));
    const names = readdirSync(from);
    await expect(moveModel(from, to, () => undefined, betweenDisks)).rejects.toThrow('transformer.weights');
    writeFileSync(file, whole);
    const full = () => {
      throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    };
    await expect(moveModel(from, to, full, betweenDisks)).rejects.toThrow(`(ENOSPC). It is still in ${from}.`);
    expect(readdirSync(from)).toEqual(names);
    expect(readdirSync(join(disk, 'models'))).toEqual([]);
  });

  test('does not take the place of another one', async () => {
    mkdirSync(to, { recursive: true });
    writeFileSync(join(to, 'other'), 'x');
    await expect(moveModel(from, to)).rejects.toThrow();
    expect(readdirSync(to)).toEqual(['other']);
    expect(await findDamaged(await readModelFolder(from))).toBeNull();
  });
});
