import { existsSync, readFileSync } from 'node:fs';
import type { z } from 'zod';
import { idSchema } from '../../preload/contract/ids.ts';
import type { RecoveredProject } from '../../preload/contract/projects.ts';
import { type Told, toldSchema } from '../../preload/contract/told.ts';
import { openRegular } from '../regular-file.ts';
import { closing, type DataFolder, listProjectIds, projectFolder, writeFileDurably } from './folders.ts';
import type { Names } from './names.ts';
import { peekProject } from './projects.ts';

/**
 * Remembers which project a recovered one comes from. A window that works on the old id is led to the new one, also by
 * a store that was started later, as long as there is no project under the old id.
 */

const originSchema = toldSchema.extend({ from: idSchema });

export function writeOrigin(data: DataFolder, recovered: string, from: string, note: Told): void {
  writeFileDurably(projectFolder(data, recovered).recoveredFrom, Buffer.from(JSON.stringify({ from, ...note })));
}

export function readRecoveries(data: DataFolder, names: Names): Map<string, RecoveredProject> {
  const found = listProjectIds(data).flatMap((id): [string, RecoveredProject][] => {
    const origin = originOf(data, id);
    if (origin === null || existsSync(projectFolder(data, origin.from).root)) return [];
    const { from, ...note } = origin;
    return [[from, { project: peekProject(data, id, names).project, ...note }]];
  });
  return new Map(found);
}

function originOf(data: DataFolder, id: string): z.infer<typeof originSchema> | null {
  try {
    const folder = projectFolder(data, id);
    const descriptor = openRegular(folder.recoveredFrom, folder.root);
    if (descriptor === undefined) return null;
    return originSchema.parse(JSON.parse(closing(descriptor, (open) => readFileSync(open, 'utf8'))));
  } catch {
    return null;
  }
}
