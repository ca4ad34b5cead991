import type { DrawRequest } from '../../../preload/contract/drawing.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import { readHeader } from '../../../preload/contract/picture-header.ts';
import type { Raster } from '../../../preload/contract/pictures.ts';
import type { Generation } from '../../../preload/contract/records.ts';
import type { PictureTrace } from '../../../preload/contract/task-inputs.ts';
import { fillsCells } from '../../../preload/contract/tasks.ts';
import type { PageRaster } from '../../document/page-raster.ts';
import type { ProjectStore } from '../../document/project-store.ts';
import { type Drawing, maskOnPicture, mixRequest } from '../candidates/mixing.ts';
import { unsureOpened } from '../candidates/unsure.ts';
import { readMaskPng } from '../pictures/mask-picture.ts';
import { fitOnPage } from '../pictures/placement.ts';
import { traceOfPng } from '../run/draw-trace.ts';
import { pageAround } from '../run/kept-inputs.ts';
import { buildDrawRequest } from '../run/request.ts';
import { snapshotOfRow } from '../run/run-snapshot.ts';
import type { RunSnapshot } from '../run/snapshot.ts';
import { knownTaskOf } from '../tasks/recorded-task.ts';
import { type DrawTask, needsOf, noSides } from '../tasks/tasks.ts';

export interface RequestParts {
  readonly store: Pick<ProjectStore, 'getBlob' | 'getGeneration'>;
  readonly page: Pick<PageRaster, 'rasterOf'>;
}

/**
 * The request that made a drawing, from its record and the project's pictures. Rejects with one sentence where something
 * that it began from is not kept or not there any more.
 */
export async function requestOf(parts: RequestParts, generation: Generation): Promise<DrawRequest> {
  if (generation.task === 'mix') return requestOfMix(parts, generation);
  const task = knownTaskOf(generation.task);
  if (task === null) throw StudioError.of('replay.unknown-task', { task: generation.task });
  const { bytes } = await parts.store.getBlob({ hash: generation.picture });
  const size = readHeader(bytes)?.size ?? generation.frame;
  const [pictures, regionMask, freezeMask, resume] = await Promise.all([
    picturesOf(parts, generation, task),
    maskOf(parts, generation.mask),
    maskOf(parts, generation.freezeMask),
    resumeOf(parts, generation, task),
  ]);
  const { checks: _, branch: __, ...details } = generation.details;
  const snapshot: RunSnapshot = {
    ...snapshotOfRow(generation, null),
    ...{ task, size: { width: size.width, height: size.height }, details, pictures, regionMask, freezeMask },
  };
  // What checks a drawing changes no pixel of it.
  return buildDrawRequest(snapshot, generation.seed, resume);
}

async function picturesOf(
  { page }: RequestParts,
  generation: Generation,
  task: DrawTask,
): Promise<RunSnapshot['pictures']> {
  const { givenPicture, givenStyle } = generation;
  const needs = needsOf(task);
  const takesPicture = needs.page || needs.slot === 'picture';
  const takesStyle = needs.slot === 'stylePicture';
  if ((takesPicture && givenPicture === null) || (takesStyle && givenStyle === null)) {
    throw StudioError.of('replay.no-inputs', {});
  }
  const [given, style] = await Promise.all([
    takesPicture && givenPicture !== null ? page.rasterOf(givenPicture) : null,
    takesStyle && givenStyle !== null ? page.rasterOf(givenStyle) : null,
  ]);
  const picture = given && fillsCells(task) && needs.region ? groundOf(generation, given) : given;
  return { ...(picture && { picture }), ...(style && { stylePicture: style }) };
}

/** The page of which a part was redrawn, of which only that part is known. */
function groundOf({ details, frame, pageWidth, pageHeight }: Generation, part: Raster): Raster {
  const { sides = noSides } = details;
  const page = {
    width: pageWidth - sides.left - sides.right,
    height: pageHeight - sides.top - sides.bottom,
  };
  const ground = page.width > 0 && page.height > 0 ? pageAround(part, page, frame, sides) : null;
  if (ground === null) throw StudioError.of('replay.no-inputs', {});
  return ground;
}

async function maskOf({ store }: RequestParts, hash: string | null) {
  return hash === null ? null : readMaskPng((await store.getBlob({ hash })).bytes);
}

/** Where the drawing went on from another one: that one's trace, and how many of its steps were kept. */
async function resumeOf(
  parts: RequestParts,
  { details, settings }: Generation,
  task: DrawTask,
): Promise<DrawRequest['resume']> {
  const { branch, strength } = details;
  if (branch === undefined) return undefined;
  const { trace } = await drawingOf(parts, branch.from);
  // Older records tell the share of a task without a strength of its own there.
  const share = branch.unsure ?? (needsOf(task).strength ? undefined : strength);
  if (share === undefined) return { trace, stepsDone: branch.stepsDone };
  return unsureOpened(trace, share, settings.steps) ?? undefined;
}

interface Source extends Pick<Drawing, 'trace'> {
  readonly generation: Generation;
}

/** Another drawing of the project with its trace. */
async function drawingOf({ store }: RequestParts, id: string): Promise<Source> {
  try {
    const generation = await store.getGeneration({ id });
    const { bytes } = await store.getBlob({ hash: generation.picture });
    const trace: PictureTrace | null = await traceOfPng(new Uint8Array(bytes));
    if (trace !== null) return { generation, trace };
  } catch (cause) {
    throw StudioError.of('replay.no-source', {}, { cause });
  }
  throw StudioError.of('replay.no-source', {});
}

async function requestOfMix(parts: RequestParts, generation: Generation): Promise<DrawRequest> {
  const { details, frame, pageWidth, pageHeight, settings, prompt, seed } = generation;
  const mask = await maskOf(parts, generation.mask);
  if (details.mix === undefined || mask === null) throw StudioError.of('replay.no-inputs', {});
  const [first, second] = await Promise.all([
    drawingOf(parts, details.mix.first),
    drawingOf(parts, details.mix.second),
  ]);
  const [one, other] = await Promise.all([
    parts.page.rasterOf(first.generation.picture),
    parts.page.rasterOf(second.generation.picture),
  ]);
  // Where the page was about to take the size of the picture, the region was painted on the page before.
  const isOnPage = mask.width === pageWidth && mask.height === pageHeight;
  const regionMask = maskOnPicture(mask, isOnPage ? frame : fitOnPage(mask, frame), one);
  const drawn = { prompt, settings, verify: false };
  const request = mixRequest(
    { picture: one, trace: first.trace },
    { picture: other, trace: second.trace },
    regionMask,
    drawn,
    seed,
  );
  return request;
}
