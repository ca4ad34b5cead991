import type { DrawProgress } from '../../../preload/contract/drawing.ts';
import { candidateFrom, placementFor } from '../run/candidate-from.ts';
import { commitParams } from '../run/generation-row.ts';
import { keepInputs } from '../run/kept-inputs.ts';
import { buildDrawRequest } from '../run/request.ts';
import type { RunParts } from '../run/run-types.ts';
import { seedsLeft } from '../run/seeds.ts';
import type { QueuedRun } from '../run/snapshot.ts';

export interface ApartHooks {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: DrawProgress) => void;
}

/**
 * Draws a job while other results lie over the page. Nothing is shown. Every picture is recorded as soon as it is drawn,
 * and waits for a decision. Rejects as the engine and the store do.
 */
export async function drawApart(
  { engine, store, document, decoder, newId }: Pick<RunParts, 'engine' | 'store' | 'document' | 'decoder' | 'newId'>,
  run: QueuedRun,
  { signal, onProgress }: ApartHooks,
): Promise<void> {
  const { snapshot } = run;
  for (const seed of seedsLeft(run)) {
    const options = { signal, onEvent: onProgress };
    const result = await engine.draw(buildDrawRequest(snapshot, seed), options);
    signal.throwIfAborted();
    const placement = placementFor(snapshot, document.getState().document, result.frame);
    const candidate = candidateFrom(snapshot, result, newId(), placement.frame);
    const inputs = await keepInputs({ store, decoder }, snapshot, candidate);
    await store.commitGeneration(commitParams({ ...snapshot, waits: true }, candidate, placement, inputs));
  }
}
