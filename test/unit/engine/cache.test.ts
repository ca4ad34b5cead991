import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { loadModel, type Model } from '../../../main/engine/models/model.ts';
import { batchesOf } from '../../../main/engine/passes/batches.ts';
import { Branches } from '../../../main/engine/passes/branches.ts';
import type { ForwardRequest } from '../../../main/engine/runtime/forward.ts';
import { CodeRows } from '../../../main/engine/sampler/code-rows.ts';
import { drawableMargin } from '../../../main/engine/sampler/confidence.ts';
import { SeededNoise } from '../../../main/engine/sampler/random.ts';
import type { GenerateRequest, RetouchRequest } from '../../../preload/contract/drawing.ts';
import { type CacheSettings, cacheFor, paperCache } from '../../../preload/contract/speed.ts';
import { describePicture, draw } from './lumina-jobs.ts';
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
    // Steps 4 to 7 and 9 to 11 of 12, two branches in one batch.
    expect(tokens).toHaveLength(7);
    expect(Math.max(...tokens)).toBeLessThan(60);
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
    const cache = cacheFor(speed, 'retouch', settings.steps);
    const result = await draw(watched(seen), retouch(cache));
    const exact = await draw(model, retouch());
    const redrawn = new Set(exact.receipt?.redrawnCells);
    exact.grid.codes.forEach((code, cell) => {
      if (!redrawn.has(cell)) expect(result.grid.codes[cell]).toBe(code);
    });
    expect(result.receipt).toMatchObject({ changedOutside: 0, redrawnCells: [...redrawn] });
    // One full pass of both branches, then only cells that were masked at the start.
    expect(seen.filter((positions) => positions === null)).toHaveLength(1);
    const later = seen.filter((positions) => positions !== null);
    expect(later.length).toBeGreaterThan(0);
    for (const positions of later) expect(positions.length).toBeLessThanOrEqual(2 * redrawn.size);
  });

  test('more steps than cells and a single step work', async () => {
    for (const steps of [1, 2, 90]) {
      const request = retouch(cacheFor('fast', 'retouch', steps));
      const result = await draw(model, { ...request, settings: { ...request.settings, steps } });
      expect(result.grid.codes.every((code) => code >= 0)).toBe(true);
    }
  });
});

describe('branches', () => {
  const dials = { ...paperCache, cacheRatio: 0.6, warmupRatio: 0, refreshInterval: 9 };
  const { mask } = model.manifest.specialTokens;
  const prefix = (length: number, first: number) => Array.from({ length }, (_, i) => first + ((i * 31) % 40));
  const cells = 12;
  const answer = {
    ids: new Array<number>(cells).fill(mask),
    positions: Int32Array.from({ length: cells }, (_, i) => i),
  };

  /** 14 and 15 are one batch, 40 is another. */
  test.each([
    [[14, 14, 14], undefined],
    [[14, 15, 40], undefined],
    [[14, 15, 40], dials],
    [[40, 15, 14], { ...dials, knownInterval: null, choice: 'changed' as const }],
  ])('of lengths %j, in batches, give in every mix what each gives alone: %j', async (lengths, cache) => {
    const [conditional = [], unconditionalText = [], unconditionalImage = []] = lengths.map((length, i) =>
      prefix(length, 3 + 60 * i),
    );
    const names = ['conditional', 'unconditionalText', 'unconditionalImage'] as const;
    const chosen: string[] = [];
    const onPass = (step: number, branch: string, positions: Int32Array | null) =>
      chosen.push(`${step} ${branch} ${positions?.join()}`);
    const plan = cache && { dials: cache, steps: 6, onPass };
    const of = (parts: readonly (typeof names)[number][]) => {
      const prefixes = { conditional, unconditionalText, unconditionalImage };
      return new Branches(model.transformer, model.manifest, prefixes, parts, answer, plan);
    };
    const together = of(names);
    const alone = names.map((name) => of([name]));
    const mixes = [
      [3, -1, -1],
      [0, 1, 0],
    ];
    const kept = names.map(() => new Map<number, Float32Array>());
    const grid = new Int32Array(cells).fill(-1);
    const columns = model.manifest.codebookSize;
    for (let step = 0; step < 6; step++) {
      const masked = Int32Array.from([...grid.keys()].filter((cell) => grid[cell] === -1));
      for (const [i, branches] of alone.entries()) {
        const { logits, fresh = masked.map((_, row) => row) } = await branches.guided(grid, masked, step);
        fresh.forEach((row, r) => {
          kept[i]?.set(masked[row] ?? 0, logits.slice(r * columns, (r + 1) * columns));
        });
      }
      const found = await together.mixes(grid, masked, step, mixes);
      expect(found[0]?.fresh !== undefined).toBe(cache !== undefined && step > 0);
      found.forEach(({ logits, fresh = masked.map((_, row) => row) }, m) => {
        fresh.forEach((row, r) => {
          const own = kept.map((rows) => rows.get(masked[row] ?? 0) ?? new Float32Array(0));
          logits.subarray(r * columns, (r + 1) * columns).forEach((logit, code) => {
            const wanted = own.reduce((sum, values, i) => sum + (mixes[m]?.[i] ?? 0) * (values[code] ?? Number.NaN), 0);
            expect(Math.abs(logit - wanted)).toBeLessThan(1e-3);
          });
        });
      });
      grid[masked[step % masked.length] ?? 0] = 5;
    }
    if (cache?.choice !== 'least-sure') return;
    const lines = chosen.filter((line) => line.startsWith('1 '));
    expect(new Set(lines.map((line) => line.split(' ')[2])).size).toBeGreaterThan(1);
  });

  test.each([0, 0.7, 1])(
    'give of what can be drawn at a temperature of %d what all logits give',
    async (temperature) => {
      const prefixes = {
        conditional: prefix(14, 3),
        unconditionalText: prefix(15, 63),
        unconditionalImage: null,
      };
      const names = ['conditional', 'unconditionalText'] as const;
      const plan = { dials, steps: 6 };
      const two = [0, 1].map(() => new Branches(model.transformer, model.manifest, prefixes, names, answer, plan));
      const [all, some] = two;
      const rows = two.map(() => new CodeRows(model.manifest.codebookSize, temperature));
      const noise = new SeededNoise(4);
      const mix = [30, -29];
      const grid = new Int32Array(cells).fill(-1);
      for (let step = 0; step < 6; step++) {
        const masked = Int32Array.from([...grid.keys()].filter((cell) => grid[cell] === -1));
        const span = drawableMargin(temperature);
        const [drawable] = (await some?.pictures([{ grid, maskedCells: masked }], step, mix, span)) ?? [];
        const whole = await all?.guided(grid, masked, step, mix);
        if (drawable === undefined || whole === undefined) throw new Error('Nothing was given.');
        expect(drawable.blocks.logits.length).toBeLessThanOrEqual(whole.logits.length);
        expect(drawable.fresh).toEqual(whole.fresh);
        rows[0]?.update(masked, whole);
        rows[1]?.update(masked, drawable);
        masked.forEach((position, row) => {
          const [wanted, found] = rows.map((each) => each.sample(noise, { step, row, position }));
          expect(found?.code).toBe(wanted?.code);
          expect(found?.probability).toBeCloseTo(wanted?.probability ?? Number.NaN, 5);
        });
        grid[masked[step % masked.length] ?? 0] = 5;
      }
    },
  );

  test('give numbers that the next step takes back', async () => {
    const prefixes = { conditional: prefix(14, 3), unconditionalText: [], unconditionalImage: null };
    const branches = new Branches(model.transformer, model.manifest, prefixes, ['conditional'], answer);
    const grid = new Int32Array(cells).fill(-1);
    const { logits } = await branches.guided(grid, Int32Array.of(0, 1));
    expect(logits).toHaveLength(2 * model.manifest.codebookSize);
    await branches.guided(grid, Int32Array.of(0));
    expect(logits).toHaveLength(0);
  });

  test('are filled up to the longest of a batch only where that wastes little', () => {
    expect(batchesOf([10, 10], 2)).toEqual([[0, 1]]);
    expect(batchesOf([110, 100], 2)).toEqual([[0, 1]]);
    expect(batchesOf([190, 180, 110], 2)).toEqual([[2], [0, 1]]);
    expect(batchesOf([7], 2)).toEqual([[0]]);
    // Scores of sequences that are padded lie in memory as a whole, those of equal ones do not.
    expect(batchesOf([2000, 1990], 32)).toEqual([[1], [0]]);
    expect(batchesOf([2000, 2000], 32)).toEqual([[0, 1]]);
    expect(batchesOf([2000, 1990], 6)).toEqual([[0, 1]]);
    // Many rows are as fast one after the other.
    expect(batchesOf([4200, 4200], 1)).toEqual([[0], [1]]);
  });
});

describe('words with a cache', () => {
  const text = { steps: 8, genLength: 16, blockLength: 8, samplingTemperature: 0.5 };
  const ask = (cache?: CacheSettings) =>
    ({ task: 'ask', picture, question: 'what?', settings: { ...text, ...(cache && { cache }) }, seed: 3 }) as const;

  test.each(always)('that is refreshed always are the words without one: %j', async (cache) => {
    const exact = await describePicture(model, ask());
    expect((await describePicture(model, ask(cache))).text).toBe(exact.text);
  });

  test('compute the picture and the question once, and carry their dials', async () => {
    const seen: (readonly number[] | null)[] = [];
    const cache = cacheFor('balanced', 'ask', text.steps);
    const result = await describePicture(watched(seen), ask(cache));
    expect(result.settings.cache).toEqual(cache);
    expect(seen.length).toBeGreaterThan(4);
    expect(seen.map((positions) => positions === null)).toEqual(seen.map((_, step) => step === 0));
    for (const positions of seen) expect(positions?.length ?? 0).toBeLessThanOrEqual(text.genLength);
    const cancelled = describePicture(model, ask(cache), { cancelled: () => true });
    await expect(cancelled).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
  });
});
