import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const ROOMS = ['main', 'preload', 'renderer', 'native-models'];
/** Data and Python: no rule speaks of them. */
const NO_CODE = /native-models.(bundled|pocket|reference)/;
let tree = '';

/** A copy of the sources, in which wrong imports can be planted. */
beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'dimoo-rooms-'));
  for (const name of [...ROOMS, 'tools', 'package.json', 'tsconfig.json', 'tsconfig.base.json']) {
    cpSync(join(root, name), join(tree, name), { recursive: true, filter: (path) => !NO_CODE.test(path) });
  }
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

/** What dependency-cruiser reports. */
function violations(): string {
  const cli = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  try {
    return execFileSync(process.execPath, [cli, '--config', 'tools/rooms.config.mjs', ...ROOMS], {
      cwd: tree,
      encoding: 'utf8',
    });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

/** The one folder that a planted violation makes: that no rule names it is its violation. */
const NEW_ROOM = 'main/newroom';

/**
 * Writes a file with a forbidden import into the copy.
 * @returns what it imports last, from the root, as dependency-cruiser prints it
 * @throws where the folder or what it imports is not there, as what is refused then is something else
 */
function plant(file: string, source: string): string {
  const folder = dirname(file);
  if (folder === NEW_ROOM) mkdirSync(join(tree, folder), { recursive: true });
  if (!existsSync(join(tree, folder))) throw new Error(`There is no folder ${folder}.`);
  const name = [...source.matchAll(/'([^']+)'/g)].at(-1)?.[1] ?? '';
  const target = name.startsWith('.') ? posix.join(folder, name) : `node_modules/${name}/`;
  if (!existsSync(join(tree, target))) throw new Error(`There is no file ${target}.`);
  writeFileSync(join(tree, file), `${source}\n`);
  return target;
}

/** What each planted file imports, and why the rules refuse it. Every file has a name of its own: all are looked at in one run. */
const FORBIDDEN = [
  ['main/windows/wrong.ts', "import '../engine/jobs/draw.ts';", 'the shell into the engine'],
  ['main/engine/sampler/wrong.ts', "import '../runtime/graph.ts';", 'the sampler into the runtime'],
  ['main/engine/jobs/wrong.ts', "import '../passes/branches.ts';", 'a job into the passes of one family'],
  ['main/engine/service/wrong.ts', "import '../families/registry.ts';", 'the queue into the families'],
  ['main/store/queries/wrong.ts', "import 'better-sqlite3';", 'SQLite outside database.ts'],
  ['preload/contract/wrong.ts', "import '../rpc/port.ts';", 'the contract into rpc'],
  ['renderer/document/wrong.ts', "import '../canvas/canvas.ts';", 'the document into the canvas'],
  ['renderer/generation/tasks/wrong.ts', "import '../run/request.ts';", 'the tasks into a run'],
  ['renderer/generation/run/wrong.ts', "import '../run-controller.ts';", 'what a run knows into what leads it'],
  ['renderer/state/project/wrong.ts', "import '../projects/projects.ts';", 'one project into all of them'],
  ['renderer/panels/layers/wrong-store.ts', "import '../../state/window/app-state.ts';", 'a panel into a store'],
  ['renderer/panels/layers/wrong-panel.ts', "import '../gallery/GalleryPanel.tsx';", 'one panel into another'],
  ['native-models/graph/wrong.ts', "import '../architectures/codec.ts';", 'ONNX into a network'],
  ['native-models/converter/wrong.ts', "import '../../main/engine/models/folder.ts';", 'the converter into the app'],
  ['main/newroom/wrong.ts', "import '../data-folder.ts';", 'a folder that no rule names'],
  ['main/engine/wrong.ts', "import 'commander/esm.mjs'; import 'fabric';", 'a package that the room may not use'],
] as const;
const CIRCLE = ['main/engine/sampler/wrong-a.ts', 'main/engine/sampler/wrong-b.ts'] as const;

describe('import rules between rooms', () => {
  it('hold for the sources as they are', () => {
    expect(violations()).toContain('no dependency violations found');
  });

  describe('with forbidden imports planted', () => {
    const targets = new Map<string, string>();
    let report = '';

    beforeAll(() => {
      for (const [file, source] of FORBIDDEN) targets.set(file, plant(file, source));
      for (const file of CIRCLE) expect(existsSync(join(tree, dirname(file)))).toBe(true);
      writeFileSync(join(tree, CIRCLE[0]), "import type { B } from './wrong-b.ts';\nexport type A = B | 1;\n");
      writeFileSync(join(tree, CIRCLE[1]), "import type { A } from './wrong-a.ts';\nexport type B = A | 2;\n");
      report = violations();
    });

    it.each(FORBIDDEN)('refuse %s (%s: %s)', (file) => {
      const target = targets.get(file) ?? '';
      // The target as it was resolved: an import of nothing is refused as well, and would hide a rule that is gone.
      const line = report.split('\n').find((one) => one.includes(`not-in-allowed: ${file} → `) && one.includes(target));
      expect(line, report).toBeDefined();
    });

    it('refuse a circle of types alone', () => {
      expect(report).toContain(`no-circular: ${CIRCLE[0]}`);
    });

    it('refuse nothing else', () => {
      const planted = [...FORBIDDEN.map(([file]) => file), ...CIRCLE];
      const refused = report.split('\n').filter((line) => /not-in-allowed|no-circular/.test(line));
      expect(refused.length).toBeGreaterThanOrEqual(FORBIDDEN.length + 1);
      expect(refused.filter((line) => !planted.some((file) => line.includes(file)))).toEqual([]);
    });
  });

  it('cannot be tested by a violation that is planted nowhere, or that imports what is not there', () => {
    expect(() => plant('main/gone/wrong.ts', "import '../data-folder.ts';")).toThrow('There is no folder main/gone');
    const gone = "import '../engine/gone.ts';";
    expect(() => plant('main/windows/wrong.ts', gone)).toThrow('There is no file main/engine/gone.ts');
  });
});
