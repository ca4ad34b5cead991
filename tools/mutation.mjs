/**
 * npm run mutation -- SCOPE [FILE…]: how many small changes of the code ("mutants") make a test fail. A mutant that
 * survives is a line that no test looks at, or a change that means the same. Scopes and their tests are in
 * mutation/scopes.mjs; with files, only these of the scope are changed. Minutes to half an hour a scope, on one core.
 * The report is out/mutation/SCOPE.html, and out/mutation/SCOPE.json for other programs.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main, Refusal, run, say } from './install/console.mjs';
import { ensureNodeModules, npm } from './install/node-modules.mjs';
import { node24 } from './install/node24.mjs';
import { root } from './install/paths.mjs';
import { SCOPES } from './mutation/scopes.mjs';

const FOLDER = join(root, 'out', 'mutation');
/** Stryker is 60 MB that nobody else needs: it is installed here on demand, below the studio's own Vitest, which it runs. */
const PACKAGES = { '@stryker-mutator/core': '10.1.1', '@stryker-mutator/vitest-runner': '10.1.1' };

await main(async () => {
  const [scope, ...files] = process.argv.slice(2);
  if (!Object.hasOwn(SCOPES, scope ?? '')) {
    throw new Refusal(`Usage: npm run mutation -- ${Object.keys(SCOPES).join('|')} [FILE…]`);
  }
  await ensureNodeModules();
  await ensureStryker();
  const program = join(FOLDER, 'node_modules', '@stryker-mutator', 'core', 'bin', 'stryker.js');
  const config = join('tools', 'mutation', 'stryker.config.mjs');
  const env = { ...process.env, DIMOO_MUTATION: scope, DIMOO_MUTATION_FILES: files.join(',') };
  return (await run(node24(), [program, 'run', config], { cwd: root, env })).code;
});

async function ensureStryker() {
  const wanted = `${JSON.stringify({ private: true, dependencies: PACKAGES }, null, 2)}\n`;
  const file = join(FOLDER, 'package.json');
  const done = join(FOLDER, 'node_modules', '.package-lock.json');
  if (existsSync(done) && readFileSync(file, 'utf8') === wanted) return;
  say('Installing Stryker (about 60 MB, only this once)…');
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(file, wanted);
  // Peers stay out: Stryker takes the Vitest of the folder above.
  const { code } = await run(
    ...npm('install', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'),
    { cwd: FOLDER },
  );
  if (code !== 0) throw new Refusal('Stryker could not be installed; npm says why above.', 1);
}
