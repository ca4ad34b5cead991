/** The jobs of the command line, alone or in a batch: paths and numbers in, a picture or words out. */

import { decode } from 'fast-png';
import { type DrawRequest, type DrawResult, textSettingsSchema } from '../../../preload/contract/engine.ts';
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

export type StepHook = (step: number, of: number) => void;

/**
 * The PNG that a drawing job comes to: a new picture, or the whole picture with a part drawn anew and
 * nothing else changed.
 */
export async function drawPng(model: Model, job: DrawJob, onStep?: StepHook): Promise<Uint8Array> {
  const { request, profile } = await openJob(job, model);
  if (!('contextMargin' in request)) return (await draw(model, request, hooks(onStep))).png;
  const turns = job.task === 'edit' ? [job.prompt, ...(job.next ?? [])] : [request.prompt];
  return drawTurns(model, request, turns, profile, onStep);
}

type RegionRequest = Extract<DrawRequest, { contextMargin: number | null }>;

/** One instruction after another. The codes of one go into the next: pixels are not encoded again and again. */
async function drawTurns(
  model: Model,
  first: RegionRequest,
  turns: readonly string[],
  profile: Uint8Array | null,
  onStep?: StepHook,
): Promise<Uint8Array> {
  let request = first;
  let picture = belowOf(request);
  let record: Record<string, string> = {};
  for (const prompt of turns) {
    request = { ...request, prompt };
    const result = await draw(model, request, hooks(onStep));
    picture = composite(picture, patchOf(result), result.frame);
    record = recordOf(request, model.manifest, result.frame, result.grid, result);
    if ('regionMask' in request) {
      const { frame, grid, confidence } = result;
      request = { ...request, picture, known: { frame, ...grid, confidence } };
    }
  }
  return writePng(picture, { ...record, ...(turns.length > 1 && { turns: JSON.stringify(turns) }) }, profile);
}

/** What the patch is laid over. */
function belowOf(request: RegionRequest) {
  return 'sides' in request ? extendedPicture(request.picture, request.sides).picture : request.picture;
}

/** The patch as it was written into the PNG, so that what is laid over is what anybody would get. */
function patchOf(result: DrawResult) {
  const { width, height, data, channels } = decode(result.png);
  if (channels === 4) return { width, height, rgba: new Uint8Array(data) };
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) rgba.set(data.subarray(3 * i, 3 * i + 3), 4 * i);
  return { width, height, rgba };
}

export async function caption(model: Model, job: DescribeJob, onStep?: StepHook): Promise<string> {
  return words(model, 'caption', '', job, onStep);
}

export async function ask(model: Model, job: DescribeJob & { question: string }, onStep?: StepHook): Promise<string> {
  return words(model, 'ask', job.question, job, onStep);
}

async function words(
  model: Model,
  task: 'caption' | 'ask',
  question: string,
  job: DescribeJob,
  onStep?: StepHook,
): Promise<string> {
  const { raster: picture } = await openPicture(job.image);
  const defaults: Manifest['defaults']['understanding'] = model.manifest.defaults.understanding;
  const cache = cacheOf(job, task);
  const settings = textSettingsSchema.parse({
    steps: job.steps ?? defaults.steps,
    genLength: job.length ?? defaults.genLength,
    blockLength: job.block ?? defaults.blockLength,
    samplingTemperature: job.temperature ?? defaults.samplingTemperature,
    ...(cache && { cache }),
  });
  const result = await describePicture(
    model,
    { task, picture, question, settings, seed: job.seed ?? 0 },
    hooks(onStep),
  );
  return result.text;
}

function hooks(onStep: StepHook | undefined) {
  return {
    previews: false,
    ...(onStep && { progress: ({ step, of }: { step: number; of: number }) => onStep(step, of) }),
  };
}
