/**
 * npm run screenshots -- --out DIR: pictures of the studio's window in its main states, as PNG.
 * npm run screenshots -- --readme: the pictures that the README shows, anew, one of them moving.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { main, Refusal } from './install/console.mjs';
import { runInWindow } from './install/in-window.mjs';
import { ensureNodeModules } from './install/node-modules.mjs';
import { root } from './install/paths.mjs';

await main(async () => {
  const { out, readme } = asked();
  await ensureNodeModules();
  const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
  const config = join(root, 'test', 'screenshots', 'playwright.config.ts');
  return runInWindow([playwright, 'test', '--config', config], {
    DIMOO_SCREENSHOTS: out,
    DIMOO_README: readme ? '1' : '',
  });
});

function asked() {
  const usage = 'Usage: npm run screenshots -- --out DIR, or npm run screenshots -- --readme';
  try {
    const { out, readme } = parseArgs({ options: { out: { type: 'string' }, readme: { type: 'boolean' } } }).values;
    if (readme) return { out: join(root, 'test', 'screenshots'), readme };
    if (out) return { out: resolve(out), readme: false };
  } catch {
    // Said below, as for a folder that is missing.
  }
  throw new Refusal(usage);
}
