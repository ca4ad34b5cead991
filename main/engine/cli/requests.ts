/**
 * Turns a job of the command line into a request of the engine: reads its files, fills in defaults, checks it by the
 * contract.
 */
import { type DrawRequest, drawRequestSchema } from '../../../preload/contract/drawing.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { drawDefaults } from '../../../preload/contract/model-tasks.ts';
import type { RegionMask } from '../../../preload/contract/pictures.ts';
import type { ImageSettings } from '../../../preload/contract/settings.ts';
import { maskOf } from '../pictures/files.ts';
import { requireTask } from '../tasks/task-support.ts';
import type { DrawJob } from './draw-tasks.ts';
import { knownCodesOf, openDrawing, openPair } from './drawings.ts';
import type { Engine } from './engine.ts';
import { type Below, openPicture } from './pictures.ts';
import { firstProblem } from './problems.ts';
import { cacheOf } from './speed.ts';

/** A request with the picture that it changes. */
export interface Opened {
  readonly request: DrawRequest;
  /** The job's picture, in the working space and in its own space. */
  readonly picture: Below | null;
}

type KeysOf<T> = T extends T ? keyof T : never;
type ValueOf<T, K extends PropertyKey> = T extends { readonly [key in K]?: infer V } ? V : never;
/** The fields of all tasks, each optional. */
type Given = { readonly [K in KeysOf<DrawJob>]?: ValueOf<DrawJob, K> };

/**
 * Opens a job.
 * @throws StudioError 'unsupported', 'not-found', 'bad-picture', 'bad-request'
 */
export async function openJob(job: DrawJob, engine: Engine): Promise<Opened> {
  const { manifest } = engine;
  requireTask(manifest, job.task);
  const given: Given = job;
  const file = given.image === undefined ? null : await openPicture(given.image);
  const earlier = given.from === undefined ? null : await openDrawing(given.from, manifest);
  if (given.after !== undefined && earlier === null) {
    throw StudioError.of('cli.no-earlier', {});
  }
  if (given.count !== undefined && given.bestOf !== undefined) {
    throw StudioError.of('cli.count-and-best', {});
  }
  const count = given.bestOf ?? given.count;
  const { first, second } = given;
  const mixed = first !== undefined && second !== undefined ? await openPair(first, second, manifest) : null;
  const known = file === null ? null : await knownCodesOf(file, engine);
  const settings = settingsOf(job, manifest);
  const [native] = manifest.nativeSizes;
  const { left = 0, top = 0, right = 0, bottom = 0 } = given;
  // The object holds the fields of all tasks. The contract's schema drops those that this task lacks.
  const request = drawRequestSchema.safeParse({
    task: job.task,
    settings,
    seed: given.seed ?? 0,
    prompt: given.prompt ?? mixed?.prompt ?? '',
    variant: given.kind ?? given.view,
    width: given.width ?? earlier?.width ?? native?.width,
    height: given.height ?? earlier?.height ?? native?.height,
    size: sizeOf(given, file),
    picture: file?.raster ?? mixed?.picture,
    stylePicture: given.style && (await openPicture(given.style)).raster,
    regionMask: given.mask === undefined ? null : await openMask(given.mask),
    feather: given.feather ?? null,
    contextMargin: given.margin ?? null,
    strength: given.strength,
    sides: { left, top, right, bottom },
    border: given.border ?? 2,
    ...(mixed && { trace: mixed.trace, second: mixed.second }),
    ...(count !== undefined && { count }),
    ...(given.bestOf !== undefined && { verify: true }),
    ...(given.ignoreMemory === true && { ignoreMemory: true }),
    ...(known && { known }),
    ...(given.freeze !== undefined && { freezeMask: await openMask(given.freeze) }),
    ...(given.grow !== undefined && { maskGrowth: given.grow }),
    ...(earlier && {
      resume: { trace: earlier.trace, stepsDone: given.after ?? Math.floor(settings.steps / 2) },
    }),
  });
  if (!request.success) {
    throw StudioError.of('cli.cannot-draw', { problem: firstProblem(request.error) });
  }
  // Without the file's bytes, which may be as many as its pixels.
  return { request: request.data, picture: file && { raster: file.raster, own: file.own } };
}

async function openMask(path: string): Promise<RegionMask> {
  return maskOf((await openPicture(path)).raster);
}

/** The wanted size. Where one side is absent, the picture's own side applies. */
function sizeOf({ width, height }: Given, file: Below | null) {
  if (width === undefined && height === undefined) return null;
  return { width: width ?? file?.raster.width, height: height ?? file?.raster.height };
}

function settingsOf(job: DrawJob, manifest: Manifest): ImageSettings {
  const given: Given = job;
  const defaults = drawDefaults(manifest, job.task);
  const steps = given.steps ?? defaults.steps;
  const cache = cacheOf(job, job.task, steps);
  const imageGuidance = given.imageGuidance ?? defaults.imageGuidance;
  return {
    steps,
    textGuidance: given.guidance ?? defaults.textGuidance,
    samplingTemperature: given.temperature ?? defaults.samplingTemperature,
    ...(cache && { cache }),
    ...(imageGuidance !== undefined && { imageGuidance }),
    ...(given.negative !== undefined && { negativePrompt: given.negative }),
  };
}
