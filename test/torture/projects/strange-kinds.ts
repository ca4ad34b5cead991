import { existsSync, mkdirSync, readdirSync, renameSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makePipe } from '../trees.ts';
import { changing, type FolderDamage } from './damage.ts';

/** Anything in the folder becomes a pipe, a folder, or a link: dangling, to itself, outside, to a device. */
export const strangeKind: FolderDamage = (folder, outside, chance) => {
  const others = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const fixed = [
    'project.sqlite',
    'project.sqlite-wal',
    'project.sqlite-shm',
    'project.sqlite-journal',
    'blobs/unfinished',
  ];
  const name = chance.weighted([
    [3, chance.pick(fixed)],
    [2, chance.pick(others)],
  ]);
  const path = join(folder, name);
  const kind = chance.pick(
    process.platform === 'win32'
      ? (['folder'] as const)
      : ([
          'pipe',
          'folder',
          'dangling link',
          'link to itself',
          'link outside',
          'link to a device',
          'link to a copy inside',
        ] as const),
  );
  const old = join(folder, 'moved-away');
  const known = existsSync(path);
  if (known) renameSync(path, old);
  mkdirSync(dirname(path), { recursive: true });
  if (kind === 'pipe') makePipe(path);
  if (kind === 'folder') mkdirSync(path);
  if (kind === 'dangling link') symlinkSync(join(outside.folder, 'nothing', 'there'), path);
  if (kind === 'link to itself') symlinkSync(path, path);
  if (kind === 'link outside')
    symlinkSync(chance.pick([join(outside.folder, 'letter.txt'), join(outside.project, 'project.sqlite')]), path);
  if (kind === 'link to a device') symlinkSync(chance.pick(['/dev/zero', '/dev/null', '/dev/full']), path);
  if (kind === 'link to a copy inside' && known) symlinkSync(old, path);
  return changing(`${name.replace(/[0-9a-f]{60,}/, '<hash>')}: a ${kind}`);
};
