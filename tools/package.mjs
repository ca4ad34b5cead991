/**
 * npm run package: an installer for this system in release/, on the official Electron.
 * Arguments go to electron-builder: `npm run package -- --dir` gives the unpacked app, for which nothing but
 * Electron itself has to be downloaded. Where that is out of reach, `--dir` and `--linux tar.gz` package on the fallback
 * Electron, into release/not-for-release. docs/releasing.md says how a release is signed and where updates come from.
 */
import { main } from './install/console.mjs';
import { ensureNodeModules } from './install/node-modules.mjs';
import { packageStudio } from './install/package.mjs';

await main(async () => {
  await ensureNodeModules();
  return (await packageStudio(process.argv.slice(2))).code;
});
