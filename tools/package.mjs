/**
 * npm run package: an installer for this system in release/, on the official Electron.
 * Arguments go to electron-builder: `npm run package -- --dir` gives the unpacked app, for which
 * nothing but Electron itself has to be downloaded. With DIMOO_ELECTRON=fallback that target can
 * be tried out on the fallback runtime; such a build is not for release.
 */
import { join } from 'node:path';
import { ensureBuild } from './install/build.mjs';
import { main, Refusal, run, say } from './install/console.mjs';
import { ensureElectron } from './install/electron.mjs';
import { ensureNodeModules } from './install/node-modules.mjs';
import { node24 } from './install/node24.mjs';
import { root } from './install/paths.mjs';

await main(async () => {
  const args = process.argv.slice(2);
  await ensureNodeModules();
  await ensureBuild();
  const electron = await ensureElectron();
  if (!electron.official && process.env.DIMOO_ELECTRON !== 'fallback') {
    throw new Refusal('The official Electron could not be downloaded; a release needs it. Please try again online.');
  }
  const runtime = electron.official ? [] : ['-c.electronVersion=33.2.1', `-c.electronDist=${electron.folder}`];
  if (!electron.official) say('This build is on the fallback Electron: to try out, not to give away.');
  const cli = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const { code } = await run(node24(), [cli, '--publish', 'never', ...runtime, ...args], { cwd: root });
  return code;
});
