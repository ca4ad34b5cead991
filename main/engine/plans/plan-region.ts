/**
 * Plans the redrawing of a part of a picture: a frame around it, the codes that stay, and a patch that changes nothing
 * else.
 */
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import { imageToImageSize } from '../../../preload/contract/model-tasks.ts';
import { type Frame, frameSchema, type Raster } from '../../../preload/contract/pictures.ts';
import { boxOf, gridFor, maskedCells } from '../../../preload/contract/region-frame.ts';
import type { KnownCodes } from '../../../preload/contract/task-inputs.ts';
import { changedPart, changedPixels, type Decoded } from '../codec/cells.ts';
import type { PictureCodec } from '../codec/codec.ts';
import { areCodes } from '../codec/codes.ts';
import { composite, crop, withAlpha } from '../framing/composite.ts';
import { alphaAround, alphaOf, defaultFeather } from '../framing/feather.ts';
import type { GridSize } from '../framing/sizes.ts';
import { resize } from '../pictures/files.ts';
import { MASKED } from '../sampler/denoise.ts';
import type { TokenGrid } from '../tasks/layout.ts';
import type { Task } from '../tasks/table.ts';
import type { DrawPlan } from './draw-plan.ts';
import type { RegionJob } from './region.ts';

/** Width of the soft edge on the kept side, in cells. It hides the rim of what an edit removed. */
const KEPT_EDGE = 0.125;

/**
 * Plans the redrawing of a region.
 * @throws StudioError 'bad-request' where nothing is painted
 */
export async function planRegion(
  job: RegionJob,
  task: Task,
  manifest: Manifest,
  codec: PictureCodec,
): Promise<DrawPlan> {
  const { picture, mask } = job;
  const box = boxOf(mask);
  if (box === null) {
    throw StudioError.of(job.frozen ? 'drawing.all-protected' : 'drawing.nothing-marked', {});
  }
  const beside = task.pictures.length > 0;
  const native = (beside ? imageToImageSize(manifest) : manifest.nativeSizes[0]) ?? picture;
  const { patchSize } = manifest.codec;
  const frame = frameSchema.parse(job.frameOf(box, native));
  const size = gridFor(frame, native, patchSize);
  const source =
    knownGrid(job.known, frame, size, manifest.codebookSize) ?? (await encoded(picture, frame, size, codec));
  const redrawn = maskedCells(mask, frame, size);
  const cellSide = Math.sqrt((frame.width * frame.height) / (size.columns * size.rows));
  const alpha = alphaOf(mask, frame, job.feather ?? defaultFeather(box, cellSide));
  const own = job.known !== null && source.codes === job.known.codes ? job.known.confidence : null;
  // Decoded once for all candidates.
  let sourceShown: Promise<Raster> | undefined;
  // Pixels that an edit leaves unchanged keep their original values.
  const changedBy = async (after: Decoded) => {
    sourceShown ??= codec.decode(source);
    const before = { codes: source.codes, picture: await sourceShown };
    const { width: columns, height: rows } = after.picture;
    return changedPart(mask, frame, { columns, rows }, changedPixels(size, before, after));
  };
  return {
    grid: { ...source, codes: source.codes.map((code, cell) => (redrawn[cell] === 1 ? MASKED : code)) },
    pictures: beside ? [source] : [],
    frame,
    finish: async (decoded, codes) => {
      const changed = beside && (await changedBy({ codes, picture: decoded }));
      const shown = changed ? lesser(alpha, alphaAround(changed, frame, cellSide * KEPT_EDGE)) : alpha;
      const patch = withAlpha(await resize(decoded, frame), shown);
      return job.opaque ? standingAlone(patch, job, frame) : patch;
    },
    region: { picture, mask },
    variation: job.strength === null ? null : { strength: job.strength, codes: source.codes, confidence: own },
  };
}

async function encoded(picture: Raster, frame: Frame, { columns, rows }: GridSize, codec: PictureCodec) {
  const size = { width: columns * codec.patchSize, height: rows * codec.patchSize };
  return codec.encode(await resize(crop(picture, frame), size));
}

/** Codes of an earlier result, where its frame and grid equal this job's. */
function knownGrid(known: KnownCodes | null, frame: Frame, size: GridSize, codebookSize: number): TokenGrid | null {
  if (known === null || known.columns !== size.columns || known.rows !== size.rows) return null;
  const same = (['x', 'y', 'width', 'height'] as const).every((key) => known.frame[key] === frame[key]);
  return same && areCodes(known.codes, codebookSize) ? { ...size, codes: known.codes } : null;
}

function lesser(one: Uint8Array, other: Uint8Array): Uint8Array {
  return one.map((value, i) => Math.min(value, other[i] ?? 0));
}

/** Mixes the soft edge with the picture below it, so that the patch is opaque wherever it is drawn. */
function standingAlone(patch: Raster, { picture, mask }: RegionJob, frame: Frame): Raster {
  const whole = composite(crop(picture, frame), patch, { ...frame, x: 0, y: 0 });
  const alpha = new Uint8Array(frame.width * frame.height);
  for (let y = 0; y < frame.height; y++) {
    for (let x = 0; x < frame.width; x++) {
      const painted = mask.values[(frame.y + y) * mask.width + frame.x + x];
      alpha[y * frame.width + x] = painted === 0 ? 0 : 255;
    }
  }
  return withAlpha(whole, alpha);
}
