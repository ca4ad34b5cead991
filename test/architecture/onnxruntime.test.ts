import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const LOADER = 'main/engine/runtime/onnxruntime.ts';

/** A statement or call that loads the package; types alone are erased. */
const loads =
  /^(?!\s*(?:import|export) type)[^'"\n]*(?:from|import|import\(|require\(|\)\()\s*['"]onnxruntime-node['"]/m;

function sources(): string[] {
  return ['main', 'preload', 'renderer', 'native-models', 'test', 'tools'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|tsx|mts|mjs)$/.test(name))
      .map((name) => `${folder}/${name}`.replaceAll('\\', '/')),
  );
}

describe('onnxruntime-node', () => {
  it('is loaded by one file, which switches its telemetry off before', () => {
    expect(sources().filter((file) => loads.test(readFileSync(join(root, file), 'utf8')))).toEqual([LOADER]);
    const text = readFileSync(join(root, LOADER), 'utf8');
    expect(text.indexOf('\nsendNothing();')).toBeGreaterThan(0);
    expect(text.indexOf('\nsendNothing();')).toBeLessThan(text.search(/\)\('onnxruntime-node'\)/));
  });

  it.each([
    "import * as ort from 'onnxruntime-node';",
    "import 'onnxruntime-node';",
    "const ort = await import('onnxruntime-node');",
    "const ort = require('onnxruntime-node');",
  ])('would be noticed elsewhere: %s', (line) => {
    expect(loads.test(`// a file\n${line}\n`)).toBe(true);
    expect(loads.test("import type * as Ort from 'onnxruntime-node';\n")).toBe(false);
  });
});
