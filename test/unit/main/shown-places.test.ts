import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { showPlace } from '../../../main/desktop/shown-places.ts';

const system = vi.hoisted(() => ({ opened: [] as string[], problem: '' }));

vi.mock('electron', () => ({
  shell: {
    openPath: async (path: string) => {
      system.opened.push(path);
      return system.problem;
    },
  },
}));

const home = mkdtempSync(join(tmpdir(), 'dimoo-shown-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

test('a folder that is not there is made before it is shown', async () => {
  const folder = join(home, 'models');
  await showPlace(folder);
  expect([existsSync(folder), system.opened]).toEqual([true, [folder]]);
});

test('a folder that cannot be made, or that the system does not show, is named in one sentence', async () => {
  const file = join(home, 'logs');
  writeFileSync(file, 'no folder');
  const failure = { failure: { code: 'desktop.folder-not-shown', kind: 'not-found' } };
  await expect(showPlace(file)).rejects.toMatchObject(failure);
  system.problem = 'No application found';
  await expect(showPlace(join(home, 'models'))).rejects.toMatchObject(failure);
});
