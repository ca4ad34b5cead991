/** The jobs of the command line, alone or in a batch: paths and numbers in, a picture or words out. */

import { decode } from 'fast-png';
import type { Check } from '../../../preload/contract/checks.ts';
import {
  type Candidate,
  type DrawRequest,
  type DrawResult,
  textSettingsSchema,
} from '../../../preload/contract/engine.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { describePicture } from '../describe.ts';
import { composite } from '../framing/composite.ts';
import { extendedPicture } from '../framing/extend.ts';
import { draw } from '../generate.ts';
import type { Model } from '../model.ts';
import { writePng } from '../pictures/png.ts';
import { recordOf } from '../record.ts';
import type { DrawJob } from './draw-tasks.ts';
import { openPicture } from './options.ts';
import type { ProgressHook } from './progress.ts';
import { openJob } from './requests.ts';
import { cacheOf, type SpeedChoice } from './speed.ts';

export interface DescribeJob extends SpeedChoice {
  readonly image: string;
  readonly seed?: number | undefined;
  readonly steps?: number | undefined;
  readonly temperature?: number | undefined;
  readonly length?: number | undefined;
  readonly block?: number | undefined;
}

/** A picture as it is written, with its seed and what the model said of it. */
export interface Drawn {
  readonly png: Uint8Array;
  readonly seed: number;
  readonly checks?: readonly Check[];
}

/**
 * The pictures that a drawing job comes to: new ones, or the whole picture with a part drawn anew and
 * nothing else changed. One where the best of several was wanted.
 */
export async function drawPictures(model: Model, job: DrawJob, onProgress?: ProgressHook): Promise<readonly Drawn[]> {
  const { request, profile } = await openJob(job, model);
  if ('contextMargin' in request) {
    const turns = job.task === 'edit' ? [job.prompt, ...(job.next ?? [])] : [request.prompt];
    return drawTurns(model, request, turns, profile, onProgress);
  }
  return kept(request, await draw(model, request, hooks(onProgress)));
}

function kept({ verify }: DrawRequest, { others = [], ...best }: DrawResult): readonly Candidate[] {
  return verify === true ? [best] : [best, ...others];
}

type RegionRequest = Extract<DrawRequest, { contextMargin: number | null }>;

/** One instruction after another. The codes of one go into the next: pixels are not encoded again and again. */
async function drawTurns(
  model: Model,
  first: RegionRequest,
  turns: readonly string[],
  profile: Uint8Array | null,
  onProgress?: ProgressHook,
): Promise<Drawn[]> {
  const { count = 1, ...one } = first;
  let request: RegionRequest = one;
  let picture = belowOf(request);
  let drawn: Drawn[] = [];
  for (const [turn, prompt] of turns.entries()) {
    // Only the last turn may come to several pictures.
    const candidates = turn === turns.length - 1 || request.verify === true ? count : 1;
    request = { ...request, prompt };
    const asked = request;
    const below = picture;
    const results = kept(asked, await draw(model, { ...asked, count: candidates }, hooks(onProgress)));
    drawn = results.map((result) => {
      const record = recordOf({ ...asked, seed: result.seed }, model.manifest, result.frame, result.grid, result);
      const text = { ...record, ...(turns.length > 1 && { turns: JSON.stringify(turns) }) };
      const png = writePng(composite(below, patchOf(result), result.frame), text, profile);
      return { png, seed: result.seed, ...(result.checks && { checks: result.checks }) };
    });
    const [best] = results;
    if (best === undefined) throw new Error('A job draws one picture at least.');
    picture = composite(below, patchOf(best), best.frame);
    if ('regionMask' in request) {
      const { frame, grid, confidence } = best;
      request = { ...request, picture, known: { frame, ...grid, confidence } };
    }
  }
  return drawn;
}

/** What the patch is laid over. */
function belowOf(request: RegionRequest) {
  return 'sides' in request ? extendedPicture(request.picture, request.sides).picture : request.picture;
}

/** The patch as it was written into the PNG, so that what is laid over is what anybody would get. */
function patchOf(result: Pick<Candidate, 'png'>) {
  const { width, height, data, channels } = decode(result.png);
  if (channels === 4) return { width, height, rgba: new Uint8Array(data) };
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) rgba.set(data.subarray(3 * i, 3 * i + 3), 4 * i);
  return { width, height, rgba };
}

export async function caption(model: Model, job: DescribeJob, onProgress?: ProgressHook): Promise<string> {
  return words(model, 'caption', '', job, onProgress);
}

export async function ask(
  model: Model,
  job: DescribeJob & { question: string },
  onProgress?: ProgressHook,
): Promise<string> {
  return words(model, 'ask', job.question, job, onProgress);
}

async function words(
  model: Model,
  task: 'caption' | 'ask',
  question: string,
  job: DescribeJob,
  onProgress?: ProgressHook,
): Promise<string> {
  const { raster: picture } = await openPicture(job.image);
  const defaults: Manifest['defaults']['understanding'] = model.manifest.defaults.understanding;
  const steps = job.steps ?? defaults.steps;
  const cache = cacheOf(job, task, steps);
  const settings = textSettingsSchema.parse({
    steps,
    genLength: job.length ?? defaults.genLength,
    blockLength: job.block ?? defaults.blockLength,
    samplingTemperature: job.temperature ?? defaults.samplingTemperature,
    ...(cache && { cache }),
  });
  const result = await describePicture(
    model,
    { task, picture, question, settings, seed: job.seed ?? 0 },
    hooks(onProgress),
  );
  return result.text;
}

function hooks(progress: ProgressHook | undefined) {
  return { previews: false, ...(progress && { progress }) };
}
