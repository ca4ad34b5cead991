/**
 * Who may import whom (ARCHITECTURE.md), for dependency-cruiser. The table lists all that is
 * allowed: a folder or a package that stands in no row fails the check.
 */

/** room (a path pattern) -> what its files may import: paths or package names. A room may always import itself. */
const rooms = {
  'preload/contract': ['zod'],
  'preload/rpc': ['zod', 'preload/contract'],
  'preload/bridge.ts': ['electron', 'preload/contract'],

  'main/index.ts': [
    'electron',
    'node:',
    'preload/contract',
    'main/(desktop|ipc|logs|windows)',
    'main/(services|data-folder|sends-nothing|electron-line).ts',
  ],
  'main/services.ts': ['node:', 'preload/contract', 'main/(logs|processes)', 'main/data-folder.ts'],
  'main/data-folder.ts': ['node:', 'env-paths'],
  'main/sends-nothing.ts': ['node:'],
  'main/electron-line.ts': [],
  'main/logs/log-file.ts': ['electron-log', 'node:'],
  'main/logs/main-process.ts': ['electron'],
  'main/logs': ['node:', 'zod', 'preload/(contract|rpc)'],
  'main/regular-file.ts': ['node:'],
  'main/windows': [
    'electron',
    'node:',
    'zod',
    'preload/contract',
    'main/desktop/atomic-write.ts',
    'main/logs/entries.ts',
  ],
  'main/ipc': ['electron', 'node:', 'zod', 'preload/(contract|rpc)', 'main/windows/policy.ts'],
  'main/processes': [
    'electron',
    'node:',
    'zod',
    'preload/(contract|rpc)',
    'main/sends-nothing.ts',
    'main/logs/(entries|fault|output).ts',
  ],
  'main/desktop': ['electron', 'node:', 'preload/contract', 'main/pictures/read-file.ts'],

  'main/pictures': ['sharp', 'node:', 'preload/(contract|rpc)', 'main/logs/to-main.ts'],

  // From the ground up: a room may import those above it in this list.
  'main/engine/sampler': [],
  'main/engine/checks': [],
  'main/engine/framing': ['preload/contract'],
  'main/engine/tokenizer': ['@huggingface/tokenizers', 'zod', 'node:', 'preload/contract'],
  'main/engine/runtime': ['onnxruntime-node', 'node:', 'preload/contract', 'main/sends-nothing.ts'],
  'main/engine/pictures': ['sharp', 'fast-png', 'node:', 'preload/contract', 'main/engine/framing'],
  'main/engine/tasks': ['preload/contract', 'main/engine/(sampler|tokenizer)'],
  'main/engine/codec': ['node:', 'preload/contract', 'main/engine/(runtime|tasks)'],
  'main/engine/models': [
    'zod',
    'node:',
    'preload/contract',
    'main/regular-file.ts',
    'main/engine/(codec|runtime|tokenizer)',
  ],
  'main/engine/passes': ['preload/contract', 'main/engine/(runtime|sampler|tasks)'],
  'main/engine/plans': ['preload/contract', 'main/engine/(codec|framing|pictures|sampler|tasks)'],
  'main/engine/jobs': [
    'node:',
    'zod',
    'preload/contract',
    'main/engine/(checks|codec|framing|models|passes|pictures|plans|runtime|sampler|tasks)',
  ],
  'main/engine/service': ['node:', 'zod', 'preload/(contract|rpc)', 'main/engine/jobs'],
  'main/engine/parity': [
    'fast-png',
    'node:',
    'zod',
    'preload/contract',
    'main/engine/(codec|framing|models|passes|pictures|runtime|sampler|tasks|tokenizer)',
  ],
  'main/engine/bench': ['node:', 'zod', 'preload/contract', 'main/engine/(jobs|models|runtime|sampler|tasks)'],
  'main/engine/cli': [
    'main/electron-line.ts',
    'commander',
    'fast-png',
    'node:',
    'zod',
    'preload/(contract|rpc)',
    'main/pictures/(child|read-file).ts',
    'main/engine/(bench|codec|framing|jobs|models|parity|pictures|runtime|tasks)',
  ],
  'main/engine/cli.ts': ['commander', 'node:', 'main/sends-nothing.ts', 'main/engine/cli'],
  'main/engine/index.ts': [
    'node:',
    'zod',
    'preload/(contract|rpc)',
    'main/sends-nothing.ts',
    'main/logs/(fault|to-main).ts',
    'main/engine/(jobs|service)',
  ],
  'main/engine/worker.ts': [
    'node:',
    'preload/(contract|rpc)',
    'main/sends-nothing.ts',
    'main/logs/to-main.ts',
    'main/engine/(jobs|models|runtime|service)',
  ],

  'main/store/database.ts': ['better-sqlite3', 'node:', 'preload/contract', 'main/store/[^/]+.ts'],
  'main/store/migrations': ['main/store/database.ts'],
  'main/store/queries': ['node:', 'zod', 'preload/contract', 'main/store/[^/]+.ts'],
  'main/store/thumbnails.ts': ['sharp', 'node:', 'preload/contract', 'main/store/[^/]+.ts'],
  'main/store/[^/]+.ts': [
    'node:',
    'zod',
    'preload/(contract|rpc)',
    'main/regular-file.ts',
    'main/logs/(entries|fault|to-main).ts',
    'main/store/(migrations|queries)',
  ],

  'renderer/document': ['zustand', 'preload/contract'],
  'renderer/tools': ['zustand', 'preload/contract', 'renderer/document'],
  'renderer/canvas': ['fabric', 'preload/contract', 'renderer/document'],
  'renderer/generation': ['zustand', 'fast-png', 'preload/contract', 'renderer/document'],
  'renderer/services': ['zustand', 'zod', 'preload/(contract|rpc)', 'renderer/document'],
  'renderer/theme': ['react', 'lucide-react'],
  'renderer/panels': [
    'react',
    'react-dom',
    'react-aria-components',
    'lucide-react',
    'zustand',
    'preload/contract',
    'renderer/(document|generation|theme)',
    'renderer/tools/(shortcuts|key-names|toolbox-types).ts',
  ],
  // The composition root and the page's entry wire everything together.
  'renderer/editor(.ts$|/)': [
    'zod',
    'zustand',
    'preload/contract',
    'preload/rpc/picture-client.ts',
    'renderer/(canvas|document|generation|panels|services|theme|tools)',
    'renderer/editor',
  ],
  'renderer/index.tsx': ['react', 'react-dom', 'preload/rpc/no-eval.ts', 'renderer/(editor|panels|theme)'],
  'renderer/global.d.ts': ['preload/contract'],

  'native-models/graph': ['protobufjs', 'node:'],
  'native-models/architectures': ['zod', 'preload/contract', 'native-models/(graph|checkpoint)'],
  'native-models/checkpoint': ['node:', 'zod', 'preload/contract', 'native-models/architectures'],
  'native-models/judge': ['zod', 'preload/contract'],
  'native-models/evaluation': ['sharp', 'node:', 'zod', 'preload/contract', 'native-models/judge'],
  'native-models/[^/]+.ts': [
    'node:',
    'zod',
    'preload/contract',
    'native-models/(graph|architectures|checkpoint|evaluation|judge)',
  ],
  'electron.vite.config.ts': ['node:', 'electron-vite', '@vitejs/plugin-react'],
};

const isPackage = (name) => !/^(main|preload|renderer|native-models|node:)/.test(name);

function target(name) {
  if (name === 'node:') return { dependencyTypes: ['core'] };
  // Some packages resolve to a bare name, where only their `exports` say what is there.
  if (isPackage(name)) return { path: `(^|/)${name}(/|$)` };
  return { path: `^${name.endsWith('.ts') ? `${name.replace(/\.ts$/, '\\.ts')}$` : name}` };
}

const from = (room) => ({ path: `^${room.endsWith('.ts') ? `${room.replace(/\.ts$/, '\\.ts')}$` : room}` });

export default {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'A circle of imports has no first room to read. Types alone may point back.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
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
