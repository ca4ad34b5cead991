/** Tries whether a model works here: loads it as for any job, draws one step, and reads the picture back. */
import { type Failure, failureOf, StudioError } from '../../../preload/contract/errors.ts';
import { knowsTask } from '../../../preload/contract/model-tasks.ts';
import type { Told } from '../../../preload/contract/told.ts';
import { asFamilyModel } from '../families/lumina-dimoo/lumina-dimoo.ts';
import { draw } from '../jobs/draw.ts';
import { secondsSince } from '../jobs/job.ts';
import { loadModel, type Model } from '../models/model.ts';
import { readOwnPicture } from '../pictures/files.ts';

/**
 * Tries a model and returns what it did as a phrase.
 * @throws StudioError what a job would throw
 */
export async function tryModel(folder: string, say: (note: Told) => void): Promise<string> {
  const started = performance.now();
  const model = await loadModel(folder, say);
  try {
    return `loaded in ${secondsSince(started).toFixed(1)} s, ${await drawOneStep(model)}`;
  } finally {
    await model.close();
  }
}

/** An error that names the model and why it cannot be used. */
export function asProblem(folder: string, error: unknown): StudioError {
  const failure = failureOf(error);
  const options = { cause: error, detail: failure.detail };
  return StudioError.of('cli.model-unusable', { folder, cause: causeOf(failure) }, options);
}

async function drawOneStep(model: Model): Promise<string> {
  const { manifest, codec } = model;
  const [size] = manifest.nativeSizes;
  if (size === undefined || !knowsTask(manifest, 'generate')) return 'knows no drawing from words';
  const started = performance.now();
  const settings = { steps: 1, textGuidance: 1, samplingTemperature: 1 };
  const request = { task: 'generate', prompt: 'a red circle', ...size, settings, seed: 1 } as const;
  const { png } = await draw(asFamilyModel(model), request, { previews: false });
  await codec.encode(await readOwnPicture(png));
  return `one step drawn in ${secondsSince(started).toFixed(1)} s`;
}

/** Failures inside of a run have their cause in `detail`. */
function causeOf({ kind, message, detail }: Failure): string {
  const [first] = detail?.split('\n') ?? [];
  return kind === 'internal' && first ? `${first.replace(/^Error: /, '').replace(/\.?$/, '.')}` : message;
}
