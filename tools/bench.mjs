/**
 * npm run bench: speed and memory as ratios in one run. Without --window that of the engine, which is a command of its
 * own; with --window that of the window, on a display of its own where there is none; with --wire what the engine's
 * port carries, also against an earlier commit; with --words how often a thing is found by its name.
 */
import { join } from 'node:path';
import { main, run } from './install/console.mjs';
import { dataFolder } from './install/data.mjs';
import { runInWindow } from './install/in-window.mjs';
import { ensureModel } from './install/model.mjs';
import { ensureNodeModules } from './install/node-modules.mjs';
import { node24 } from './install/node24.mjs';
import { root } from './install/paths.mjs';

const args = process.argv.slice(2);
const inNode = ['--wire', '--words'].find((argument) => args.includes(argument));
if (inNode !== undefined) {
  await main(async () => {
    await ensureNodeModules();
    const model = process.env.DIMOO_MODEL || (await ensureModel(await dataFolder()));
    const own = args.filter((argument) => argument !== inNode);
    const program = [join(root, 'test', 'bench', inNode === '--wire' ? 'wire.ts' : 'named-parts.ts'), ...own];
    return (await run(node24(), program, { cwd: root, env: { ...process.env, DIMOO_MODEL: model } })).code;
  });
} else if (!args.includes('--window')) {
  process.argv.splice(2, args.length, 'bench', ...args);
  await import('./dimoo.mjs');
} else {
  await main(async () => {
    await ensureNodeModules();
    const own = args.filter((argument) => argument !== '--window');
    return runInWindow([join(root, 'test', 'bench', 'window.ts'), ...own]);
  });
}
