/** A drawing as it was after any of its steps, from its trace: no model pass, one decode. */
import type { ReplayRequest, ReplayResult } from '../../preload/contract/engine.ts';
import { checkCodes } from './codec/codes.ts';
import { withAlpha } from './framing/composite.ts';
import type { Model } from './model.ts';
import { MASKED } from './sampler/denoise.ts';
import { gridBefore } from './sampler/trace.ts';

/** @throws StudioError 'bad-request' where the codes are another model's */
export async function replay({ codec, manifest }: Model, { trace, stepsDone }: ReplayRequest): Promise<ReplayResult> {
  const { columns, rows } = trace;
  checkCodes(trace.codes, manifest.codebookSize);
  const codes = stepsDone === null ? trace.codes : gridBefore(stepsDone, trace.codes, trace.fixedAt);
  // A cell that is not known has no code; any will do, as it is not shown.
  const decoded = await codec.decode({ columns, rows, codes: codes.map((code) => (code === MASKED ? 0 : code)) });
  const alpha = new Uint8Array(decoded.width * decoded.height);
  for (let y = 0; y < decoded.height; y++) {
    for (let column = 0; column < columns; column++) {
      const known = codes[Math.floor(y / codec.patchSize) * columns + column] !== MASKED;
      const at = y * decoded.width + column * codec.patchSize;
      if (known) alpha.fill(255, at, at + codec.patchSize);
    }
  }
  return { raster: withAlpha(decoded, alpha) };
}
