import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packFolder } from './archive.mjs';
import { ensureBuild } from './build.mjs';
import { Refusal, run, say } from './console.mjs';
import { ensureElectron } from './electron.mjs';
import { fallbackVersion } from './electron-fallback.mjs';
import { makeIcons } from './icons.mjs';
import { node24 } from './node24.mjs';
import { root } from './paths.mjs';

const unpacked = {
  linux: [process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`, 'dimoo-studio'],
  win32: [process.arch === 'x64' ? 'win-unpacked' : `win-${process.arch}-unpacked`, 'DiMOO Studio.exe'],
  darwin: [process.arch === 'x64' ? 'mac' : `mac-${process.arch}`, 'DiMOO Studio.app/Contents/MacOS/DiMOO Studio'],
};

/**
 * Packages the studio for this system. Where the official Electron is out of reach the unpacked app (`--dir`) and the
 * archive of it (`tar.gz`) are made on the fallback, in a folder and under a name that say so.
 * @param {string[]} asked goes to electron-builder
 * @returns {Promise<{ code: number, binary: string, archive: string | null, official: boolean }>}
 *   `binary`: of the unpacked app; `archive`: the .tar.gz of the fallback, where it was asked for
 */
export async function packageStudio(asked, { quiet = false, archive: wanted = asked.includes('tar.gz') } = {}) {
  await ensureBuild();
  await makeIcons();
  const { official } = await ensureElectron();
  const archived = !official && process.platform === 'linux' && wanted;
  const args = archived ? ['--dir'] : asked;
  if (!official && !args.includes('--dir')) {
    throw new Refusal('The official Electron could not be downloaded; a release needs it. Please try again online.');
  }
  const config = official ? [] : ['--config', join('tools', 'install', 'fallback-package.mjs')];
  if (!official) say('This package is on the fallback Electron: to test packaging with, never to give away.');
  const cli = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const own = official ? releaseSettings(process.env) : [];
  const builder = await run(node24(), [cli, '--publish', 'never', ...config, ...own, ...args], { cwd: root, quiet });
  if (quiet && builder.code !== 0) say(builder.output);
  const [folder, name] = unpacked[process.platform] ?? unpacked.linux;
  const place = join(root, 'release', ...(official ? [] : ['not-for-release']));
  const archive = archived && builder.code === 0 ? join(place, fallbackArchive()) : null;
  if (archive !== null) {
    await packFolder(join(place, folder), archive);
    if (!quiet) say(`The archive is ${archive}`);
  }
  return { code: builder.code, official, archive, binary: join(place, folder, name) };
}

/**
 * What a release says of itself that no repository can know, as options of electron-builder (docs/releasing.md).
 * @param {NodeJS.ProcessEnv} environment @returns {string[]}
 */
export function releaseSettings({ DIMOO_MAINTAINER, DIMOO_HOMEPAGE, DIMOO_UPDATES_URL, DIMOO_REQUIRE_SIGNATURE }) {
  return [
    ...(DIMOO_MAINTAINER ? [`-c.linux.maintainer=${DIMOO_MAINTAINER}`] : []),
    ...(DIMOO_HOMEPAGE ? [`-c.extraMetadata.homepage=${DIMOO_HOMEPAGE}`] : []),
    ...(DIMOO_UPDATES_URL ? ['-c.publish.provider=generic', `-c.publish.url=${DIMOO_UPDATES_URL}`] : []),
    ...(DIMOO_REQUIRE_SIGNATURE === '1' ? ['-c.forceCodeSigning=true'] : []),
  ];
}

/** A name by which nobody takes it for a release. */
function fallbackArchive() {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return `${name}-${version}-${process.platform}-${process.arch}-fallback-electron-${fallbackVersion}.tar.gz`;
}
