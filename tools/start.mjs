/**
 * `npm start`: makes sure that everything is there (dependencies, Electron, system libraries, the
 * build), then opens the studio. Quick where nothing is to be done. The model is converted by the
 * studio itself, with its window open. Arguments after `--` go to the studio.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ensureBuild } from './install/build.mjs';
import { main, Refusal } from './install/console.mjs';
import { ensureElectron } from './install/electron.mjs';
import { node24 } from './install/node24.mjs';
import { ensureNodeModules } from './install/node-modules.mjs';
import { root } from './install/paths.mjs';
import { ensureLibraries, hasDisplay } from './install/system.mjs';

await main(async () => {
  const startedAt = Date.now();
  if (!hasDisplay()) {
    throw new Refusal('The studio needs a display: start it in a desktop session, or with "xvfb-run -a npm start".');
  }
  await ensureNodeModules();
  const electron = await ensureElectron();
  await ensureLibraries(electron.binary);
  await ensureBuild();
  return await open(electron, startedAt);
});

/** Runs the studio until it ends. */
function open(electron, startedAt) {
  const { ELECTRON_RUN_AS_NODE: _, ...inherited } = process.env;
  const env = {
    ...inherited,
    ELECTRON_OVERRIDE_DIST_PATH: electron.folder,
    DIMOO_NODE: node24(),
    DIMOO_STARTED_AT: String(startedAt),
  };
  // Chromium's sandbox does not run as root; a container's root is the usual case.
  const sandbox = process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : [];
  return new Promise((resolve, reject) => {
    const child = spawn(electron.binary, [...sandbox, root, ...process.argv.slice(2)], {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    child.stderr.on('data', (chunk) => process.stderr.write(withoutNoise(String(chunk))));
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/** Chromium reports at length that a container has no message bus and no GPU; nobody can act on that. */
function withoutNoise(text) {
  return text.replace(/^\[\d+:\d+\/[\d.]+:(ERROR|WARNING):[^\n]*(bus|viz_main_impl|gpu|vaapi|gl_|dbus)[^\n]*\n?/gim, '');
}
