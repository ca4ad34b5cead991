import type { NewQueuedJob, QueuedJob, QueuedPictures } from '../../../preload/contract/queued-jobs.ts';
import type { PageRaster } from '../../document/page-raster.ts';
import type { ProjectStore } from '../../document/project-store.ts';
import { maskPng, readMaskPng } from '../pictures/mask-picture.ts';
import { takeSnapshot } from '../run/run-snapshot.ts';
import type { RunInput, RunParts } from '../run/run-types.ts';
import type { QueuedRun, RunSnapshot } from '../run/snapshot.ts';
import { drawTaskOf } from '../tasks/recorded-task.ts';
import { needsOf } from '../tasks/tasks.ts';
import { lookOf } from './page-look.ts';

/** Turns a run into a job that the store keeps, and back. Both have the same pictures, pixel by pixel. */

/**
 * Takes the page as it is at the call, and stores the pictures of the run.
 * @returns the job without its place
 */
export async function jobOf(
  { newId, ...parts }: RunParts,
  input: RunInput,
): Promise<{ readonly job: Omit<NewQueuedJob, 'place'>; readonly snapshot: RunSnapshot }> {
  const page = parts.page.asItIs();
  const { document } = parts.document.getState();
  const [snapshot, pageLook] = await Promise.all([takeSnapshot({ ...parts, newId, page }, input), lookOf(document)]);
  const { task, prompt, settings, size, details, verify, waits, parentId } = snapshot;
  const { width, height } = document;
  const shown = needsOf(task).page ? await keptPng(parts.store, await page.exportPng()) : null;
  const job = {
    id: newId(),
    runId: snapshot.runId,
    count: input.count,
    request: {
      task,
      prompt,
      settings,
      seed: input.seed,
      size,
      details,
      verify,
      waits,
      parentId,
      page: { width, height },
      pageLook,
    },
    ...(await picturesOf(parts.store, snapshot, shown)),
  };
  return { job, snapshot };
}

/** @param shown the blob of the visible page; null where the task does not take it */
async function picturesOf(
  store: Pick<ProjectStore, 'putBlob'>,
  { task, regionMask, mask, freezeMask, givenPicture, givenStyle }: RunSnapshot,
  shown: string | null,
): Promise<QueuedPictures> {
  const brought = needsOf(task).slot === 'picture' ? givenPicture : null;
  return {
    picture: shown ?? brought,
    stylePicture: givenStyle,
    regionMask: regionMask === null || mask === null ? null : await keptPng(store, mask),
    freezeMask: freezeMask === null ? null : await keptPng(store, maskPng(freezeMask)),
    givenPicture,
    givenStyle,
  };
}

async function keptPng(store: Pick<ProjectStore, 'putBlob'>, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return (await store.putBlob({ bytes, mediaType: 'image/png' })).hash;
}

export interface QueuedParts {
  readonly page: Pick<PageRaster, 'rasterOf'>;
  readonly store: Pick<ProjectStore, 'getBlob'>;
}

/**
 * Reads the pictures of a job. Rejects with `bad-picture` or `not-found` where one is damaged or gone.
 * @param region the steps of the region from which the mask was made; null where they are not known any more
 */
export async function runOf(
  { page, store }: QueuedParts,
  job: QueuedJob,
  region: RunSnapshot['region'],
): Promise<QueuedRun> {
  const { request, runId, count, drawn } = job;
  const { seed, page: size, pageLook: _, ...asked } = request;
  const rasterOf = (hash: string | null) => (hash === null ? null : page.rasterOf(hash));
  const bytesOf = async (hash: string | null) => (hash === null ? null : (await store.getBlob({ hash })).bytes);
  const [picture, stylePicture, mask, freeze] = await Promise.all([
    rasterOf(job.picture),
    rasterOf(job.stylePicture),
    bytesOf(job.regionMask),
    bytesOf(job.freezeMask),
  ]);
  const snapshot: RunSnapshot = {
    ...asked,
    task: drawTaskOf(request.task),
    runId,
    pictures: { ...(picture && { picture }), ...(stylePicture && { stylePicture }) },
    regionMask: mask && readMaskPng(mask),
    freezeMask: freeze && readMaskPng(freeze),
    mask: mask && new Uint8Array(mask),
    givenPicture: job.givenPicture,
    givenStyle: job.givenStyle,
    complete: true,
    region,
    page: size,
    queuedJob: job.id,
  };
  return { snapshot, seed, count, drawn };
}
