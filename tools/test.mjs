/**
 * npm test: every kind of check, each to its end, even where an earlier one failed.
 * npm test -- --only unit,e2e: these kinds only.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuild } from './install/build.mjs';
import { main, Refusal, run, say } from './install/console.mjs';
import { ensureElectron } from './install/electron.mjs';
import { ensureNodeModules } from './install/node-modules.mjs';
import { node24 } from './install/node24.mjs';
import { root } from './install/paths.mjs';
import { ensureLibraries, ensureVirtualDisplay, hasDisplay } from './install/system.mjs';
import { testModel } from './install/test-model.mjs';

const module = (...path) => join(root, 'node_modules', ...path);

const kinds = {
  lint: () => node(module('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings'),
  rooms: () => node(module('dependency-cruiser', 'bin', 'dependency-cruise.mjs'), ...ROOMS),
  types: () => node(module('typescript', 'bin', 'tsc'), '-b'),
  unit: () => node(module('vitest', 'vitest.mjs'), 'run', 'test/unit', 'test/architecture'),
  process: () => node(module('vitest', 'vitest.mjs'), 'run', 'test/process'),
  e2e: () => windowTests(),
};
const ROOMS = [
  '--config',
  'tools/rooms.config.mjs',
  'main',
  'preload',
  'renderer',
  'native-models',
  'electron.vite.config.ts',
];

await main(async () => {
  const wanted = chosen(process.argv.slice(2));
  await ensureNodeModules();
  const failed = [];
  for (const kind of wanted) {
    say(`\n── ${kind} ──`);
    if ((await kinds[kind]()) !== 0) failed.push(kind);
  }
  say(failed.length === 0 ? `\nAll well: ${wanted.join(', ')}.` : `\nFailed: ${failed.join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
});

function chosen(args) {
  if (args.length === 0) return Object.keys(kinds);
  const list = args[0] === '--only' ? (args[1] ?? '').split(',') : [];
  const known = list.length > 0 && list.every((kind) => Object.hasOwn(kinds, kind));
  if (!known || args.length > 2) throw new Refusal(`Usage: npm test [-- --only ${Object.keys(kinds).join(',')}]`);
  return list;
}

async function node(...args) {
  return (await run(node24(), args, { cwd: root })).code;
}

/** The real app in a real window, on a display of its own where there is none. */
async function windowTests() {
  await ensureBuild();
  const electron = await ensureElectron();
  await ensureLibraries(electron.binary);
  const command = [node24(), module('@playwright', 'test', 'cli.js'), 'test'];
  const home = await testModel();
  const env = {
    ...process.env,
    ELECTRON_OVERRIDE_DIST_PATH: electron.folder,
    DIMOO_MODEL: home.model,
    ...(electron.official ? {} : { DIMOO_NODE: node24() }),
  };
  try {
    if (hasDisplay()) return (await run(command[0], command.slice(1), { cwd: root, env })).code;
    await ensureVirtualDisplay();
    // From a number of its own on: two runs that look for a free display at once may take the same.
    const number = String(100 + (process.pid % 20_000));
    const screen = ['-a', '-n', number, '-s', '-screen 0 1600x1000x24'];
    return (await run('xvfb-run', [...screen, ...command], { cwd: root, env })).code;
  } finally {
    rmSync(home.folder, { recursive: true, force: true });
  }
}
