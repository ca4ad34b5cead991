/**
 * `npm run -s dimoo -- COMMAND …`: the engine without a window. Installs and converts what is
 * missing, with messages on stderr; stdout belongs to the command, and so does the exit code.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { main } from './install/console.mjs';
import { dataFolder } from './install/data-folder.mjs';
import { node24 } from './install/node24.mjs';
import { ensureNodeModules } from './install/node-modules.mjs';
import { root } from './install/paths.mjs';
import { ensurePocket } from './install/pocket.mjs';

/** Commands that draw or read with a model; the others do without one. */
const withModel = new Set(['generate', 'retouch', 'caption', 'ask', 'batch']);

await main(async () => {
  const args = process.argv.slice(2);
  await ensureNodeModules();
  const env = { ...process.env, DIMOO_DATA: await dataFolder() };
  if (args[0] === 'convert') return await pass(join(root, 'native-models', 'convert.ts'), args.slice(1), env);
  const named = args.some((arg) => arg === '--model' || arg.startsWith('--model=')) || args.includes('--help');
  if (withModel.has(args[0]) && !named && !env.DIMOO_MODEL) env.DIMOO_MODEL = await ensurePocket(env.DIMOO_DATA);
  return await pass(join(root, 'main', 'engine', 'cli.ts'), args, env);
});

function pass(script, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(node24(), ['--disable-warning=ExperimentalWarning', script, ...args], { env, stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}
