/**
 * electron-builder.yml on the fallback Electron: a package to test packaging with where the declared Electron cannot
 * be had, never to give away. Its Node is too old for the store, so a Node 24 is in it, with what the store imports
 * outside of the archive, which a plain Node does not read. Fuses and all else are those of a release.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fallbackFolder, fallbackVersion } from './electron-fallback.mjs';
import { node24 } from './node24.mjs';

export default {
  extends: './electron-builder.yml',
  electronVersion: fallbackVersion,
  electronDist: fallbackFolder(),
  directories: { output: 'release/not-for-release' },
  asarUnpack: ['out/main/**', 'node_modules/**', 'package.json'],
  extraResources: [{ from: node24(), to: 'node24/bin/node' }],
  // Our launcher for development (electron-launcher.mjs).
  afterExtract: ({ appOutDir }) => rmSync(join(appOutDir, 'resources', 'app'), { recursive: true, force: true }),
};
