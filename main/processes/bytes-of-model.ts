import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manifestSchema } from '../../preload/contract/manifest.ts';
import { neededToLoad } from '../../preload/contract/model-memory.ts';

/** The memory that loading this model needs at the least, in bytes. Null where its manifest cannot be read. */
export function bytesOfModel(folder: string): number | null {
  try {
    return neededToLoad(manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))));
  } catch {
    return null;
  }
}
