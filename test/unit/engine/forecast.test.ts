import { describe, expect, test } from 'vitest';
import { forecastDrawing } from '../../../main/engine/families/lumina-dimoo/forecast.ts';
import type { Model } from '../../../main/engine/models/model.ts';
import type { ForwardRequest } from '../../../main/engine/runtime/forward.ts';
import { PassTimer } from '../../../main/engine/runtime/pass-timer.ts';
import { ladderTo, tryPass } from '../../../main/engine/runtime/try-pass.ts';
import { scheduleBlocks } from '../../../main/engine/sampler/blocks.ts';
import { MASKED } from '../../../main/engine/sampler/denoise.ts';
import {
  maskedOfPicture,
  type PlannedPass,
  plannedAnswer,
  plannedPasses,
} from '../../../main/engine/sampler/passes.ts';
import { guidanceOf, longestSequence, wordsOf } from '../../../main/engine/tasks/conditions.ts';
import { pictureAnswer, prefixes } from '../../../main/engine/tasks/layout.ts';
import { MAX_PIXELS } from '../../../preload/contract/pictures.ts';
import { type CacheSettings, cacheFor, paperCache } from '../../../preload/contract/speed.ts';
import { describePicture, draw } from './lumina-jobs.ts';
import { openTinyModel } from './tiny-model.ts';

const model = await openTinyModel();

/** The same model, telling of every pass how many rows it computes, and of how many it gives logits or the largest. */
function watched(seen: PlannedPass[], tokens: number[]): Model {
  const forward = (request: ForwardRequest) => {
    const { image, textRows, imageMaxRows, textMaxRows, batch } = request;
    const logits = image === undefined ? (textRows?.length ?? 0) : image.rows.length / image.branches;
    const measured = (imageMaxRows ?? textMaxRows)?.length ?? 0;
    seen.push({ rows: request.ids.length / batch, logits: logits / batch, measured: measured / batch });
    tokens.push(request.state?.paddedLength ?? request.ids.length / request.batch);
    return model.transformer.forward(request);
  };
  return { ...model, transformer: Object.assign(Object.create(model.transformer), { forward }) };
}

const caches: readonly (CacheSettings | undefined)[] = [
  undefined,
  cacheFor('balanced', 'generate', 14),
  cacheFor('fast', 'generate', 14),
  cacheFor('balanced', 'retouch', 14),
  { cacheRatio: 0.9, warmupRatio: 0, refreshInterval: 9, knownInterval: 1, choice: 'next', ahead: 1.5 },
];

describe('the passes of a job are known before it begins', () => {
  test.each(caches)('a picture: %j', async (cache) => {
    const seen: PlannedPass[] = [];
    const tokens: number[] = [];
    const settings = { steps: 14, textGuidance: 0, samplingTemperature: 1, ...(cache && { cache }) };
    const request = { task: 'generate', prompt: 'a red circle', width: 48, height: 48, settings, seed: 1 } as const;
    const { grid } = await draw(watched(seen, tokens), request);
    const counts = maskedOfPicture(grid.codes.length, grid.codes.length, 0, 14);
    expect(plannedPasses(tokens[0] ?? 0, counts, 0, 14, cache)).toEqual(seen);
  });

  test('a picture of fewer cells than steps', async () => {
    const seen: PlannedPass[] = [];
    const tokens: number[] = [];
    const settings = { steps: 40, textGuidance: 0, samplingTemperature: 1 };
    const request = { task: 'generate', prompt: 'a red circle', width: 8, height: 8, settings, seed: 1 } as const;
    const { grid } = await draw(watched(seen, tokens), request);
    const counts = maskedOfPicture(grid.codes.length, grid.codes.length, 0, 40);
    expect(counts.length).toBeLessThan(40);
    expect(plannedPasses(tokens[0] ?? 0, counts, 0, 40, undefined)).toEqual(seen);
  });

  test("a picture at the paper's dials: the rows, and nearly the logits", async () => {
    const seen: PlannedPass[] = [];
    const tokens: number[] = [];
    const settings = { steps: 14, textGuidance: 0, samplingTemperature: 1, cache: paperCache };
    const request = { task: 'generate', prompt: 'a red circle', width: 48, height: 48, settings, seed: 1 } as const;
    const { grid } = await draw(watched(seen, tokens), request);
    const counts = maskedOfPicture(grid.codes.length, grid.codes.length, 0, 14);
    const planned = plannedPasses(tokens[0] ?? 0, counts, 0, 14, paperCache);
    expect(planned).toHaveLength(seen.length);
    planned.forEach(({ rows }, i) => {
      expect(Math.abs(rows - (seen[i]?.rows ?? 0))).toBeLessThanOrEqual(1);
    });
  });

  test('an answer in blocks', async () => {
    const seen: PlannedPass[] = [];
    const tokens: number[] = [];
    const picture = { width: 32, height: 32, rgba: new Uint8Array(32 * 32 * 4).fill(200) };
    const settings = { steps: 10, genLength: 20, blockLength: 8, samplingTemperature: 0 };
    await describePicture(watched(seen, tokens), { task: 'ask', picture, question: 'what?', settings, seed: 0 });
    const plan = scheduleBlocks(settings);
    const planned = plannedAnswer(tokens[0] ?? 0, 20, plan, undefined);
    // An answer may end before its last block.
    expect(planned.slice(0, seen.length)).toEqual(seen);
    expect(planned).toHaveLength(plan.steps);
  });
});

describe('a pass timer', () => {
  const shape = {
    transformer: { width: 64, layers: 2, heads: 2, vocabularySize: 500, maxSequenceLength: 99 },
    codebookSize: 64,
    codeOffset: 436,
  };
  const pass = { batch: 1, rows: 100, tokens: 100, imageRows: 64, textRows: 0 };

  test('tells what it has seen of about that size, in proportion, and nothing of others', () => {
    const timer = new PassTimer(shape);
    expect(timer.seconds(pass)).toBeNull();
    for (const seconds of [9, 2, 2, 2.2]) timer.observe(pass, seconds);
    expect(timer.seconds(pass)).toBe(2);
    const more = timer.seconds({ ...pass, batch: 2, imageRows: 128 });
    expect(more).toBeCloseTo(4, 5);
    expect(timer.seconds({ ...pass, batch: 9 })).toBeNull();
    expect(timer.seconds({ ...pass, rows: 99 })).toBeNull();
  });

  test('extrapolates along a line through what it has seen, and never grows faster than a small pass', () => {
    const timer = new PassTimer(shape);
    const rows = (count: number) => ({ batch: 1, rows: count, tokens: count, imageRows: 0, textRows: 0 });
    expect(timer.extrapolated(rows(900))).toBeNull();
    // A tenth of a second for every pass, and a hundredth for a row.
    const seconds = (count: number) => 0.1 + count / 100;
    timer.observe(rows(8), seconds(8));
    // One size alone says nothing of what all passes take, so that the time grows as the work does.
    expect(timer.extrapolated(rows(800)) ?? 0).toBeGreaterThan(100 * seconds(8));
    timer.observe(rows(64), seconds(64));
    const long = timer.extrapolated(rows(512)) ?? 0;
    expect(long).toBeGreaterThan(seconds(512));
    // The attention of 512 rows is 1.4 times as much a row in this shape.
    expect(long).toBeLessThan(2 * seconds(512));
    expect(timer.extrapolated(rows(32)) ?? 0).toBeCloseTo(seconds(32), 0);
    // A part of a sequence counts as a short one until one has run.
    const part = { batch: 1, rows: 64, tokens: 99, imageRows: 0, textRows: 0 };
    expect(timer.extrapolated(part) ?? 0).toBeGreaterThan(0.9 * seconds(64));
    timer.observe(part, 5);
    expect(timer.extrapolated(part)).toBeCloseTo(5, 0);
  });

  test('takes no less than a quarter of the rate of a small pass where a measurement was disturbed', () => {
    const timer = new PassTimer(shape);
    const rows = (count: number) => ({ batch: 1, rows: count, tokens: count, imageRows: 0, textRows: 0 });
    timer.observe(rows(8), 4);
    timer.observe(rows(32), 3.9);
    expect(timer.extrapolated(rows(320)) ?? 0).toBeGreaterThan((3.9 * 10) / 4);
  });

  test('learns how long jobs take beside their passes, each kind for itself', () => {
    const timer = new PassTimer(shape);
    expect(timer.steps('small', 10)).toBe(10);
    for (let i = 0; i < 9; i++) timer.calibrate('small', 1, 1.1);
    expect(timer.steps('small', 10)).toBeCloseTo(11, 3);
    // A large picture takes more beside its passes; the small ones after it do not.
    for (let i = 0; i < 9; i++) timer.calibrate('large', 0.5, 0.65);
    expect(timer.steps('large', 1)).toBeCloseTo(1.3, 3);
    expect(timer.steps('small', 10)).toBeCloseTo(11, 3);
    expect(timer.steps('never seen', 10)).toBeCloseTo(13, 3);
    // Passes that were foretold too long are corrected, too.
    timer.calibrate('small', 2, 1);
    expect(timer.steps('small', 10)).toBeCloseTo(8, 3);
    timer.calibrate('small', 0, 5);
    expect(timer.steps('small', 10)).toBeCloseTo(8, 3);
  });

  test('learns what it takes to finish a picture, by kind and in proportion', () => {
    const timer = new PassTimer(shape);
    expect(timer.finishing('part', 100)).toBeNull();
    timer.calibrateFinishing('part', 100, 3);
    timer.calibrateFinishing('part', 100, 5);
    expect(timer.finishing('part', 200)).toBeCloseTo(8, 5);
    expect(timer.finishing('whole', 200)).toBeNull();
  });
});

test('a sequence may be as long as the picture of the model and some words, whatever its table of angles', () => {
  const released = {
    ...model.manifest,
    nativeSizes: [{ width: 1024, height: 1024 }],
    codec: { ...model.manifest.codec, patchSize: 16 },
    transformer: { ...model.manifest.transformer, maxSequenceLength: 4096 },
  };
  expect(longestSequence(released)).toBe(64 * 65 + 1024);
  expect(longestSequence({ ...released, nativeSizes: [{ width: 64, height: 64 }] })).toBe(4096);
});

describe('a pass of a size never seen', () => {
  const shape = { batch: 1, rows: 1132, tokens: 1132, imageRows: 1024, textRows: 0 };

  test('is measured from a small one up, with its share of the head', () => {
    const ladder = ladderTo(shape);
    expect(ladder.map(({ rows }) => rows)).toEqual([8, 32, 128, 512, 1132]);
    expect(ladder.map(({ imageRows }) => imageRows)).toEqual([7, 28, 115, 463, 1024]);
    // A part of a sequence begins with short sequences, and needs the whole one before it.
    const part = ladderTo({ ...shape, batch: 2, rows: 40, imageRows: 80 });
    expect(part.map(({ batch, rows, tokens }) => [batch, rows, tokens])).toEqual([
      [1, 8, 8],
      [1, 32, 32],
      [2, 1132, 1132],
      [2, 40, 1132],
    ]);
  });

  test('is tried itself where it is quick, with the head or without it, whole or in part', async () => {
    const sizes = [
      { batch: 1, rows: 30, tokens: 30, imageRows: 0, textRows: 0 },
      { batch: 2, rows: 20, tokens: 20, imageRows: 9, textRows: 0 },
      { batch: 2, rows: 3, tokens: 20, imageRows: 0, textRows: 2 },
    ];
    for (const size of sizes) {
      await model.tryPass(size);
      expect(model.passTimer.seconds(size)).toBeGreaterThan(0);
    }
  });

  /** A transformer of which a row takes so many seconds, without taking them. */
  const slow = (secondsOfRow: number) => {
    const passTimer = new PassTimer(model.manifest);
    const ran: number[] = [];
    const forward = async ({ ids, batch }: ForwardRequest) => {
      const rows = ids.length / batch;
      ran.push(rows);
      passTimer.observe({ batch, rows, tokens: rows, imageRows: 0, textRows: 0 }, rows * secondsOfRow);
    };
    const transformer: Model['transformer'] = Object.assign(Object.create(model.transformer), { forward });
    return { transformer, passTimer, ran };
  };
  const plain = { ...shape, imageRows: 0 };

  test('is never run as a whole where it takes long', async () => {
    const { transformer, passTimer, ran } = slow(0.1);
    await tryPass(transformer, passTimer, plain);
    expect(ran).toEqual([8, 32]);
    expect(passTimer.extrapolated(plain) ?? 0).toBeGreaterThan(113);
    // Another size needs no pass any more.
    await tryPass(transformer, passTimer, { ...plain, rows: 600, tokens: 600 });
    expect(ran).toEqual([8, 32]);
  });

  test('is not begun once the job is cancelled', async () => {
    const { transformer, passTimer, ran } = slow(0.1);
    await tryPass(transformer, passTimer, plain, () => ran.length < 1);
    expect(ran).toEqual([8]);
  });
});

test('the memory that is foretold counts the copies that finishing makes of a large picture', async () => {
  const grid = new Int32Array(9).fill(MASKED);
  const { manifest, tokenizer } = model;
  const answer = pictureAnswer({ columns: 3, rows: 3, codes: grid }, manifest);
  const settings = { steps: 2, textGuidance: 0, samplingTemperature: 1 };
  const request = { task: 'generate', prompt: 'a red circle', width: 24, height: 24, settings, seed: 1 } as const;
  const job = {
    request,
    grid,
    words: prefixes({ ...wordsOf(request), pictures: [] }, tokenizer, manifest),
    answer,
    guidance: guidanceOf(request, manifest),
  };
  const foretold = async (pixels: number) => {
    const finish = { kind: 'part', pixels, decodings: 1 } as const;
    return (await forecastDrawing(model, { ...job, finish }, () => false)).bytes;
  };
  const small = await foretold(0);
  // Eight bytes a pixel are the patch alone, with and without its alpha.
  expect(await foretold(2 * MAX_PIXELS)).toBeGreaterThan(small + 8 * 2 * MAX_PIXELS);
});
