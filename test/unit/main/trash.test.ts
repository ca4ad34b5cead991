import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { moveToTrash } from '../../../main/trash.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dimoo-trash-'));
  vi.stubEnv('XDG_DATA_HOME', join(root, 'data'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

describe.runIf(process.platform === 'linux')('the trash of Linux', () => {
  const folderAt = (name: string) => {
    mkdirSync(join(root, name));
    writeFileSync(join(root, name, 'weights'), name);
    return join(root, name);
  };
  const trash = () => join(root, 'data', 'Trash');

  test('takes a folder, with a note of where it lay', async () => {
    const folder = folderAt('Größe 1');
    await moveToTrash(folder);
    expect(existsSync(folder)).toBe(false);
    expect(readFileSync(join(trash(), 'files', 'Größe 1', 'weights'), 'utf8')).toBe('Größe 1');
    const note = readFileSync(join(trash(), 'info', 'Größe 1.trashinfo'), 'utf8');
    expect(note).toMatch(/^\[Trash Info\]\nPath=.*Gr%C3%B6%C3%9Fe%201\nDeletionDate=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\n$/);
  });

  test('keeps two folders of one name', async () => {
    await moveToTrash(folderAt('model'));
    await moveToTrash(folderAt('model'));
    expect(readdirSync(join(trash(), 'files')).sort()).toEqual(['model', 'model 2']);
    expect(readdirSync(join(trash(), 'info')).sort()).toEqual(['model 2.trashinfo', 'model.trashinfo']);
  });

  test('leaves no note of a folder that is not there', async () => {
    await expect(moveToTrash(join(root, 'nothing'))).rejects.toThrow();
    expect(existsSync(join(trash(), 'info')) ? readdirSync(join(trash(), 'info')) : []).toEqual([]);
  });
});
