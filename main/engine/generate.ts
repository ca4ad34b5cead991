/** A drawing request to a picture: the whole way, read from top to bottom. */

import type { DrawProgress, DrawRequest, DrawResult } from '../../preload/contract/engine.ts';
import { Branches } from './branches.ts';
import { checkLength, guidanceOf, wordsOf } from './conditions.ts';
import { cancelledError, type JobHooks, secondsLeft, secondsSince } from './job.ts';
import type { Model } from './model.ts';
import { writePng } from './pictures/png.ts';
import { type Plan, planDrawing } from './plan.ts';
import { PreviewBudget } from './preview.ts';
import { receiptOf } from './receipt.ts';
import { recordOf } from './record.ts';
import { type DenoiseStep, denoise } from './sampler/denoise.ts';
import { branchesFor, mixOf } from './sampler/guidance.ts';
import { SeededNoise } from './sampler/random.ts';
import { TraceRecorder } from './sampler/trace.ts';
import { startOf } from './start.ts';
import { pictureAnswer, prefixes } from './tasks/layout.ts';

/** @throws StudioError 'cancelled' within one step of the wish, 'bad-request', 'unsupported', 'out-of-memory' */
export async function draw(
  model: Model,
  request: DrawRequest,
  hooks: JobHooks<DrawProgress> = {},
): Promise<DrawResult> {
  const { manifest, codec, tokenizer, transformer, clock } = model;
  const started = performance.now();
  const runningBefore = clock.seconds;

  // 1. A token grid with masked cells: all of them, or those that the painted region touches.
  const plan = await planDrawing(request, manifest, codec);

  // 2. The prompt as sequences, one for each branch of guidance.
  const answer = pictureAnswer(plan.grid, manifest);
  const words = prefixes({ ...wordsOf(request), pictures: plan.pictures }, tokenizer, manifest);
  checkLength(words, answer.ids.length, manifest.transformer.maxSequenceLength);
  const guidance = guidanceOf(request, manifest);
  const { steps, cache: dials } = request.settings;
  const cache = dials && { dials, steps };
  const branches = new Branches(transformer, manifest, words, branchesFor(guidance), answer, cache);
  const { codes: start, resumed } = await startOf(request, plan, model, words, answer, hooks);
  const recorder = new TraceRecorder(start, request.resume?.trace);
  const encode = secondsSince(started);

  // 3. Step by step from masks to codes.
  const report = reporter(model, plan, request, hooks);
  const denoiseStarted = performance.now();
  const { outcome, grid: codes } = await denoise({
    grid: start,
    codebookSize: manifest.codebookSize,
    steps,
    ...(resumed && { resumed }),
    samplingTemperature: request.settings.samplingTemperature,
    noise: new SeededNoise(request.seed),
    logits: ({ step, grid, maskedCells }) => branches.guided(grid, maskedCells, step, mixOf(guidance)),
    onStep: (step) => {
      recorder.observe(step);
      return report(step);
    },
    cancelled: () => hooks.cancelled?.() ?? false,
  });
  if (outcome === 'cancelled') throw cancelledError();
  const denoiseSeconds = secondsSince(denoiseStarted);

  // 4. Codes to pixels, and pixels to the patch that is laid over the picture.
  const decodeStarted = performance.now();
  const grid = { columns: plan.grid.columns, rows: plan.grid.rows, codes };
  const patch = await plan.finish(await codec.decode(grid), codes);
  const receipt = plan.region === null ? null : receiptOf(plan.region, patch, plan.frame, start);
  const png = writePng(patch, recordOf(request, manifest, plan.frame, grid, recorder.trace));

  return {
    task: request.task,
    png,
    frame: plan.frame,
    grid,
    ...recorder.trace,
    receipt,
    seed: request.seed,
    settings: request.settings,
    modelHash: manifest.modelHash,
    modelName: manifest.name,
    provider: model.provider,
    timings: {
      total: secondsSince(started),
      encode,
      denoise: denoiseSeconds,
      decode: secondsSince(decodeStarted),
      running: clock.seconds - runningBefore,
    },
  };
}

/** Tells every step, with a preview whenever the budget has room for one. */
function reporter(model: Model, plan: Plan, request: DrawRequest, hooks: JobHooks<DrawProgress>) {
  const budget = new PreviewBudget();
  const { columns, rows } = plan.grid;
  const of = request.settings.steps;
  const before = request.resume?.stepsDone ?? 0;
  return async ({ step, picture, stillMasked }: DenoiseStep) => {
    if (hooks.progress === undefined) return;
    const wanted =
      hooks.previews !== false && stillMasked.length > 0 && budget.allows(model.codec.estimate(columns * rows));
    const preview = wanted
      ? await budget.spend(async () => ({
          raster: await plan.finish(await model.codec.decode({ columns, rows, codes: picture }), picture),
          frame: plan.frame,
        }))
      : null;
    const done = stillMasked.length === 0 ? of : step + 1;
    hooks.progress({ step: done, of, secondsLeft: secondsLeft(done - before, of - before, budget.elapsed), preview });
  };
}
