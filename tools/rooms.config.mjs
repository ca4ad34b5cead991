/**
 * Who may import whom (ARCHITECTURE.md), for dependency-cruiser. The table lists all that is
 * allowed: a folder or a package that stands in no row fails the check.
 */

const REACT = ['react', 'react-dom', 'react-aria-components', 'lucide-react', 'zustand'];
/** What all panels share. */
const PANEL_HOOKS = 'renderer/panels/[^/]+.ts';
/** Panels that know nothing of each other. */
const panels = (...names) =>
  Object.fromEntries(
    names.map((name) => [
      `renderer/panels/${name}`,
      [
        ...REACT,
        'preload/(contract|keys|words)',
        'renderer/(document|theme)',
        'renderer/generation/(candidates|run|tasks)',
        'renderer/panels/controls',
        PANEL_HOOKS,
      ],
    ]),
  );

/** room (a path pattern) -> what its files may import: paths or package names. A room may always import itself. */
const rooms = {
  'preload/words': ['intl-messageformat'],
  'preload/contract': ['zod', 'preload/words'],
  'preload/keys': ['preload/(contract|words)'],
  'preload/rpc': ['zod', 'preload/contract'],
  'preload/bridge.ts': ['electron', 'preload/contract'],

  'main/index.ts': [
    'electron',
    'node:',
    'preload/(contract|keys)',
    'main/(desktop|ipc|logs|models|windows)',
    'main/(services|data-folder|hub-download|sends-nothing|electron-line|exchange).ts',
  ],
  'main/services.ts': [
    'node:',
    'preload/contract',
    'main/(logs|processes)',
    'main/(data-folder|model-shelf|provider-tries).ts',
  ],
  'main/data-folder.ts': ['node:', 'env-paths'],
  'main/sends-nothing.ts': ['node:'],
  'main/model-shelf.ts': ['node:', 'zod', 'preload/contract'],
  'main/hub-download.ts': ['node:', 'zod', 'preload/contract', 'main/model-shelf.ts'],
  'main/trash.ts': ['node:'],
  'main/provider-tries.ts': ['node:', 'zod', 'preload/contract', 'main/is-alive.ts'],
  'main/is-alive.ts': ['node:'],
  'main/electron-line.ts': [],
  'main/logs/log-file.ts': ['electron-log', 'node:'],
  'main/logs/main-process.ts': ['electron'],
  'main/logs': ['node:', 'zod', 'preload/(contract|rpc)'],
  'main/regular-file.ts': ['node:'],
  'main/exchange.ts': ['node:', 'zod'],
  'main/windows': [
    'electron',
    'node:',
    'zod',
    'preload/(contract|words)',
    'main/desktop/atomic-write.ts',
    'main/logs/entries.ts',
  ],
  'main/models': ['node:', 'zod', 'preload/contract', 'main/processes', 'main/(hub-download|is-alive|model-shelf).ts'],
  'main/ipc': ['electron', 'node:', 'zod', 'preload/(contract|rpc)', 'main/windows/policy.ts'],
  'main/processes': [
    'electron',
    'node:',
    'zod',
    'preload/(contract|rpc)',
    'main/sends-nothing.ts',
    'main/logs/(entries|fault|output).ts',
  ],
  'main/desktop': [
    'electron',
    'node:',
    'zod',
    'preload/(contract|keys|words)',
    'main/(electron-line|exchange|trash).ts',
    'main/models/(desk|hub-desk).ts',
    'main/pictures/read-file.ts',
  ],

  // The libraries of foreign files with layers are loaded in a thread of their own.
  'main/pictures/layered': ['ag-psd', 'fflate', 'sax', 'sharp', 'node:', 'preload/contract', 'main/pictures/[^/]+.ts'],
  'main/pictures': ['sharp', 'node:', 'preload/(contract|rpc)', 'main/logs/(output|to-main).ts'],

  // From the ground up: a room may import those above it in this list.
  'main/engine/sampler': [],
  'main/engine/checks': [],
  'main/engine/framing': ['preload/contract'],
  'main/engine/tokenizer': ['@huggingface/tokenizers', 'zod', 'node:', 'preload/contract'],
  'main/engine/runtime': ['onnxruntime-node', 'node:', 'preload/contract', 'main/sends-nothing.ts'],
  'main/engine/pictures': ['sharp', 'fast-png', 'node:', 'preload/contract', 'main/engine/framing'],
  'main/engine/tasks': ['preload/contract', 'main/engine/(framing|sampler|tokenizer)'],
  'main/engine/codec': ['node:', 'preload/contract', 'main/engine/(framing|runtime|tasks)'],
  'main/engine/models': [
    'zod',
    'node:',
    'preload/contract',
    'main/(model-shelf|provider-tries|regular-file).ts',
    'main/engine/(codec|runtime|tokenizer)',
  ],
  'main/engine/passes': ['preload/contract', 'main/engine/(runtime|sampler|tasks)'],
  'main/engine/plans': ['preload/contract', 'main/engine/(codec|framing|pictures|sampler|tasks)'],
  'main/engine/families/family.ts': [
    'preload/contract',
    'main/engine/models/folder.ts',
    'main/engine/runtime/providers.ts',
  ],
  'main/engine/families/lumina-dimoo': [
    'node:',
    'zod',
    'preload/contract',
    'main/engine/families/family.ts',
    'main/engine/(codec|framing|models|passes|pictures|plans|runtime|sampler|tasks)',
  ],
  'main/engine/families/registry.ts': [
    'preload/contract',
    'main/engine/families/family.ts',
    'main/engine/families/lumina-dimoo',
    'main/engine/models/folder.ts',
  ],
  // Of a model they know what every family gives.
  'main/engine/jobs': [
    'node:',
    'zod',
    'preload/contract',
    'main/engine/families/family.ts',
    'main/engine/(checks|framing|pictures|tasks)',
  ],
  'main/engine/service': [
    'node:',
    'zod',
    'preload/(contract|rpc)',
    'main/engine/families/family.ts',
    'main/engine/(jobs|runtime)',
  ],
  'main/engine/diagnostics': [
    'node:',
    'preload/contract',
    'zod',
    'main/(data-folder|electron-line|model-shelf|provider-tries).ts',
    'main/logs/(fault|last-lines).ts',
    'main/engine/(families|jobs|models|pictures|runtime)',
  ],
  'main/engine/parity': [
    'fast-png',
    'node:',
    'zod',
    'preload/contract',
    'main/engine/(codec|framing|models|passes|pictures|runtime|sampler|tasks|tokenizer)',
  ],
  'main/engine/bench': ['node:', 'zod', 'preload/contract', 'main/engine/(families|jobs|models|runtime|sampler|tasks)'],
  'main/engine/cli': [
    'main/(electron-line|hub-download|is-alive|model-shelf|provider-tries|trash).ts',
    'commander',
    'fast-png',
    'node:',
    'zod',
    'preload/(contract|rpc|words)',
    'main/pictures/(child|read-file).ts',
    'main/engine/(bench|codec|diagnostics|families|framing|jobs|models|parity|pictures|runtime|service|tasks)',
  ],
  'main/engine/cli.ts': ['commander', 'node:', 'preload/contract', 'main/sends-nothing.ts', 'main/engine/cli'],
  'main/engine/index.ts': [
    'node:',
    'zod',
    'preload/(contract|rpc)',
    'main/sends-nothing.ts',
    'main/logs/(fault|to-main).ts',
    'main/engine/service',
  ],
  'main/engine/model-files.ts': ['node:', 'preload/contract', 'main/model-shelf.ts', 'main/engine/models'],
  'main/engine/provider-trial.ts': ['node:', 'preload/contract', 'main/engine/diagnostics'],
  'main/engine/report.ts': ['node:', 'preload/contract', 'main/engine/diagnostics'],
  'main/engine/worker.ts': [
    'node:',
    'preload/(contract|rpc)',
    'main/sends-nothing.ts',
    'main/logs/to-main.ts',
    'main/engine/(families|service)',
  ],

  'main/store/database.ts': ['better-sqlite3', 'node:', 'preload/contract', 'main/store/[^/]+.ts'],
  'main/store/migrations': ['main/store/database.ts'],
  'main/store/queries': ['node:', 'zod', 'preload/contract', 'main/store/[^/]+.ts'],
  'main/store/thumbnails.ts': ['sharp', 'node:', 'preload/contract', 'main/store/[^/]+.ts'],
  'main/store/reading-zip.ts': ['yauzl', 'node:', 'main/regular-file.ts'],
  'main/store/writing-zip.ts': ['yazl', 'node:'],
  'main/store/[^/]+.ts': [
    'node:',
    'zod',
    'preload/(contract|rpc|words)',
    'main/(exchange|regular-file).ts',
    'main/logs/(entries|fault|to-main).ts',
    'main/store/(migrations|queries)',
  ],

  // From the ground up: a room may import those above it in this list.
  'renderer/theme': ['react', 'lucide-react', 'preload/words'],
  'renderer/document': ['zustand', 'preload/contract'],
  'renderer/tools': ['lucide-react', 'zustand', 'preload/(contract|keys|words)', 'renderer/document'],
  // Pure functions and the thread that they run in.
  'renderer/pixels': ['fast-png', 'preload/contract', 'renderer/document'],
  'renderer/canvas': ['fabric', 'preload/(contract|words)', 'renderer/(document|theme)'],
  'renderer/services': ['zustand', 'zod', 'preload/(contract|rpc|words)', 'renderer/document'],
  'renderer/generation/tasks': ['preload/(contract|words)'],
  'renderer/generation/pictures': [
    'fast-png',
    'preload/(contract|words)',
    'renderer/document',
    'renderer/generation/tasks',
  ],
  'renderer/generation/run': [
    'zustand',
    'preload/(contract|words)',
    'renderer/document',
    'renderer/generation/(pictures|tasks)',
  ],
  'renderer/generation/candidates': [
    'preload/(contract|words)',
    'renderer/document',
    'renderer/generation/(pictures|run|tasks)',
  ],
  'renderer/generation/replay': [
    'preload/contract',
    'renderer/document',
    'renderer/generation/(candidates|pictures|run|tasks)',
  ],
  'renderer/generation/queue': ['preload/contract', 'renderer/document', 'renderer/generation/(pictures|run|tasks)'],
  'renderer/generation/live': [
    'zustand',
    'preload/contract',
    'renderer/document',
    'renderer/generation/(pictures|run|tasks)',
  ],
  'renderer/generation/run-controller.ts': [
    'zustand',
    'preload/(contract|words)',
    'renderer/document',
    'renderer/generation/(candidates|pictures|run|tasks)',
  ],
  // What panels read and do, as types; and what every store of the state speaks through.
  'renderer/state/[^/]+.ts': [
    'zustand',
    'preload/(contract|keys|words)',
    'renderer/document',
    'renderer/generation/(live|pictures|run|tasks)',
    'renderer/services/desktop-client.ts',
    'renderer/tools/toolbox-types.ts',
  ],
  'renderer/state/project': [
    'zod',
    'zustand',
    'preload/(contract|words)',
    'renderer/(document|generation|services)',
    'renderer/state/[^/]+.ts',
  ],
  'renderer/state/projects': [
    'zod',
    'zustand',
    'preload/(contract|words)',
    'renderer/(document|generation|services|tools)',
    'renderer/state/[^/]+.ts',
    'renderer/state/project',
  ],
  'renderer/state/window': [
    'zustand',
    'preload/(contract|keys|words)',
    'renderer/(document|services|theme)',
    'renderer/state/[^/]+.ts',
    'renderer/state/(project|projects)',
  ],
  // Panels see the state as types alone: no store is made, and no service is called, by a panel.
  'renderer/panels/[^/]+.ts': [
    'react',
    'zustand',
    'preload/(contract|keys|words)',
    'renderer/(document|theme)',
    'renderer/generation/(live|pictures|run|tasks)',
    'renderer/state/[^/]+.ts',
    'renderer/tools/(key-names|tool-options|toolbox-types).ts',
  ],
  'renderer/panels/controls': [
    ...REACT,
    'preload/(contract|keys|words)',
    'renderer/theme',
    'renderer/state/[^/]+.ts',
    PANEL_HOOKS,
  ],
  ...panels('adjust', 'candidate', 'describe', 'gallery', 'models', 'shelf', 'view'),
  // The page of the history shows and compares pictures as the gallery does.
  'renderer/panels/history': [
    ...REACT,
    'preload/(contract|keys|words)',
    'renderer/(document|theme)',
    'renderer/generation/(candidates|run|tasks)',
    'renderer/panels/(controls|gallery)',
    PANEL_HOOKS,
  ],
  'renderer/panels/layers': [
    ...REACT,
    'preload/(contract|keys|words)',
    'renderer/(document|theme)',
    'renderer/state/[^/]+.ts',
    'renderer/panels/(adjust|controls)',
    PANEL_HOOKS,
  ],
  'renderer/panels/options': [
    ...REACT,
    'preload/(contract|keys|words)',
    'renderer/(document|theme)',
    'renderer/generation/tasks',
    'renderer/tools/(paint-options|region-gesture|tool-options).ts',
    'renderer/panels/controls',
    PANEL_HOOKS,
  ],
  'renderer/panels/prompt': [
    ...REACT,
    'preload/(contract|keys|words)',
    'renderer/(document|theme)',
    'renderer/generation/(run|tasks)',
    'renderer/panels/(candidate|controls)',
    PANEL_HOOKS,
  ],
  'renderer/panels/shell': [
    ...REACT,
    'preload/(contract|keys|words)',
    'renderer/(document|theme)',
    'renderer/state/[^/]+.ts',
    'renderer/tools/(registry|paint-options|key-names|recorded-key).ts',
    'renderer/generation/tasks',
    'renderer/panels/(controls|describe|gallery|history|layers|models|options|prompt|shelf|view)',
    PANEL_HOOKS,
  ],
  // The composition root and the page's entry wire everything together.
  'renderer/editor': [
    'zustand',
    'preload/(contract|keys|words)',
    'renderer/(document|state|theme|tools)',
    'renderer/panels/canvas-focus.ts',
  ],
  'renderer/editor.ts': [
    'preload/(contract|words)',
    'preload/rpc/(engine|picture)-client.ts',
    'renderer/(canvas|document|editor|pixels|services)',
    'renderer/panels/canvas-focus.ts',
    'renderer/state/studio.ts',
  ],
  'renderer/index.tsx': [
    'react',
    'react-dom',
    'preload/rpc/no-eval.ts',
    'renderer/editor.ts',
    'renderer/panels/shell',
    'renderer/theme',
  ],
  'renderer/global.d.ts': ['preload/contract'],

  // From the ground up, as above.
  'native-models/graph': ['protobufjs', 'node:'],
  'native-models/architectures': ['preload/contract', 'native-models/graph'],
  'native-models/checkpoint': ['node:', 'zod', 'preload/contract', 'native-models/architectures'],
  'native-models/converter': [
    'node:',
    'zod',
    'preload/contract',
    'main/is-alive.ts',
    'native-models/(architectures|checkpoint|graph)',
  ],
  'native-models/adding': ['node:', 'preload/(contract|rpc)', 'native-models/(architectures|checkpoint|converter)'],
  // The one room that uses the network.
  'native-models/hub': [
    '@huggingface/hub',
    'node:',
    'zod',
    'preload/(contract|rpc)',
    'main/is-alive.ts',
    'native-models/(adding|checkpoint)',
  ],
  'native-models/judge': ['zod', 'preload/contract'],
  'native-models/evaluation': ['sharp', 'node:', 'zod', 'preload/contract', 'native-models/judge'],
  'electron.vite.config.ts': ['node:', 'electron-vite', '@vitejs/plugin-react'],
};

const isPackage = (name) => !/^(main|preload|renderer|native-models|node:)/.test(name);

/** A path that ends in .ts is a file, and any other a folder. */
const pathOf = (name) => (/\.tsx?$/.test(name) ? `^${name.replace(/\.(tsx?)$/, '\\.$1')}$` : `^${name}/`);

function target(name) {
  if (name === 'node:') return { dependencyTypes: ['core'] };
  // Some packages resolve to a bare name, where only their `exports` say what is there.
  if (isPackage(name)) return { path: `(^|/)${name}(/|$)` };
  return { path: pathOf(name) };
}

const from = (room) => ({ path: pathOf(room) });

export default {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'A circle of imports has no first file to read, of types alone just as well.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-dev-package',
      severity: 'error',
      comment: 'The app may not need what a release leaves out; electron is the runtime itself.',
      from: { path: '^(main|preload|renderer)' },
      to: { dependencyTypes: ['npm-dev'], path: '^node_modules/(?!electron/|@types/)' },
    },
  ],
  allowed: Object.entries(rooms).flatMap(([room, allowed]) => [
    { from: from(room), to: from(room) },
    ...allowed.map((name) => ({ from: from(room), to: target(name) })),
  ]),
  allowedSeverity: 'error',
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^native-models/(pocket|bundled)|\\.css$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
    moduleSystems: ['es6', 'cjs'],
  },
};
