import { join } from 'node:path';
import { ensureBuild } from './build.mjs';
import { Refusal, run, say } from './console.mjs';
import { ensureElectron } from './electron.mjs';
import { node24 } from './node24.mjs';
import { root } from './paths.mjs';

const unpacked = {
  linux: [process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`, 'dimoo-studio'],
  win32: [process.arch === 'x64' ? 'win-unpacked' : `win-${process.arch}-unpacked`, 'DiMOO Studio.exe'],
  darwin: [process.arch === 'x64' ? 'mac' : `mac-${process.arch}`, 'DiMOO Studio.app/Contents/MacOS/DiMOO Studio'],
};

/**
 * Packages the studio for this system. Where the official Electron is out of reach the unpacked app (`--dir`) is
 * made on the fallback, in a folder whose name says so.
 * @param {string[]} args go to electron-builder
 * @returns {Promise<{ code: number, binary: string, official: boolean }>} `binary`: of the unpacked app
 */
export async function packageStudio(args, { quiet = false } = {}) {
  await ensureBuild();
  const { official } = await ensureElectron();
  if (!official && !args.includes('--dir')) {
    throw new Refusal('The official Electron could not be downloaded; a release needs it. Please try again online.');
  }
  const config = official ? [] : ['--config', join('tools', 'install', 'fallback-package.mjs')];
  if (!official) say('This package is on the fallback Electron: to test packaging with, never to give away.');
  const cli = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const builder = await run(node24(), [cli, '--publish', 'never', ...config, ...args], { cwd: root, quiet });
  if (quiet && builder.code !== 0) say(builder.output);
  const place = unpacked[process.platform] ?? unpacked.linux;
  return {
    code: builder.code,
    official,
    binary: join(root, 'release', ...(official ? [] : ['not-for-release']), ...place),
  };
}
