import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
let tree = '';

/** A copy of the sources, in which wrong imports can be planted. */
beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'dimoo-rooms-'));
  for (const name of ['main', 'preload', 'tools', 'package.json', 'tsconfig.json', 'tsconfig.base.json']) {
    cpSync(join(root, name), join(tree, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

/** The rule names that dependency-cruiser reports for the main and preload folders. */
function violations(): string {
  const cli = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  try {
    return execFileSync(process.execPath, [cli, '--config', 'tools/rooms.config.mjs', 'main', 'preload'], {
      cwd: tree,
      encoding: 'utf8',
    });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

describe('import rules between rooms', () => {
  it('hold for the sources as they are', () => {
    expect(violations()).toContain('no dependency violations found');
  });

  it.each([
    ['main/windows/wrong.ts', "import '../engine/jobs/draw.ts';", 'the shell into the engine'],
    ['main/engine/sampler/wrong.ts', "import '../runtime/graph.ts';", 'the sampler into the runtime'],
    ['main/store/queries/wrong.ts', "import 'better-sqlite3';", 'SQLite outside database.ts'],
    ['preload/contract/wrong.ts', "import '../rpc/port.ts';", 'the contract into rpc'],
    ['main/newroom/wrong.ts', "import '../data-folder.ts';", 'a folder that no rule names'],
    ['main/engine/wrong.ts', "import 'commander/esm.mjs'; import 'fabric';", 'a package that the room may not use'],
  ])('refuse %s (%s: %s)', (file, source) => {
    cpSync(join(tree, 'package.json'), join(tree, file), { recursive: true });
    writeFileSync(join(tree, file), `${source}\n`);
    const report = violations();
    rmSync(join(tree, file));
    expect(report).toContain(`not-in-allowed: ${file}`);
  });
});
