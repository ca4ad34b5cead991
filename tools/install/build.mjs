import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Refusal, run, say } from './console.mjs';
import { withLock } from './lock.mjs';
import { node24 } from './node24.mjs';
import { root, stampFolder } from './paths.mjs';

const sources = ['main', 'preload', 'renderer', 'native-models', 'electron.vite.config.ts', 'package-lock.json'];
const stamp = join(stampFolder, 'build');

/** Builds out/ where a source has changed since. */
export async function ensureBuild() {
  if (isBuilt()) return;
  await withLock(join(stampFolder, 'build.lock'), async () => {
    const state = sourceState();
    if (isBuilt(state)) return;
    say('Building the studio…');
    const { code, output } = await run(
      node24(),
      [join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build', '--logLevel', 'warn'],
      { cwd: root, quiet: true },
    );
    if (code !== 0) throw new Refusal(`The studio could not be built:\n${output}`, 1);
    mkdirSync(stampFolder, { recursive: true });
    // Of the state before the build: what changed during it is built next time.
    writeFileSync(stamp, state);
  });
}

function isBuilt(state = sourceState()) {
  return existsSync(stamp) && existsSync(join(root, 'out', 'main', 'index.js')) && readFileSync(stamp, 'utf8') === state;
}

/** One hash over names, sizes and times: also a deleted file shows. */
function sourceState() {
  const hash = createHash('sha256');
  for (const source of sources) for (const line of linesOf(join(root, source))) hash.update(line);
  return hash.digest('hex');
}

function* linesOf(path) {
  const info = statSync(path);
  if (!info.isDirectory()) yield `${path} ${info.size} ${info.mtimeMs}\n`;
  else for (const name of readdirSync(path).sort()) if (!isNoSource(name)) yield* linesOf(join(path, name));
}

/** The model and its training are no part of the build. */
function isNoSource(name) {
  return ['bundled', 'pocket', '__pycache__'].includes(name) || name.startsWith('.');
}
