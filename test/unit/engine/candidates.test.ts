import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Model } from '../../../main/engine/models/model.ts';
import type { ForwardRequest } from '../../../main/engine/runtime/forward.ts';
import { bestFirst } from '../../../preload/contract/checks.ts';
import type { DrawProgress, DrawRequest, DrawResult } from '../../../preload/contract/drawing.ts';
import { type CacheSettings, cacheFor, paperCache } from '../../../preload/contract/speed.ts';
import { draw } from './lumina-jobs.ts';
import { openTinyModel } from './tiny-model.ts';

const memory = vi.hoisted(() => ({ free: 2 ** 40 }));
vi.mock('node:os', async (original) => ({
  ...(await original<typeof import('node:os')>()),
  freemem: () => memory.free,
}));
afterEach(() => {
  memory.free = 2 ** 40;
});

const model = await openTinyModel();
const settings = { steps: 9, textGuidance: 2, samplingTemperature: 1 };
const picture = { width: 48, height: 32, rgba: new Uint8Array(48 * 32 * 4).map((_, i) => (i * 37) % 251) };
const part = { prompt: 'a red circle', picture, feather: null, contextMargin: null, settings, seed: 0xffff_ffff };

const requests: readonly DrawRequest[] = [
  { task: 'generate', prompt: 'a red circle', width: 32, height: 24, settings, seed: 7 },
  { task: 'vary', ...part, regionMask: null, strength: 0.4 },
  { task: 'sketch', prompt: 'a red circle', picture, strength: 0.5, settings, seed: 5 },
  { task: 'edit', ...part, regionMask: null },
];

/** The same model, telling how many sequences went through it at once. */
function counting(batches: number[]): Model {
  const forward = (request: ForwardRequest) => {
    batches.push(request.batch);
    return model.transformer.forward(request);
  };
  return { ...model, transformer: Object.assign(Object.create(model.transformer), { forward }) };
}

type Told = (progress: DrawProgress) => void;

async function all(
  request: DrawRequest,
  on = model,
  progress?: Told,
): Promise<Omit<DrawResult, 'others' | 'timings'>[]> {
  const { others = [], ...first } = await draw(on, request, progress && { progress });
  return [first, ...others].map(({ timings: _, ...result }) => result);
}

const next = {
  cacheRatio: 1,
  warmupRatio: 0,
  refreshInterval: 99,
  knownInterval: 1,
  choice: 'next',
  ahead: 2,
} as const;
const speeds: readonly (CacheSettings | undefined)[] = [
  undefined,
  paperCache,
  cacheFor('balanced', 'generate', 9),
  next,
];

test('`next` is for answers: a picture by it is one by `changed`', async () => {
  const settings = { steps: 9, textGuidance: 2, samplingTemperature: 1 };
  const request = { task: 'generate', prompt: 'a red circle', width: 48, height: 48, seed: 3 } as const;
  const by = (cache: CacheSettings) => draw(model, { ...request, settings: { ...settings, cache } });
  const [predicted, changed] = [await by(next), await by({ ...next, choice: 'changed' })];
  expect(predicted.grid).toEqual(changed.grid);
  expect((await by(paperCache)).grid).not.toEqual(changed.grid);
});

describe.each(requests)('candidates of $task', (request) => {
  test.each(speeds)('are, to the bit, what each is alone: %j', async (cache) => {
    const asked = { ...request, settings: { ...request.settings, ...(cache && { cache }) } };
    const batches: number[] = [];
    const together = await all({ ...asked, count: 3 }, counting(batches));
    expect(Math.max(...batches)).toBeGreaterThanOrEqual(3);
    for (const [i, candidate] of together.entries()) {
      const seed = (request.seed + i) >>> 0;
      expect(candidate.seed).toBe(seed);
      expect([candidate]).toEqual(await all({ ...asked, seed }));
    }
  });
});

test('where memory is short they are drawn one after another, and are the same', async () => {
  const [request] = requests;
  if (request === undefined) throw new Error('There is a request.');
  const together = await all({ ...request, count: 3 });
  memory.free = 1;
  const batches: number[] = [];
  const steps: number[] = [];
  expect(await all({ ...request, count: 3 }, counting(batches))).toEqual(together);
  expect(Math.max(...batches)).toBeLessThanOrEqual(2);
  await draw(model, { ...request, count: 3 }, { progress: ({ step, of }) => steps.push(step / of) });
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  expect(steps.at(-1)).toBe(1);
});

test('all of them stop when the job is cancelled', async () => {
  const [request] = requests;
  if (request === undefined) throw new Error('There is a request.');
  let steps = 0;
  const progress = () => {
    steps += 1;
  };
  const job = draw(model, { ...request, count: 3 }, { progress, cancelled: () => steps === 3 });
  await expect(job).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
  expect(steps).toBe(3);
});

describe('candidates that the model verifies', () => {
  test('carry the questions and the answers', async () => {
    const [request] = requests;
    if (request === undefined) throw new Error('There is a request.');
    const checking: unknown[] = [];
    const found = await all({ ...request, count: 2, verify: true }, model, (progress) => {
      if (progress.checking !== undefined) checking.push(progress.checking);
    });
    expect(checking).toEqual([1, 2, 3, 4].map((done) => ({ done, of: 4 })));
    for (const { checks } of found) {
      expect(checks?.map(({ question, expected }) => [question, expected])).toEqual([
        ['is there a circle?', 'yes'],
        ['what colour is the circle?', 'red'],
      ]);
    }
    const cannotAsk = { ...model, manifest: { ...model.manifest, tasks: ['generate' as const] } };
    await expect(draw(cannotAsk, { ...request, verify: true })).rejects.toMatchObject({
      failure: { kind: 'unsupported' },
    });
  });

  test('come in the order of right answers, then of how sure the model was', () => {
    const candidate = (name: string, holds: readonly boolean[] | undefined, sure: number) => ({
      name,
      confidence: Float32Array.of(1, sure),
      fixedAt: Int16Array.of(-1, 0),
      ...(holds && { checks: holds.map((each) => ({ question: '', expected: '', answer: '', holds: each })) }),
    });
    const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).join('');
    const some = [
      candidate('a', [true, false], 0.9),
      candidate('b', [true, true], 0.2),
      candidate('c', [true, true], 0.4),
      candidate('d', [false, false], 1),
    ];
    expect(names(bestFirst(some))).toBe('cbad');
    expect(names(bestFirst([candidate('x', undefined, 0.1), candidate('y', undefined, 0.9)]))).toBe('xy');
  });
});
