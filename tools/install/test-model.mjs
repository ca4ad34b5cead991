import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureModel } from './model.mjs';

/** The bundled model, converted into a folder of the test run's own. */
export async function testModel() {
  const folder = mkdtempSync(join(tmpdir(), 'dimoo-test-'));
  return { folder, model: await ensureModel(folder) };
}
