import { rmSync } from 'node:fs';
import { ensureBuild } from './build.mjs';
import { run } from './console.mjs';
import { withDisplays } from './displays.mjs';
import { ensureElectron } from './electron.mjs';
import { node24 } from './node24.mjs';
import { root } from './paths.mjs';
import { ensureLibraries, ensureVirtualDisplay, hasDisplay } from './system.mjs';
import { testModel } from './test-model.mjs';

/**
 * Runs a Node program that opens the built app, on displays of its own where there is none. They are named in
 * DIMOO_DISPLAYS, separated by spaces. The bundled model is converted for it, unless DIMOO_MODEL names a model folder.
 * @param {string[]} args the program and its arguments
 * @param {Record<string, string>} own more of its environment
 * @param {number} displays on how many of them it opens windows at the same time
 * @returns {Promise<number>} its exit code
 */
export async function runInWindow(args, own = {}, displays = 1) {
  await ensureBuild();
  const electron = await ensureElectron();
  await ensureLibraries(electron.binary);
  const home = process.env.DIMOO_MODEL ? { folder: null, model: process.env.DIMOO_MODEL } : await testModel();
  const env = {
    ...process.env,
    ELECTRON_OVERRIDE_DIST_PATH: electron.folder,
    DIMOO_MODEL: home.model,
    ...(electron.official ? {} : { DIMOO_NODE: node24() }),
    ...own,
  };
  const runWith = async (more) => (await run(node24(), args, { cwd: root, env: { ...env, ...more } })).code;
  try {
    if (hasDisplay()) return await runWith({});
    await ensureVirtualDisplay();
    return await withDisplays(displays, ({ names, env }) => runWith({ ...env, DIMOO_DISPLAYS: names.join(' ') }));
  } finally {
    if (home.folder !== null) rmSync(home.folder, { recursive: true, force: true });
  }
}
