/** The four jobs of the command line, alone or in a batch: paths and numbers in, a picture or words out. */

import { decode } from 'fast-png';
import type { DrawResult, ImageSettings } from '../../../preload/contract/engine.ts';
import { generateRequestSchema, textSettingsSchema } from '../../../preload/contract/engine.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Manifest, TaskName } from '../../../preload/contract/manifest.ts';
import { describePicture } from '../describe.ts';
import { composite } from '../framing/composite.ts';
import { draw } from '../generate.ts';
import type { Model } from '../model.ts';
import { maskOf } from '../pictures/files.ts';
import { writePng } from '../pictures/png.ts';
import { recordOf } from '../record.ts';
import { openPicture } from './options.ts';
import { cacheOf, type SpeedChoice } from './speed.ts';

export interface DrawSettings extends SpeedChoice {
  readonly steps?: number | undefined;
  readonly guidance?: number | undefined;
  readonly temperature?: number | undefined;
  readonly seed?: number | undefined;
}

export interface GenerateJob extends DrawSettings {
  readonly prompt: string;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

export interface RetouchJob extends DrawSettings {
  readonly prompt: string;
  /** Absolute paths. */
  readonly image: string;
  readonly mask: string;
}

export interface DescribeJob extends SpeedChoice {
  readonly image: string;
  readonly seed?: number | undefined;
  readonly steps?: number | undefined;
  readonly temperature?: number | undefined;
  readonly length?: number | undefined;
  readonly block?: number | undefined;
}

export type StepHook = (step: number, of: number) => void;

function settingsOf(job: DrawSettings, defaults: Manifest['defaults']['textToImage'], task: TaskName): ImageSettings {
  return {
    steps: job.steps ?? defaults.steps,
    textGuidance: job.guidance ?? defaults.textGuidance,
    samplingTemperature: job.temperature ?? defaults.samplingTemperature,
    ...cached(job, task),
  };
}

function cached(job: SpeedChoice, task: TaskName) {
  const cache = cacheOf(job, task);
  return cache && { cache };
}

/** The PNG of a drawing at the wanted size; the model's own where none is. */
export async function generate(model: Model, job: GenerateJob, onStep?: StepHook): Promise<Uint8Array> {
  const native = model.manifest.nativeSizes[0];
  const request = generateRequestSchema.safeParse({
    task: 'generate',
    prompt: job.prompt,
    width: job.width ?? native?.width,
    height: job.height ?? native?.height,
    settings: settingsOf(job, model.manifest.defaults.textToImage, 'generate'),
    seed: job.seed ?? 0,
  });
  if (!request.success) throw new StudioError('bad-request', 'The prompt or a setting is outside of what is allowed.');
  return (await draw(model, request.data, hooks(onStep))).png;
}

/** The PNG of the whole picture with its masked part drawn anew; nothing else changes. */
export async function retouch(model: Model, job: RetouchJob, onStep?: StepHook): Promise<Uint8Array> {
  const { raster: picture, profile } = await openPicture(job.image);
  const { raster: maskPicture } = await openPicture(job.mask);
  const request = {
    task: 'retouch',
    prompt: job.prompt,
    picture,
    regionMask: maskOf(maskPicture),
    feather: null,
    contextMargin: null,
    settings: settingsOf(job, model.manifest.defaults.inpainting, 'retouch'),
    seed: job.seed ?? 0,
  } as const;
  const result = await draw(model, request, hooks(onStep));
  const after = composite(picture, patchOf(result), result.frame);
  return writePng(after, recordOf(request, model.manifest, result.frame, result.grid), profile);
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
  const settings = textSettingsSchema.parse({
    steps: job.steps ?? defaults.steps,
    genLength: job.length ?? defaults.genLength,
    blockLength: job.block ?? defaults.blockLength,
    samplingTemperature: job.temperature ?? defaults.samplingTemperature,
    ...cached(job, task),
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
