/**
 * npm run torture -- --kind kills|pictures|projects|archives|messages|checkpoints|replays --count N --seed S: hostile inputs and
 * sudden ends by the hundred, each round from the seed and its own number. With --window the real
 * window is driven; --only N plays one round again; rounds that are done already are not repeated
 * unless --fresh is said. Exit code 1 where anything was lost, hung, crashed or ate memory.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { main, run } from './install/console.mjs';
import { runInWindow } from './install/in-window.mjs';
import { ensureNodeModules } from './install/node-modules.mjs';
import { node24 } from './install/node24.mjs';
import { root } from './install/paths.mjs';
import { testModel } from './install/test-model.mjs';

await main(async () => {
  const args = process.argv.slice(2);
  await ensureNodeModules();
  const program = [join(root, 'test', 'torture', 'main.ts'), ...args];
  if (args.includes('--window')) return runInWindow(program);
  const home = process.env.DIMOO_MODEL ? { folder: null, model: process.env.DIMOO_MODEL } : await testModel();
  try {
    return (await run(node24(), program, { cwd: root, env: { ...process.env, DIMOO_MODEL: home.model } })).code;
  } finally {
    if (home.folder !== null) rmSync(home.folder, { recursive: true, force: true });
  }
});
