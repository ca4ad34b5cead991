import { setTimeout as wait } from 'node:timers/promises';
import { type CacheSettings, cacheFor, paperCache } from '../../../preload/contract/speed.ts';
import { describePicture } from '../jobs/describe.ts';
import { draw } from '../jobs/draw.ts';
import * as codec from './codec.ts';
import * as forecasts from './forecasts.ts';
import { caption, retouchOf, wholePicture } from './jobs.ts';
import { interleave, median, type Row } from './measure.ts';
import type { BenchParts } from './parts.ts';
import { batchAndParts, forwardAndProducts } from './products.ts';

const quiet = { previews: false } as const;
const JUDGED = 'equal quality is for `dimoo eval` to say';

type Cached = (cache?: CacheSettings) => () => Promise<unknown>;

/** ML-Cache at the paper's dials and our Balanced, each against no cache. */
async function cached(
  { repeats, steps }: BenchParts,
  kind: 'image' | 'text',
  run: Cached,
  balanced: CacheSettings | undefined,
  goals: { readonly paper: number; readonly balanced: number },
): Promise<Row[]> {
  const medians = await interleave({ exact: run(), paper: run(paperCache), balanced: run(balanced) }, repeats);
  return [
    {
      name: `cache-${kind}`,
      what: `ML-Cache at the paper's dials, ${steps} steps, ${kind}`,
      ratio: medians.exact / medians.paper,
      wanted: { atLeast: goals.paper },
      medians,
    },
    {
      name: `balanced-${kind}`,
      what: `Balanced against no cache, ${kind}`,
      ratio: medians.exact / medians.balanced,
      wanted: { atLeast: goals.balanced },
      medians,
      note: JUDGED,
    },
  ];
}

function pictures(parts: BenchParts): Promise<Row[]> {
  const { family, steps } = parts;
  const run: Cached = (cache) => () => draw(family, wholePicture(family.manifest, steps, cache), quiet);
  return cached(parts, 'image', run, cacheFor('balanced', 'generate', steps), { paper: 1.75, balanced: 2.5 });
}

function words(parts: BenchParts): Promise<Row[]> {
  const { family, steps } = parts;
  let turn = 0;
  const run: Cached = (cache) => () => describePicture(family, caption(family.manifest, steps, cache, turn++));
  return cached(parts, 'text', run, cacheFor('balanced', 'caption', steps), { paper: 1.6, balanced: 1.87 });
}

/** The words of an answer taken as soon as they are sure, against one step for each. */
async function sureWords({ family, repeats, steps }: BenchParts): Promise<Row[]> {
  let turn = 0;
  const run = (threshold?: number) => () =>
    describePicture(family, caption(family.manifest, steps, undefined, turn++, threshold));
  const threshold = family.manifest.defaults.understanding.confidenceThreshold ?? 0.9;
  const medians = await interleave({ each: run(), sure: run(threshold) }, repeats);
  return [
    {
      name: 'sure words',
      what: `Words of an answer taken from a confidence of ${threshold}, against one step a word`,
      ratio: medians.each / medians.sure,
      wanted: { atLeast: 2 },
      medians,
      note: JUDGED,
    },
  ];
}

async function reference({ family, repeats, steps, reference }: BenchParts): Promise<Row[]> {
  if (reference === undefined) return [];
  const balanced = cacheFor('balanced', 'generate', steps);
  const own = (cache?: CacheSettings) => () => draw(family, wholePicture(family.manifest, steps, cache), quiet);
  const theirs = () => reference.draw(wholePicture(family.manifest, steps));
  const medians = await interleave({ reference: theirs, exact: own(), balanced: own(balanced) }, repeats);
  const what = 'against the reference implementation, both in fp32 on as many threads';
  return [
    {
      name: 'reference, exact',
      what: `Exact ${what}`,
      ratio: medians.reference / medians.exact,
      wanted: { atLeast: 1.3 },
      medians,
    },
    {
      name: 'reference, balanced',
      what: `Balanced ${what}`,
      ratio: medians.reference / medians.balanced,
      wanted: { atLeast: 3 },
      medians,
      note: JUDGED,
    },
  ];
}

async function memory({ family, repeats, steps, inProcess }: BenchParts): Promise<Row[]> {
  const found = { exact: [] as number[], paper: [] as number[] };
  for (let round = 0; round < repeats; round++) {
    found.exact.push((await inProcess(wholePicture(family.manifest, steps))).peakBytes);
    found.paper.push((await inProcess(wholePicture(family.manifest, steps, paperCache))).peakBytes);
  }
  const medians = { exact: median(found.exact), paper: median(found.paper) };
  const what = 'peak memory with the cache against without, whole process';
  return [{ name: 'memory', what, ratio: medians.paper / medians.exact, wanted: { atMost: 1.1 }, medians }];
}

async function share({ family, repeats, steps }: BenchParts): Promise<Row[]> {
  const shares: number[] = [];
  const seconds: number[] = [];
  for (let round = 0; round < repeats; round++) {
    const { timings } = await draw(family, wholePicture(family.manifest, steps), quiet);
    shares.push(timings.running / timings.total);
    seconds.push(timings.total);
  }
  const what = "share of a job's time inside session.run";
  const medians = { total: median(seconds) };
  return [{ name: 'running', what, ratio: median(shares), wanted: { atLeast: 0.92 }, medians }];
}

/** Share of one core that this process takes while it does nothing, over so many milliseconds. */
async function idleShare(milliseconds: number): Promise<number> {
  const before = process.cpuUsage();
  const started = performance.now();
  await wait(milliseconds);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / (performance.now() - started);
}

/** Threads that spin after a run take a core each from the other graphs and from the window. */
async function idle({ model: { codec }, repeats }: BenchParts): Promise<Row[]> {
  const side = 32;
  const codes = new Int32Array(side * side);
  const shares: number[] = [];
  for (let round = 0; round < 5 * repeats; round++) {
    await codec.decode({ columns: side, rows: side, codes });
    shares.push(await idleShare(20));
  }
  const what = 'share of one core taken after a run, while nothing is done';
  // The least: the process has other threads, which work now and then.
  return [{ name: 'idle', what, ratio: Math.min(...shares), wanted: { atMost: 0.5 }, medians: {} }];
}

async function products({ model, repeats, makeProducts }: BenchParts): Promise<Row[]> {
  const { tasks, close } = await forwardAndProducts(model, await makeProducts());
  // One pass takes milliseconds: ten rounds for one of the others.
  const medians = await interleave(tasks, repeats * 10);
  await close();
  const what = 'transformer forward against its matrix products alone';
  return [{ name: 'products', what, ratio: medians.products / medians.forward, wanted: { atLeast: 0.75 }, medians }];
}

async function retouching({ family, repeats, steps }: BenchParts): Promise<Row[]> {
  const cache = cacheFor('balanced', 'retouch', steps);
  let turn = 0;
  const run = (share: number) => () => draw(family, retouchOf(family.manifest, steps, share, cache, turn++), quiet);
  const medians = await interleave({ tenth: run(0.1), whole: run(1) }, repeats);
  const what = 'retouch of 10 % of the picture against the whole picture, Balanced';
  return [{ name: 'retouch', what, ratio: medians.tenth / medians.whole, wanted: { atMost: 0.25 }, medians }];
}

async function size({ family, repeats, steps }: BenchParts): Promise<Row[]> {
  const few = Math.max(1, Math.round(steps / 8));
  const run = (times: number) => () => draw(family, wholePicture(family.manifest, few, undefined, times), quiet);
  const medians = await interleave({ once: run(1), double: run(2) }, repeats);
  const what = `tokens x4: sides twice as long, ${few} steps`;
  return [{ name: 'size', what, ratio: medians.double / medians.once, wanted: { atMost: 4.6 }, medians }];
}

async function batch({ model, repeats }: BenchParts): Promise<Row[]> {
  const medians = await interleave(batchAndParts(model), repeats * 10);
  const what = 'two pictures in one batch against one after the other, a forward pass';
  return [{ name: 'batch', what, ratio: medians.apart / medians.together, wanted: { atLeast: 1.15 }, medians }];
}

const measures = {
  pictures,
  words,
  sureWords,
  memory,
  share,
  idle,
  products,
  retouching,
  size,
  batch,
  codec: codec.sides,
  codecLarge: codec.large,
  forecastTime: forecasts.time,
  forecastMemory: forecasts.memory,
  reference,
};

/** What is measured only where it is named, since it takes long. */
const ASKED_FOR: readonly string[] = ['codecLarge'];

/** Names of all measurements, as `--only` takes them. */
export const measureNames = Object.keys(measures);

/** Yields rows as they are measured. A row that throws is reported as not measured, and the others go on. */
export async function* measureAll(parts: BenchParts, only?: readonly string[]): AsyncGenerator<Row> {
  for (const [name, measure] of Object.entries(measures)) {
    if (only === undefined ? ASKED_FOR.includes(name) : !only.includes(name)) continue;
    try {
      yield* await measure(parts);
    } catch (error) {
      const note = error instanceof Error ? error.message : String(error);
      yield { name, what: 'could not be measured', ratio: null, wanted: { atLeast: 1 }, medians: {}, note };
    }
  }
}
