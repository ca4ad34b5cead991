import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { RecoveryFolder } from '../../../main/desktop/recovery.ts';
import { writeCopy } from '../../../main/desktop/save-copy.ts';
import type { Recovery } from '../../../preload/contract/recovery.ts';
import { documentWith, idOf, layerWith, strokeWith } from '../../helpers/documents.ts';
import { english } from '../../helpers/english.ts';
import { picture } from '../../helpers/headless-studio.ts';

// Nothing here opens a dialog.
vi.mock('electron', () => ({ dialog: {} }));

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dimoo-recovery-'));
  onTestFinished(() => {
    chmodSync(folder, 0o700);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

const recovery: Recovery = {
  projectId: idOf(1),
  name: 'Harbour / dusk',
  keptAt: 5,
  document: documentWith({ projectId: idOf(1), layers: [layerWith()] }),
  pictures: [{ hash: 'b'.repeat(64), name: 'Boat', bytes: picture('boat') }],
};

it('what is kept is found again, whole, until it is dropped', async () => {
  const [data, temporary] = [makeFolder(), makeFolder()];
  const folder = new RecoveryFolder(data, temporary);
  await folder.keep({ ...recovery, pictures: [] });
  await folder.keep(recovery);
  await folder.keep({ ...recovery, projectId: idOf(2), keptAt: 9 });
  const after = new RecoveryFolder(data, temporary);
  expect((await after.list()).map(({ projectId, name }) => [projectId, name])).toEqual([
    [idOf(2), recovery.name],
    [idOf(1), recovery.name],
  ]);
  expect(await after.read(idOf(1))).toEqual(recovery);
  await after.drop(idOf(1));
  expect((await after.list()).map(({ projectId }) => projectId)).toEqual([idOf(2)]);
  await expect(after.read(idOf(1))).rejects.toMatchObject({ failure: { kind: 'not-found' } });
});

it('a copy that nobody has decided on is not written over by the next run', async () => {
  const [data, temporary] = [makeFolder(), makeFolder()];
  await new RecoveryFolder(data, temporary).keep(recovery);
  const next = new RecoveryFolder(data, temporary);
  await next.keep({ ...recovery, keptAt: 9, pictures: [] });
  await next.keep({ ...recovery, keptAt: 10, pictures: [] });
  expect((await next.list()).map(({ id, keptAt }) => [id, keptAt])).toEqual([
    [idOf(1), 10],
    [`${idOf(1)}.5`, 5],
  ]);
  expect(await next.read(`${idOf(1)}.5`)).toEqual(recovery);
  await next.drop(idOf(1));
  expect((await next.list()).map(({ id }) => id)).toEqual([`${idOf(1)}.5`]);
});

it('it lies in the temporary folder where the data folder takes nothing', async () => {
  const [data, temporary] = [makeFolder(), makeFolder()];
  // A file where the folder would be: refused on every system, also for the superuser.
  writeFileSync(join(data, 'recovery'), '');
  const folder = new RecoveryFolder(data, temporary);
  await folder.keep(recovery);
  expect(await folder.read(idOf(1))).toEqual(recovery);
  expect(readdirSync(temporary)).toHaveLength(1);
  // Of another data folder it is none.
  expect(await new RecoveryFolder(makeFolder(), temporary).list()).toEqual([]);
});

it('says so where no disk takes it, and leaves a copy that cannot be read alone', async () => {
  const [data, temporary] = [makeFolder(), makeFolder()];
  writeFileSync(join(data, 'recovery'), '');
  await expect(new RecoveryFolder(data, join(data, 'recovery')).keep(recovery)).rejects.toMatchObject({
    failure: { kind: 'disk-full' },
  });
  const broken = join(temporary, 'recovery', idOf(3));
  mkdirSync(broken, { recursive: true });
  writeFileSync(join(broken, 'recovery.json'), '{"half":');
  expect(await new RecoveryFolder(temporary, data).list()).toEqual([]);
  expect(readFileSync(join(broken, 'recovery.json'), 'utf8')).toBe('{"half":');
});

it('a copy elsewhere is a folder of files that any program reads, beside an earlier one', async () => {
  const place = makeFolder();
  const first = await writeCopy(english.dialogs, place, { ...recovery, page: picture('page') });
  const second = await writeCopy(english.dialogs, place, { ...recovery, page: picture('page') });
  expect(readdirSync(place)).toEqual(['Harbour dusk copy', 'Harbour dusk copy 2']);
  expect(readdirSync(first).toSorted()).toEqual(['document.json', 'layers', 'page.png']);
  expect(readdirSync(join(second, 'layers'))).toEqual(['1 Boat.png']);
  expect(new Uint8Array(readFileSync(join(first, 'page.png')))).toEqual(picture('page'));
});

it('a copy that an older studio has kept, before layers had kinds, is read as what it was', async () => {
  const data = makeFolder();
  const layer = { id: idOf(3), name: 'Sky', blob: 'c'.repeat(64), mediaType: 'image/png', width: 4, height: 3 };
  const place = { x: 1, y: 2, scaleX: 1, scaleY: 1, angle: 0, opacity: 0.5, visible: true, generationId: null };
  const strokes = [
    { id: idOf(4), size: 5, erase: false, points: [1, 2] },
    { id: idOf(5), size: 6, erase: true, points: [3, 4] },
  ];
  const document = { projectId: idOf(1), width: 9, height: 8, layers: [{ ...layer, ...place }], mask: strokes };
  const folder = join(data, 'recovery', idOf(1));
  mkdirSync(folder, { recursive: true });
  const file = { projectId: idOf(1), name: 'Harbour', keptAt: 5, document, pictures: [] };
  writeFileSync(join(folder, 'recovery.json'), JSON.stringify(file));
  const kept = await new RecoveryFolder(data, makeFolder()).read(idOf(1));
  expect(kept.document).toEqual({
    projectId: idOf(1),
    width: 9,
    height: 8,
    layers: [
      layerWith({ id: idOf(3), name: 'Sky', blob: 'c'.repeat(64), width: 4, height: 3, x: 1, y: 2, opacity: 0.5 }),
    ],
    region: [
      strokeWith({ id: idOf(4), size: 5, points: [1, 2] }),
      strokeWith({ id: idOf(5), size: 6, points: [3, 4], operation: 'subtract' }),
    ],
  });
});
