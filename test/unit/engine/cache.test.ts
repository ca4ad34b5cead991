import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { describePicture } from '../../../main/engine/describe.ts';
import { draw } from '../../../main/engine/generate.ts';
import { Group } from '../../../main/engine/group.ts';
import { loadModel, type Model } from '../../../main/engine/model.ts';
import type { ForwardRequest } from '../../../main/engine/runtime/transformer.ts';
import type { GenerateRequest, RetouchRequest } from '../../../preload/contract/engine.ts';
import { type CacheSettings, cacheFor, paperCache } from '../../../preload/contract/speed.ts';
import { openTinyModel } from './tiny-model.ts';

const model = await openTinyModel();

const settings = { steps: 12, textGuidance: 2, samplingTemperature: 1 };
const generate = (cache?: CacheSettings): GenerateRequest => ({
  task: 'generate',
  prompt: 'a red circle',
  width: 32,
  height: 24,
  settings: { ...settings, ...(cache && { cache }) },
  seed: 7,
});
const picture = { width: 48, height: 32, rgba: new Uint8Array(48 * 32 * 4).map((_, i) => (i * 37) % 251) };
const retouch = (cache?: CacheSettings): RetouchRequest => {
  const values = new Uint8Array(48 * 32);
  for (let y = 10; y < 20; y++) values.fill(255, y * 48 + 20, y * 48 + 33);
  const { prompt, settings, seed } = generate(cache);
  const regionMask = { width: 48, height: 32, values };
  return { task: 'retouch', prompt, picture, regionMask, feather: null, contextMargin: null, settings, seed };
};
/** Computes anew in every step: the cache is there and takes nothing from the numbers. */
const always = [
  { ...paperCache, refreshInterval: 1 },
  { ...paperCache, warmupRatio: 1 },
  // Every token is computed anew, but as partial passes on top of kept keys and values.
  { ...paperCache, cacheRatio: 0, warmupRatio: 0 },
];

/** The same model, telling what every pass computes: positions of each branch, null for all. */
function watched(seen: (readonly number[] | null)[]): Model {
  const forward = (request: ForwardRequest) => {
    seen.push(request.positions === undefined ? null : [...request.positions]);
    return model.transformer.forward(request);
  };
  return { ...model, transformer: Object.assign(Object.create(model.transformer), { forward }) };
}

describe('a picture with a cache', () => {
  test.each(always)('that is refreshed always is the picture without one: %j', async (cache) => {
    const exact = await draw(model, generate());
    expect((await draw(model, generate(cache))).grid.codes).toEqual(exact.grid.codes);
    const retouched = await draw(model, retouch());
    expect((await draw(model, retouch(cache))).grid.codes).toEqual(retouched.grid.codes);
  });

  test('computes few tokens in cached steps, the same bytes every time, and says so in the file', async () => {
    const seen: (readonly number[] | null)[] = [];
    const result = await draw(watched(seen), generate(paperCache));
    const tokens = seen.filter((positions) => positions !== null).map((positions) => positions.length);
    // Steps 4 to 7 and 9 to 11 of 12, in two branches.
    expect(tokens).toHaveLength(14);
    expect(Math.max(...tokens)).toBeLessThan(30);
    expect((await draw(model, generate(paperCache))).png).toEqual(result.png);
    expect(JSON.parse(decode(result.png).text?.settings ?? '')).toEqual({ ...settings, cache: paperCache });
    expect(result.settings.cache).toEqual(paperCache);
  });

  test('cancelled in a cached step leaves nothing behind for the next job', async () => {
    let steps = 0;
    const job = draw(model, generate(paperCache), {
      progress: () => {
        steps += 1;
      },
      cancelled: () => steps === 6,
    });
    await expect(job).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
    const next = await draw(model, generate(paperCache));
    const fresh = await loadModel(model.folder);
    expect(next.png).toEqual((await draw(fresh, generate(paperCache))).png);
    await fresh.close();
  });

  test.each(['balanced', 'fast'] as const)('a %s retouch computes what lies outside the mask once', async (speed) => {
    const seen: (readonly number[] | null)[] = [];
    const cache = cacheFor(speed, 'retouch');
    const result = await draw(watched(seen), retouch(cache));
    const exact = await draw(model, retouch());
    const redrawn = new Set(exact.receipt?.redrawnCells);
    exact.grid.codes.forEach((code, cell) => {
      if (!redrawn.has(cell)) expect(result.grid.codes[cell]).toBe(code);
    });
    expect(result.receipt).toMatchObject({ changedOutside: 0, redrawnCells: [...redrawn] });
    // Two branches: one full pass each, then only cells that were masked at the start.
    expect(seen.filter((positions) => positions === null)).toHaveLength(2);
    const later = seen.filter((positions) => positions !== null);
    expect(later.length).toBeGreaterThan(0);
    for (const positions of later) expect(positions.length).toBeLessThanOrEqual(redrawn.size);
  });

  test('more steps than cells and a single step work', async () => {
    for (const steps of [1, 2, 90]) {
      const request = retouch(cacheFor('fast', 'retouch'));
      const result = await draw(model, { ...request, settings: { ...request.settings, steps } });
      expect(result.grid.codes.every((code) => code >= 0)).toBe(true);
    }
  });
});

describe('branches of one length', () => {
  const dials = { ...paperCache, cacheRatio: 0.6, warmupRatio: 0, refreshInterval: 9 };

  test.each([dials, { ...dials, knownInterval: null, choice: 'changed' as const }])(
    'give in one batch what each gives alone, and may choose other tokens: %j',
    async (cache) => {
      const { mask } = model.manifest.specialTokens;
      const sequence = (first: number) =>
        Array.from({ length: 24 }, (_, i) => (i < 12 ? first + ((i * 31) % 40) : mask));
      const sequences = [sequence(3), sequence(90)];
      const chosen: string[] = [];
      const onPass = (step: number, branch: string, positions: Int32Array | null) =>
        chosen.push(`${step} ${branch} ${positions?.join()}`);
      const plan = { dials: cache, steps: 6, onPass };
      const both = ['conditional', 'unconditionalText'] as const;
      const lanes = both.map((branch) => ({ candidate: 0, branch }));
      const together = new Group(model.transformer, lanes, sequences, plan);
      const alone = lanes.map((lane, i) => new Group(model.transformer, [lane], sequences.slice(i, i + 1), plan));
      let masked = Int32Array.from({ length: 12 }, (_, i) => 12 + i);
      for (let step = 0; step < 6; step++) {
        const batch = await together.logits([masked, masked], 'image', step);
        for (const [i, group] of alone.entries()) {
          const [own = []] = await group.logits([masked], 'image', step);
          expect(batch[i]).toHaveLength(own.length);
          batch[i]?.forEach((value, at) => {
            expect(value).toBeCloseTo(own[at] ?? Number.NaN, 4);
          });
        }
        const [fixed = 0] = masked.slice(step % masked.length);
        masked = masked.filter((position) => position !== fixed);
        for (const group of [together, ...alone]) {
          for (let b = 0; b < group.lanes.length; b++) group.ids[b * group.tokens + fixed] = 280n;
        }
      }
      if (cache.choice !== 'least-sure') return;
      const lines = chosen.filter((line) => line.startsWith('1 '));
      expect(new Set(lines.map((line) => line.split(' ')[2]))).toHaveProperty('size', 2);
    },
  );
});

describe('words with a cache', () => {
  const text = { steps: 8, genLength: 16, blockLength: 8, samplingTemperature: 0.5 };
  const ask = (cache?: CacheSettings) =>
    ({ task: 'ask', picture, question: 'what?', settings: { ...text, ...(cache && { cache }) }, seed: 3 }) as const;

  test.each(always)('that is refreshed always are the words without one: %j', async (cache) => {
    const exact = await describePicture(model, ask());
    expect((await describePicture(model, ask(cache))).text).toBe(exact.text);
  });

  test('compute the picture and the question seldom, and carry their dials', async () => {
    const seen: (readonly number[] | null)[] = [];
    const cache = cacheFor('balanced', 'ask');
    const result = await describePicture(watched(seen), ask(cache));
    expect(result.settings.cache).toEqual(cache);
    expect(seen.length).toBeGreaterThan(4);
    expect(seen.map((positions) => positions === null)).toEqual(seen.map((_, step) => step % 4 === 0));
    for (const positions of seen) if (positions !== null) expect(positions.length).toBe(text.genLength);
    const cancelled = describePicture(model, ask(cache), { cancelled: () => true });
    await expect(cancelled).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
  });
});
