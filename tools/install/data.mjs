import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './paths.mjs';

/** Where the user's projects and converted models live: as main/data-folder.ts has it. Needs node_modules. */
export async function dataFolder() {
  if (process.env.DIMOO_HOME) return process.env.DIMOO_HOME;
  const entry = createRequire(join(root, 'package.json')).resolve('env-paths');
  const { default: envPaths } = await import(pathToFileURL(entry).href);
  return envPaths('dimoo-studio', { suffix: '' }).data;
}
