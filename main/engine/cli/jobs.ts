/** The jobs of the command line, alone or in a batch: paths and numbers in, a picture or words out. */

import type { Check } from '../../../preload/contract/checks.ts';
import {
  type DrawRequest,
  type DrawResult,
  type EngineCandidate,
  textSettingsSchema,
} from '../../../preload/contract/engine.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { describePicture } from '../jobs/describe.ts';
import { draw } from '../jobs/draw.ts';
import { recordOf } from '../jobs/png-record.ts';
import type { Model } from '../models/model.ts';
import type { DrawJob } from './draw-tasks.ts';
import { type Below, extended, laidOver, onWhite, openPicture, patchOf, pngOf } from './pictures.ts';
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
  readonly png: Uint8Array<ArrayBuffer>;
  readonly seed: number;
  readonly checks?: readonly Check[];
}

/**
 * The pictures that a drawing job comes to: new ones, or the whole picture with a part drawn anew and
 * nothing else changed. One where the best of several was wanted.
 */
export async function drawPictures(model: Model, job: DrawJob, onProgress?: ProgressHook): Promise<readonly Drawn[]> {
  const { request, picture } = await openJob(job, model);
  if ('contextMargin' in request && picture !== null) {
    const turns = job.task === 'edit' ? [job.prompt, ...(job.next ?? [])] : [request.prompt];
    const paper = 'paper' in job && job.paper === true;
    return drawTurns(model, request, turns, { picture, paper }, onProgress);
  }
  return kept(request, await draw(model, request, hooks(onProgress)));
}

function kept({ verify }: DrawRequest, { others = [], ...best }: DrawResult): readonly EngineCandidate[] {
  return verify === true ? [best] : [best, ...others];
}

type RegionRequest = Extract<DrawRequest, { contextMargin: number | null }>;

/** One instruction after another. The codes of one go into the next: pixels are not encoded again and again. */
async function drawTurns(
  model: Model,
  first: RegionRequest,
  turns: readonly string[],
  { picture: opened, paper }: { readonly picture: Below; readonly paper: boolean },
  onProgress?: ProgressHook,
): Promise<Drawn[]> {
  const { count = 1, ...one } = first;
  let request: RegionRequest = one;
  let below = 'sides' in request ? extended(opened, request.sides) : opened;
  let drawn: Drawn[] = [];
  for (const [turn, prompt] of turns.entries()) {
    // Only the last turn may come to several pictures.
    const candidates = turn === turns.length - 1 || request.verify === true ? count : 1;
    request = { ...request, prompt };
    const asked = request;
    const results = kept(asked, await draw(model, { ...asked, count: candidates }, hooks(onProgress)));
    const wholes: Below[] = [];
    for (const result of results) wholes.push(await laidOver(below, patchOf(result), result.frame));
    drawn = results.map((result, i) => {
      const record = recordOf({ ...asked, seed: result.seed }, model.manifest, result.frame, result.grid, result);
      const text = { ...record, ...(turns.length > 1 && { turns: JSON.stringify(turns) }) };
      const whole = wholes[i] ?? below;
      const png = pngOf(paper ? onWhite(whole) : whole, text);
      return { png, seed: result.seed, ...(result.checks && { checks: result.checks }) };
    });
    const [best] = results;
    if (best === undefined) throw new Error('A job draws one picture at least.');
    below = wholes[0] ?? below;
    if ('regionMask' in request) {
      const { frame, grid, confidence } = best;
      request = { ...request, picture: below.raster, known: { frame, ...grid, confidence } };
    }
  }
  return drawn;
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
