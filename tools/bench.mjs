/**
 * npm run bench: speed and memory as ratios in one run. Without --window that of the engine, which is a command of its
 * own; with --window that of the window, on a display of its own where there is none.
 */
import { join } from 'node:path';
import { main } from './install/console.mjs';
import { runInWindow } from './install/in-window.mjs';
import { ensureNodeModules } from './install/node-modules.mjs';
import { root } from './install/paths.mjs';

const args = process.argv.slice(2);
if (!args.includes('--window')) {
  process.argv.splice(2, args.length, 'bench', ...args);
  await import('./dimoo.mjs');
} else {
  await main(async () => {
    await ensureNodeModules();
    const own = args.filter((argument) => argument !== '--window');
    return runInWindow([join(root, 'test', 'bench', 'window.ts'), ...own]);
  });
}
