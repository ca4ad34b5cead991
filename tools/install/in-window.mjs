import { rmSync } from 'node:fs';
import { ensureBuild } from './build.mjs';
import { run } from './console.mjs';
import { ensureElectron } from './electron.mjs';
import { node24 } from './node24.mjs';
import { root } from './paths.mjs';
import { ensureLibraries, ensureVirtualDisplay, hasDisplay } from './system.mjs';
import { testModel } from './test-model.mjs';

/**
 * Runs a Node program that opens the built app, on a display of its own where there is none.
 * The bundled model is converted for it, unless DIMOO_MODEL names a model folder.
 * @param {string[]} args the program and its arguments
 * @param {Record<string, string>} own more of its environment
 * @returns {Promise<number>} its exit code
 */
export async function runInWindow(args, own = {}) {
  await ensureBuild();
  const electron = await ensureElectron();
  await ensureLibraries(electron.binary);
  const command = [node24(), ...args];
  const home = process.env.DIMOO_MODEL ? { folder: null, model: process.env.DIMOO_MODEL } : await testModel();
  const env = {
    ...process.env,
    ELECTRON_OVERRIDE_DIST_PATH: electron.folder,
    DIMOO_MODEL: home.model,
    ...(electron.official ? {} : { DIMOO_NODE: node24() }),
    ...own,
  };
  try {
    if (hasDisplay()) return (await run(command[0], command.slice(1), { cwd: root, env })).code;
    await ensureVirtualDisplay();
    // From a number of its own on: two runs that look for a free display at once may take the same.
    const number = String(100 + (process.pid % 20_000));
    const screen = ['-a', '-n', number, '-s', '-screen 0 2048x1280x24'];
    const virtual = { ...env, DIMOO_VIRTUAL_DISPLAY: '1' };
    return (await run('xvfb-run', [...screen, ...command], { cwd: root, env: virtual })).code;
  } finally {
    if (home.folder !== null) rmSync(home.folder, { recursive: true, force: true });
  }
}
