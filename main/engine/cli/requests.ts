/** A job of the command line as a request of the engine: files read, defaults filled in, checked by the contract. */
import { type DrawRequest, drawRequestSchema, type ImageSettings } from '../../../preload/contract/engine.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import type { RegionMask } from '../../../preload/contract/pictures.ts';
import { drawDefaults } from '../../../preload/contract/tasks.ts';
import { maskOf, type PictureFile } from '../pictures/files.ts';
import { requireTask } from '../skills.ts';
import type { DrawJob } from './draw-tasks.ts';
import { firstProblem, openPicture } from './options.ts';

export interface Opened {
  readonly request: DrawRequest;
  /** Of the job's picture. */
  readonly profile: PictureFile['profile'];
}

/** @throws StudioError 'unsupported', 'not-found', 'bad-picture', 'bad-request' */
export async function openJob(job: DrawJob, manifest: Manifest): Promise<Opened> {
  requireTask(manifest, job.task);
  const native = manifest.nativeSizes[0];
  const file = 'image' in job ? await openPicture(job.image) : null;
  const size = 'width' in job || 'height' in job ? { width: job.width, height: job.height } : {};
  const request = drawRequestSchema.safeParse({
    task: job.task,
    settings: settingsOf(job, manifest),
    seed: job.seed ?? 0,
    prompt: 'prompt' in job ? job.prompt : '',
    variant: 'kind' in job ? job.kind : 'view' in job ? job.view : undefined,
    width: size.width ?? native?.width,
    height: size.height ?? native?.height,
    size: sizeOf(size, file),
    picture: file?.raster,
    stylePicture: 'style' in job ? (await openPicture(job.style)).raster : undefined,
    regionMask: 'mask' in job && job.mask !== undefined ? await openMask(job.mask) : null,
    ...('freeze' in job && job.freeze !== undefined && { freezeMask: await openMask(job.freeze) }),
    feather: 'feather' in job ? (job.feather ?? null) : null,
    contextMargin: 'margin' in job ? (job.margin ?? null) : null,
    ...('grow' in job && job.grow !== undefined && { maskGrowth: job.grow }),
    strength: 'strength' in job ? job.strength : undefined,
    sides: job.task === 'extend' ? sidesOf(job) : undefined,
  });
  if (!request.success) {
    throw new StudioError('bad-request', `This cannot be drawn: ${firstProblem(request.error)}.`);
  }
  return { request: request.data, profile: file?.profile ?? null };
}

async function openMask(path: string): Promise<RegionMask> {
  return maskOf((await openPicture(path)).raster);
}

/** One side alone leaves the other as the picture has it. */
function sizeOf(
  { width, height }: { width?: number | undefined; height?: number | undefined },
  file: PictureFile | null,
) {
  if (width === undefined && height === undefined) return null;
  return { width: width ?? file?.raster.width, height: height ?? file?.raster.height };
}

function sidesOf({ left = 0, top = 0, right = 0, bottom = 0 }: Extract<DrawJob, { task: 'extend' }>) {
  return { left, top, right, bottom };
}

function settingsOf(job: DrawJob, manifest: Manifest): ImageSettings {
  const defaults = drawDefaults(manifest, job.task);
  const imageGuidance = 'imageGuidance' in job ? (job.imageGuidance ?? defaults.imageGuidance) : undefined;
  return {
    steps: job.steps ?? defaults.steps,
    textGuidance: job.guidance ?? defaults.textGuidance,
    samplingTemperature: job.temperature ?? defaults.samplingTemperature,
    ...(imageGuidance !== undefined && { imageGuidance }),
    ...(job.negative !== undefined && { negativePrompt: job.negative }),
  };
}
