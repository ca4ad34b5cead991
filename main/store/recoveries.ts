import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { idSchema } from '../../preload/contract/ids.ts';
import type { Recovery } from '../../preload/contract/store.ts';
import { openRegular } from '../regular-file.ts';
import { closing, type DataFolder, listProjectIds, projectFolder, writeFileDurably } from './folders.ts';
import { peekProject } from './projects.ts';

/**
 * Which project a recovered one was: whoever still works on it by its old id is led on to the new one, also
 * by a store that was started since. Only while there is nothing under the old id.
 */

const originSchema = z.object({ from: idSchema, message: z.string() });

export function writeOrigin(data: DataFolder, recovered: string, from: string, message: string): void {
  writeFileDurably(projectFolder(data, recovered).recoveredFrom, Buffer.from(JSON.stringify({ from, message })));
}

export function readRecoveries(data: DataFolder): Map<string, Recovery> {
  const found = listProjectIds(data).flatMap((id): [string, Recovery][] => {
    const origin = originOf(data, id);
    if (origin === null || existsSync(projectFolder(data, origin.from).root)) return [];
    return [[origin.from, { project: peekProject(data, id).project, message: origin.message }]];
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
