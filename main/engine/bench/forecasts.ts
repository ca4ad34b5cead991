/** Measures how close forecasts come to what jobs then take. */
import type { Forecast } from '../../../preload/contract/job.ts';
import { cacheFor } from '../../../preload/contract/speed.ts';
import { describePicture } from '../jobs/describe.ts';
import { draw } from '../jobs/draw.ts';
import { secondsSince } from '../jobs/job.ts';
import { caption, retouchOf, wholePicture } from './jobs.ts';
import { median, type Row } from './measure.ts';
import type { BenchParts } from './parts.ts';

type OnForecast = (progress: { readonly forecast?: Forecast }) => void;

/** Ratio of measured to predicted seconds from the forecast to the job's end. */
async function missed(job: (onForecast: OnForecast) => Promise<unknown>): Promise<number> {
  let predicted = 0;
  let started = performance.now();
  await job(({ forecast }) => {
    if (forecast === undefined) return;
    predicted = forecast.seconds;
    started = performance.now();
  });
  return secondsSince(started) / predicted;
}

const apart = (ratio: number) => Math.max(ratio, 1 / ratio);

/** The row on forecast times, of the job whose forecast misses most. */
export async function time({ family, repeats, steps }: BenchParts): Promise<Row[]> {
  const { manifest } = family;
  const hooks = (progress: OnForecast) => ({ previews: false, progress });
  const jobs: Record<string, (onForecast: OnForecast) => Promise<unknown>> = {
    exact: (onForecast) => draw(family, wholePicture(manifest, steps), hooks(onForecast)),
    balanced: (onForecast) =>
      draw(family, wholePicture(manifest, steps, cacheFor('balanced', 'generate', steps)), hooks(onForecast)),
    retouch: (onForecast) =>
      draw(family, retouchOf(manifest, steps, 0.1, cacheFor('balanced', 'retouch', steps)), hooks(onForecast)),
    caption: (onForecast) => describePicture(family, caption(manifest, steps), { progress: onForecast }),
  };
  const medians: Record<string, number> = {};
  for (const [name, job] of Object.entries(jobs)) {
    const ratios: number[] = [];
    for (let round = 0; round < repeats; round++) ratios.push(await missed(job));
    medians[name] = median(ratios);
  }
  const what = 'time against its forecast, the job that it misses most';
  const ratio = Math.max(...Object.values(medians).map(apart));
  return [{ name: 'forecast-time', what, ratio, wanted: { atMost: 1.2 }, medians }];
}

/** The row on forecast memory, each job in a process of its own. */
export async function memory({ family, repeats, steps, inProcess }: BenchParts): Promise<Row[]> {
  const requests = {
    exact: wholePicture(family.manifest, steps),
    balanced: wholePicture(family.manifest, steps, cacheFor('balanced', 'generate', steps)),
  };
  const medians: Record<string, number> = {};
  for (const [name, request] of Object.entries(requests)) {
    const ratios: number[] = [];
    for (let round = 0; round < repeats; round++) {
      const { peakBytes, forecastBytes } = await inProcess(request);
      ratios.push(peakBytes / forecastBytes);
    }
    medians[name] = median(ratios);
  }
  const what = 'peak memory against its forecast';
  const ratio = Math.max(...Object.values(medians).map(apart));
  return [{ name: 'forecast-memory', what, ratio, wanted: { atMost: 1.2 }, medians }];
}
