/** Many jobs of all kinds, one after another in one process: whether memory stays where it was. */
import { cacheFor } from '../../../preload/contract/speed.ts';
import { asFamilyModel } from '../families/lumina-dimoo/lumina-dimoo.ts';
import { describePicture } from '../jobs/describe.ts';
import { draw } from '../jobs/draw.ts';
import type { Model } from '../models/model.ts';
import { caption, retouchOf, wholePicture } from './jobs.ts';
import { median, type Row } from './measure.ts';

/** Of the jobs, those that bring all buffers to their size; and those whose memory is compared. */
const WARM_UP = 0.2;
const COMPARED = 0.1;

function jobsOf(parts: Model, steps: number): (() => Promise<unknown>)[] {
  const model = asFamilyModel(parts);
  const { manifest } = model;
  const quiet = { previews: false } as const;
  return [
    () => draw(model, wholePicture(manifest, steps), quiet),
    () => draw(model, wholePicture(manifest, steps, cacheFor('balanced', 'generate', steps)), quiet),
    () => draw(model, retouchOf(manifest, steps, 0.2, cacheFor('balanced', 'retouch', steps)), quiet),
    () => draw(model, { ...wholePicture(manifest, steps), count: 2 }, quiet),
    () => describePicture(model, caption(manifest, steps, cacheFor('balanced', 'caption', steps))),
  ];
}

/**
 * Runs many jobs and compares the memory of the process at the beginning and the end.
 * @param say called after every job with the number of finished jobs and the resident bytes
 */
export async function soak(
  model: Model,
  count: number,
  steps: number,
  say: (done: number, bytes: number) => void,
): Promise<Row> {
  const jobs = jobsOf(model, steps);
  const seen: number[] = [];
  for (let i = 0; i < count; i++) {
    await jobs[i % jobs.length]?.();
    const bytes = process.memoryUsage.rss();
    seen.push(bytes);
    say(i + 1, bytes);
  }
  const some = Math.max(1, Math.round(count * COMPARED));
  const from = Math.min(count - some, Math.round(count * WARM_UP));
  const medians = { early: median(seen.slice(from, from + some)), late: median(seen.slice(-some)) };
  const what = `memory after ${count} jobs against after warm-up`;
  return { name: 'soak', what, ratio: medians.late / medians.early, wanted: { atMost: 1.05 }, medians };
}
