import { existsSync, readFileSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { run, say } from './console.mjs';
import { ensureFallback, fallbackFolder, fallbackVersion, hasFallback } from './electron-fallback.mjs';
import { withLock } from './lock.mjs';
import { node24 } from './node24.mjs';
import { root, stampFolder } from './paths.mjs';

const WEEK = 7 * 24 * 3600 * 1000;
const binaries = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' };
const binaryName = binaries[process.platform] ?? 'electron';

/**
 * The Electron to run: the declared one where its binary is here or can be had, otherwise the
 * fallback. DIMOO_ELECTRON=official or =fallback decides by hand.
 * @returns {Promise<{ folder: string, binary: string, official: boolean }>}
 */
export async function ensureElectron() {
  const wish = process.env.DIMOO_ELECTRON;
  const official = join(root, 'node_modules', 'electron', 'dist');
  if (wish !== 'fallback') {
    if (isOfficialHere(official)) return described(official, true);
    // Where the fallback was needed once it is used at once; the ordinary way is tried again in a week.
    const waiting = hasFallback() && Date.now() - statSync(fallbackFolder()).mtimeMs < WEEK;
    if ((wish === 'official' || !waiting) && (await fetchOfficial(official))) return described(official, true);
  }
  const folder = await ensureFallback();
  return described(folder, false);
}

/**
 * The version that a start of the window would run as things are, without asking the network; empty where none is
 * here yet, so that it would be downloaded.
 */
export function plannedElectron() {
  const wish = process.env.DIMOO_ELECTRON;
  const pkg = join(root, 'node_modules', 'electron');
  if (wish !== 'fallback' && isOfficialHere(join(pkg, 'dist'))) {
    return JSON.parse(readFileSync(join(pkg, 'package.json'), 'utf8')).version;
  }
  return wish === 'fallback' || (wish !== 'official' && hasFallback()) ? fallbackVersion : '';
}

function described(folder, official) {
  return { folder, official, binary: join(folder, binaryName) };
}

function isOfficialHere(folder) {
  const pkg = join(root, 'node_modules', 'electron');
  // path.txt is written last, so a download that was killed does not count.
  if (!existsSync(join(pkg, 'path.txt')) || !existsSync(join(folder, binaryName))) return false;
  const version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
  return version === JSON.parse(readFileSync(join(pkg, 'package.json'), 'utf8')).version;
}

async function fetchOfficial(folder) {
  const reachable = await isReachable();
  if (!reachable) {
    if (hasFallback()) utimesSync(fallbackFolder(), new Date(), new Date());
    return false;
  }
  return withLock(join(stampFolder, 'electron.lock'), async () => {
    if (isOfficialHere(folder)) return true;
    say('Downloading Electron (about 110 MB)…');
    await run(node24(), [join(root, 'node_modules', 'electron', 'install.js')], {
      quiet: true,
      timeoutMs: 15 * 60_000,
    });
    return isOfficialHere(folder);
  });
}

/** A proxy or a mirror is for the download itself to try; a probe of ours would not go through it. */
async function isReachable() {
  const { env } = process;
  if (env.ELECTRON_MIRROR || env.npm_config_electron_mirror || env.HTTPS_PROXY || env.https_proxy) return true;
  try {
    const response = await fetch('https://github.com/electron/electron/releases', {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(5000),
    });
    return response.status < 400;
  } catch {
    return false;
  }
}
