/** npm start: installs what is missing, builds, makes sure the model is ready, opens the studio. */
import { spawn } from 'node:child_process';
import { ensureBuild } from './install/build.mjs';
import { main, Refusal } from './install/console.mjs';
import { dataFolder } from './install/data.mjs';
import { ensureElectron } from './install/electron.mjs';
import { ensureModel } from './install/model.mjs';
import { ensureNodeModules } from './install/node-modules.mjs';
import { node24 } from './install/node24.mjs';
import { root } from './install/paths.mjs';
import { ensureLibraries, hasDisplay } from './install/system.mjs';

await main(async () => {
  const startedAt = Date.now();
  await ensureNodeModules();
  await ensureBuild();
  // The studio finds its model by itself. The bundled one is prepared here, where its progress can be said.
  if (!process.env.DIMOO_MODEL) await ensureModel(await dataFolder());
  const electron = await ensureElectron();
  await ensureLibraries(electron.binary);
  if (!hasDisplay()) {
    throw new Refusal(
      'There is no display to open a window on; start it in a desktop session, or with: xvfb-run -a npm start',
    );
  }
  // Chromium refuses to run its sandbox as root: only ever so in containers and on build machines.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const env = { ...process.env, DIMOO_STARTED_AT: String(startedAt) };
  if (!electron.official) env.DIMOO_NODE = node24();
  delete env.ELECTRON_RUN_AS_NODE;
  const child = spawn(electron.binary, [...asRoot, root, ...process.argv.slice(2)], { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
});
