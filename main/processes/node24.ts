import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The Node for plain service processes: the one that the tools name, or the one among the app's dependencies. */
export function findNode(appFolder: string): string | undefined {
  const candidates = [
    process.env.DIMOO_NODE,
    // A package on the fallback Electron has it here (tools/install/fallback-package.mjs).
    join(process.resourcesPath, 'node24', 'bin', 'node'),
    join(appFolder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node'),
  ];
  return candidates.find((file) => file !== undefined && existsSync(file));
}
