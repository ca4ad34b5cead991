// Copied into the fallback Electron as its `resources/app` (see electron-fallback.mjs): runs the
// app folder that is the first argument, as a stock Electron's default app does.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const require = createRequire(import.meta.url);
let folder;
for (let i = 1; i < process.argv.length && folder === undefined; i += 1) {
  const argument = process.argv[i];
  if (argument === '-r' || argument === '--require') {
    const module = resolve(process.argv[i + 1]);
    process.argv.splice(i, 2);
    require(module);
    i = 0; // the module may have taken its own switches away too, as Playwright's does
  } else if (!argument.startsWith('-')) folder = resolve(argument);
}
if (folder === undefined) {
  process.stderr.write('electron: which folder holds the app?\n');
  process.exit(2);
}

const { main, name, productName, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
app.setName(productName ?? name);
if (version) app.setVersion(version);
app.setAppPath(folder);
// Electron holds back `ready` until this module, and so the app's, has been evaluated.
await import(pathToFileURL(join(folder, main)).href);
