import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal, run, say } from './console.mjs';
import { withLock } from './lock.mjs';
import { root, stampFolder } from './paths.mjs';

/** Makes node_modules what package-lock.json says; does nothing where it is already. */
export async function ensureNodeModules() {
  if (isInstalled()) return;
  await withLock(join(stampFolder, 'install.lock'), async () => {
    if (isInstalled()) return;
    say('Installing dependencies (about a minute the first time)…');
    // Not `npm ci`: it refuses a lock that lacks binaries of other platforms which the registry does not
    // carry (some of Biome's). `install` takes the lock's versions and checksums just as well.
    const { code } = await run(...npm('install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'), {
      cwd: root,
      env: { ...process.env, ELECTRON_SKIP_BINARY_DOWNLOAD: '1', ONNXRUNTIME_NODE_INSTALL: 'skip' },
    });
    if (code !== 0) throw new Refusal('The dependencies could not be installed; npm says why above.', 1);
  });
}

/** npm writes node_modules/.package-lock.json last, so a killed install is noticed. */
function isInstalled() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(installed);
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || present[path]?.version === version,
  );
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** The npm that runs us, or else the one on the path. */
export function npm(...args) {
  const own = process.env.npm_execpath;
  if (own?.endsWith('.js')) return [process.execPath, [own, ...args]];
  return process.platform === 'win32' ? ['cmd.exe', ['/d', '/s', '/c', 'npm', ...args]] : ['npm', args];
}
