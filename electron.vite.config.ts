import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string) => resolve(import.meta.dirname, path);

/** Found at run time in node_modules: binaries, and electron itself. All else is bundled in. */
// fast-png's inflater declares its own `require`, which the bundler's shim declares too.
const external = ['electron', 'onnxruntime-node', 'better-sqlite3', 'sharp', 'fast-png', /^node:/];

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      // The oldest runtimes that run this: Electron 33 (Node 20.18) for main, Node 24 for the rest.
      target: 'node20',
      rolldownOptions: {
        external,
        input: {
          index: at('main/index.ts'),
          engine: at('main/engine/index.ts'),
          'engine-worker': at('main/engine/worker.ts'),
          store: at('main/store/index.ts'),
          report: at('main/engine/report.ts'),
          pictures: at('main/pictures/index.ts'),
          'pictures-layered': at('main/pictures/layered-worker.ts'),
          'provider-trial': at('main/engine/provider-trial.ts'),
          'model-files': at('main/engine/model-files.ts'),
          adding: at('native-models/adding/entry.ts'),
          hub: at('native-models/hub/entry.ts'),
          convert: at('native-models/converter/convert.ts'),
          'convert-worker': at('native-models/converter/convert-worker.ts'),
          'first-start': at('native-models/converter/first-start.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        external: ['electron'],
        input: { bridge: at('preload/bridge.ts') },
        // A sandboxed preload script must be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react()],
    build: {
      target: 'chrome130',
      // Everything comes from the package anyway; a data: URL would need a wider content policy.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: at('renderer/index.html') },
    },
  },
});
