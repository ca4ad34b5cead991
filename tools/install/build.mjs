import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal, run, say } from './console.mjs';
import { withLock } from './lock.mjs';
import { node24 } from './node24.mjs';
import { root, stampFolder } from './paths.mjs';

const SOURCES = ['main', 'preload', 'renderer', 'native-models', 'electron.vite.config.ts', 'package-lock.json'];
/** Not compiled into the app: weights and Python. */
const LEFT_OUT = new Set(['bundled', 'pocket', '__pycache__']);
const stamp = join(stampFolder, 'build');

/** Builds the app where its sources have changed since the last build. */
export async function ensureBuild() {
  if (isBuilt(fingerprint())) return;
  await withLock(join(stampFolder, 'build.lock'), async () => {
    const sources = fingerprint();
    if (isBuilt(sources)) return;
    say('Building the studio…');
    const cli = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
    const { code, output } = await run(node24(), [cli, 'build', '--logLevel', 'warn'], { cwd: root, quiet: true });
    if (code !== 0) throw new Refusal(`The studio could not be built:\n${output.trim()}`, 1);
    mkdirSync(stampFolder, { recursive: true });
    writeFileSync(`${stamp}.partial`, sources);
    renameSync(`${stamp}.partial`, stamp);
  });
}

function isBuilt(sources) {
  return (
    existsSync(join(root, 'out', 'main', 'index.js')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources
  );
}

/** Names, sizes and times: cheap, and any edit changes it. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const name of SOURCES) addTo(hash, name);
  return hash.digest('hex');
}

function addTo(hash, name) {
  const path = join(root, name);
  const stats = statSync(path);
  if (!stats.isDirectory()) {
    hash.update(`${name} ${stats.size} ${stats.mtimeMs}\n`);
    return;
  }
  for (const entry of readdirSync(path).sort()) if (!LEFT_OUT.has(entry)) addTo(hash, join(name, entry));
}
