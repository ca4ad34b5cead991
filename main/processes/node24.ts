import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The Node for plain service processes: the one named by the tools, or the one among the app's dependencies. */
export function findNode(appFolder: string): string | undefined {
  const candidates = [
    process.env.DIMOO_NODE,
    // In a package on the fallback Electron (tools/install/fallback-package.mjs).
    join(process.resourcesPath, 'node24', 'bin', 'node'),
    join(appFolder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node'),
  ];
  return candidates.find((file) => file !== undefined && existsSync(file));
}
