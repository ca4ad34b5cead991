/** The jobs of the command line, alone or in a batch: paths and numbers in, a picture or words out. */

import type { Check } from '../../../preload/contract/checks.ts';
import type { DrawRequest, DrawResult, EngineCandidate } from '../../../preload/contract/drawing.ts';
import { pngText } from '../../../preload/contract/png-text.ts';
import { textSettingsSchema } from '../../../preload/contract/settings.ts';
import type { DrawJob } from './draw-tasks.ts';
import type { Engine } from './engine.ts';
import { type Below, extended, finalOver, laidOver, openPicture, patchOf, pngOf } from './pictures.ts';
import type { ProgressHook } from './progress.ts';
import { openJob } from './requests.ts';
import { cacheOf, type SpeedChoice } from './speed.ts';

/** A picture to describe, with settings that replace the model's. */
export interface DescribeJob extends SpeedChoice {
  readonly image: string;
  readonly seed?: number | undefined;
  readonly steps?: number | undefined;
  readonly temperature?: number | undefined;
  readonly length?: number | undefined;
  readonly block?: number | undefined;
  /** Confidence from which a step takes every word. */
  readonly threshold?: number | undefined;
}

/** A picture as it is written, with its seed and the model's checks of it. */
export interface Drawn {
  readonly png: Uint8Array<ArrayBuffer>;
  readonly seed: number;
  readonly checks?: readonly Check[];
}

/**
 * Draws a job's pictures: new ones, or whole pictures of which only a part is redrawn. One picture where the best of
 * several was wanted.
 * @throws StudioError as `draw` and `openJob`
 */
export async function drawPictures(engine: Engine, job: DrawJob, onProgress?: ProgressHook): Promise<readonly Drawn[]> {
  const { request, picture } = await openJob(job, engine);
  if ('contextMargin' in request && picture !== null) {
    const turns = job.task === 'edit' ? [job.prompt, ...(job.next ?? [])] : [request.prompt];
    const paper = 'paper' in job && job.paper === true;
    return drawTurns(engine, request, turns, { picture, paper }, onProgress);
  }
  return kept(request, await engine.client.draw(request, told(onProgress)));
}

function kept({ verify }: DrawRequest, { others = [], ...best }: DrawResult): readonly EngineCandidate[] {
  return verify === true ? [best] : [best, ...others];
}

type RegionRequest = Extract<DrawRequest, { contextMargin: number | null }>;

/** Follows one instruction after another. Each continues from the codes of the one before, so that pixels are not encoded repeatedly. */
async function drawTurns(
  engine: Engine,
  first: RegionRequest,
  turns: readonly string[],
  { picture: opened, paper }: { readonly picture: Below; readonly paper: boolean },
  onProgress?: ProgressHook,
): Promise<Drawn[]> {
  const { count = 1, ...one } = first;
  let request: RegionRequest = one;
  let below = 'sides' in request ? extended(opened, request.sides) : opened;
  for (const [turn, prompt] of turns.entries()) {
    const isLast = turn === turns.length - 1;
    // Only the last turn may come to several pictures.
    const candidates = isLast || request.verify === true ? count : 1;
    request = { ...request, prompt };
    const asked = request;
    const results = kept(asked, await engine.client.draw({ ...asked, count: candidates }, told(onProgress)));
    if (isLast) {
      // The record of the part is that of the whole.
      const more: Readonly<Record<string, string>> = turns.length > 1 ? { turns: JSON.stringify(turns) } : {};
      return wholesOf(below, results, paper, more);
    }
    const [best] = results;
    if (best === undefined) throw new Error('A job draws one picture at least.');
    below = await laidOver(below, patchOf(best), best.frame);
    if ('regionMask' in request) {
      const { frame, grid, confidence } = best;
      request = { ...request, picture: below.raster, ...(grid && { known: { frame, ...grid, confidence } }) };
    }
  }
  throw new Error('A job has one turn at least.');
}

/** The whole pictures of the last turn as files, one after another, so that one of them is in memory at a time. */
async function wholesOf(
  below: Below,
  results: readonly EngineCandidate[],
  paper: boolean,
  more: Readonly<Record<string, string>>,
): Promise<Drawn[]> {
  const drawn: Drawn[] = [];
  for (const [i, result] of results.entries()) {
    const whole = await finalOver(below, patchOf(result), result.frame, i < results.length - 1);
    const png = pngOf(whole, { ...pngText(result.png), ...more }, paper);
    drawn.push({ png, seed: result.seed, ...(result.checks && { checks: result.checks }) });
  }
  return drawn;
}

/** Describes a picture in words. */
export async function caption(engine: Engine, job: DescribeJob, onProgress?: ProgressHook): Promise<string> {
  return words(engine, 'caption', '', job, onProgress);
}

/** Answers a question about a picture. */
export async function ask(
  engine: Engine,
  job: DescribeJob & { question: string },
  onProgress?: ProgressHook,
): Promise<string> {
  return words(engine, 'ask', job.question, job, onProgress);
}

async function words(
  engine: Engine,
  task: 'caption' | 'ask',
  question: string,
  job: DescribeJob,
  onProgress?: ProgressHook,
): Promise<string> {
  const { raster: picture } = await openPicture(job.image);
  const defaults = engine.manifest.defaults.understanding;
  const steps = job.steps ?? defaults.steps;
  const cache = cacheOf(job, task, steps);
  // "exact" is what the reference does, which takes no word before its step.
  const threshold = job.threshold ?? (job.speed === 'exact' ? undefined : defaults.confidenceThreshold);
  const settings = textSettingsSchema.parse({
    steps,
    genLength: job.length ?? defaults.genLength,
    blockLength: job.block ?? defaults.blockLength,
    samplingTemperature: job.temperature ?? defaults.samplingTemperature,
    ...(threshold !== undefined && { confidenceThreshold: threshold }),
    ...(cache && { cache }),
  });
  const request = { task, picture, question, settings, seed: job.seed ?? 0 };
  const result = await engine.client.describe(request, told(onProgress));
  return result.text;
}

const told = (onEvent: ProgressHook | undefined) => onEvent && { onEvent };
