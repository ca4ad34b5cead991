/**
 * `npm test`: the whole suite, from lint to a real Electron window. Installs what is missing.
 * Every kind runs, whatever the ones before it said; the exit code tells whether all passed.
 *   npm test -- --only lint|unit|process|e2e     one kind
 */
import { join } from 'node:path';
import { ensureBuild } from './install/build.mjs';
import { main, Refusal, run, say } from './install/console.mjs';
import { ensureElectron } from './install/electron.mjs';
import { node24 } from './install/node24.mjs';
import { ensureNodeModules } from './install/node-modules.mjs';
import { root } from './install/paths.mjs';
import { ensureLibraries, ensureVirtualDisplay, hasDisplay } from './install/system.mjs';

const bin = (...path) => join(root, 'node_modules', ...path);
const node = (...args) => run(node24(), args, { cwd: root, env: testEnvironment() });

const kinds = {
  lint: [
    ['style', () => node(bin('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings')],
    ['types', () => node(bin('typescript', 'bin', 'tsc'), '-b', 'tsconfig.json')],
    ['import rules', () => node(bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'), ...cruise())],
  ],
  unit: [['unit tests', () => vitest('unit')]],
  process: [['process tests', () => vitest('process')]],
  e2e: [['window tests', windowTests]],
};

await main(async () => {
  const chosen = choose(process.argv.slice(2));
  await ensureNodeModules();
  const failed = [];
  for (const [name, check] of chosen.flatMap((kind) => kinds[kind])) {
    say(`\n── ${name} ──`);
    const startedAt = Date.now();
    const { code } = await check();
    say(`${name}: ${code === 0 ? 'passed' : 'FAILED'} in ${((Date.now() - startedAt) / 1000).toFixed(0)} s`);
    if (code !== 0) failed.push(name);
  }
  say(failed.length === 0 ? '\nAll passed.' : `\nFailed: ${failed.join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
});

function choose(args) {
  if (args.length === 0) return Object.keys(kinds);
  const kind = args[0] === '--only' ? args[1] : args[0].replace(/^--only=/, '');
  if (!Object.hasOwn(kinds, kind ?? '')) throw new Refusal(`npm test -- --only ${Object.keys(kinds).join('|')}`);
  return [kind];
}

function cruise() {
  return ['--config', 'tools/import-rules.mjs', 'main', 'preload', 'renderer', 'native-models', 'electron.vite.config.ts'];
}

function vitest(project) {
  return node(bin('vitest', 'vitest.mjs'), 'run', '--project', project);
}

async function windowTests() {
  const electron = await ensureElectron();
  await ensureLibraries(electron.binary);
  await ensureBuild();
  const env = { ...testEnvironment(), ELECTRON_OVERRIDE_DIST_PATH: electron.folder, DIMOO_NODE: node24() };
  const command = [node24(), bin('@playwright', 'test', 'cli.js'), 'test'];
  if (hasDisplay()) return await run(command[0], command.slice(1), { cwd: root, env });
  await ensureVirtualDisplay();
  return await run('xvfb-run', ['-a', '-s', '-screen 0 1600x1000x24', ...command], { cwd: root, env });
}

/** Runners that are told of a terminal's width or of npm's own settings behave differently; tests do not want that. */
function testEnvironment() {
  const { npm_config_yes: _, NODE_OPTIONS: __, DIMOO_HOME: ___, DIMOO_MODEL: ____, ...env } = process.env;
  return env;
}
