/** npm run build: the app into out/, where its sources have changed. */
import { ensureBuild } from './install/build.mjs';
import { main } from './install/console.mjs';
import { ensureNodeModules } from './install/node-modules.mjs';

await main(async () => {
  await ensureNodeModules();
  await ensureBuild();
});
