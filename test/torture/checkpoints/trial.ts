/**
 * A process that converts checkpoints and loads models as lines of JSON name them, and answers each with a line:
 * {"ok"} or {"failure"}. The process beside it sees whether it crashes, hangs or takes too much memory.
 */
import { createInterface } from 'node:readline';
import { loadModel } from '../../../main/engine/models/model.ts';
import { eachAlone } from '../../../main/engine/runtime/forward.ts';
import { convertCheckpoint } from '../../../native-models/converter/converter.ts';
import { toldError } from '../../../native-models/converter/told-error.ts';
import { failureOf } from '../../../preload/contract/errors.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';

/** What to try. */
export type Trial =
  | {
      readonly kind: 'convert';
      readonly checkpoint: string;
      readonly out: string;
      readonly precision: Manifest['precision'];
    }
  | { readonly kind: 'load'; readonly model: string };

async function attempt(trial: Trial): Promise<string> {
  if (trial.kind === 'convert') {
    await convertCheckpoint(trial);
    return 'converted';
  }
  const model = await loadModel(trial.model);
  try {
    const ids = BigInt64Array.from({ length: 12 }, (_, i) => BigInt(i));
    await model.transformer.forward({ ids, batch: 1, image: eachAlone(BigInt64Array.of(3n)) });
    await model.codec.decode({ columns: 2, rows: 2, codes: Int32Array.of(0, 1, 2, 3) });
  } finally {
    await model.close();
  }
  return 'loaded';
}

for await (const line of createInterface({ input: process.stdin })) {
  try {
    process.stdout.write(`${JSON.stringify({ ok: await attempt(JSON.parse(line)) })}\n`);
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ failure: failureOf(toldError(error)) })}\n`);
  }
}
