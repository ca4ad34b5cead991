/** npm run screenshots -- --out DIR: pictures of the studio's window in its main states, as PNG. */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { main, Refusal } from './install/console.mjs';
import { runInWindow } from './install/in-window.mjs';
import { ensureNodeModules } from './install/node-modules.mjs';
import { root } from './install/paths.mjs';

await main(async () => {
  const out = outFolder();
  await ensureNodeModules();
  const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const config = join(root, 'test', 'screenshots', 'playwright.config.ts');
  return runInWindow([playwright, 'test', '--config', config], { DIMOO_SCREENSHOTS: out });
});

function outFolder() {
  const usage = 'Usage: npm run screenshots -- --out DIR';
  try {
    const { out } = parseArgs({ options: { out: { type: 'string' } } }).values;
    if (out) return resolve(out);
  } catch {
    // Said below, as for a folder that is missing.
  }
  throw new Refusal(usage);
}
