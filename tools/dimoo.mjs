/**
 * npm run -s dimoo -- COMMAND: the engine's command line, in a fresh clone too. Everything that
 * is said on the way goes to stderr; stdout is the command's.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { main } from './install/console.mjs';
import { dataFolder } from './install/data.mjs';
import { plannedElectron } from './install/electron.mjs';
import { chosenModel, ensureModel } from './install/model.mjs';
import { ensureNodeModules } from './install/node-modules.mjs';
import { node24 } from './install/node24.mjs';
import { root } from './install/paths.mjs';

/** These bring their own model, or need none. */
const WITHOUT_MODEL = new Set(['convert', 'models', 'parity', 'help']);

await main(async () => {
  const args = process.argv.slice(2);
  await ensureNodeModules();
  const data = await dataFolder();
  const needsModel = !(
    process.env.DIMOO_MODEL ||
    args.includes('--model') ||
    args.includes('--report') ||
    args.includes('--help') ||
    args.includes('-h') ||
    args[0] === undefined ||
    WITHOUT_MODEL.has(args[0])
  );
  // The list names the bundled model as well, so it must be there.
  if (args[0] === 'models') await ensureModel(data);
  const model = needsModel ? (chosenModel(data) ?? (await ensureModel(data))) : (process.env.DIMOO_MODEL ?? '');
  const own = {
    DIMOO_DATA: data,
    DIMOO_ELECTRON_PLANNED: plannedElectron(),
    ...(model ? { DIMOO_MODEL: model } : {}),
  };
  const env = { ...process.env, ...own };
  const child = spawn(node24(), [join(root, 'main', 'engine', 'cli.ts'), ...args], { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
});
