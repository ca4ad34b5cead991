/** A drawing request to pictures: the whole way, read from top to bottom. */

import { bestFirst } from '../../../preload/contract/checks.ts';
import type { DrawProgress, DrawRequest, DrawResult, EngineCandidate } from '../../../preload/contract/engine.ts';
import { elementTypesOf, familyOf } from '../../../preload/contract/manifest.ts';
import type { Model } from '../models/model.ts';
import { Branches } from '../passes/branches.ts';
import { type Sampled, sampleTogether } from '../passes/sample.ts';
import { writePng } from '../pictures/png.ts';
import type { DrawPlan } from '../plans/draw-plan.ts';
import { planDrawing } from '../plans/plan-drawing.ts';
import { drawableMargin } from '../sampler/confidence.ts';
import { branchesFor, mixOf } from '../sampler/guidance.ts';
import { checkLength, guidanceOf, wordsOf } from '../tasks/conditions.ts';
import { pictureAnswer, prefixes } from '../tasks/layout.ts';
import { type Finish, forecastDrawing } from './forecast.ts';
import { cancelledError, type JobHooks, secondsSince } from './job.ts';
import { recordOf } from './png-record.ts';
import { receiptOf } from './receipt.ts';
import { reporter } from './reporter.ts';
import { startOf } from './resume-from.ts';
import { verifier } from './verify.ts';

/** @throws StudioError 'cancelled' within one step of the wish, 'bad-request', 'unsupported', 'out-of-memory' */
export async function draw(
  model: Model,
  request: DrawRequest,
  hooks: JobHooks<DrawProgress> = {},
): Promise<DrawResult> {
  const { manifest, codec, tokenizer, transformer, clock, passTimer } = model;
  const started = performance.now();
  const runningBefore = clock.seconds;
  const cancelled = () => hooks.cancelled?.() ?? false;
  const verify = request.verify === true ? verifier(model, request, cancelled) : null;

  // 1. A token grid with masked cells: all of them, or those that the painted region touches.
  const plan = await planDrawing(request, manifest, codec);

  // 2. The prompt as sequences, one for each branch of guidance.
  const answer = pictureAnswer(plan.grid, manifest);
  const words = prefixes({ ...wordsOf(request), pictures: plan.pictures }, tokenizer, manifest);
  checkLength(words, answer.ids.length, manifest);
  const guidance = guidanceOf(request, manifest);
  const { steps, cache: dials, samplingTemperature } = request.settings;
  const cache = dials && { dials, steps };
  const { codes: grid, resumed } = await startOf(request, plan, model, words, answer, hooks);
  const job = { request, grid, words, answer, guidance, resumed, finish: finishOf(plan) };
  const { together, ...forecast } = await forecastDrawing(model, job, cancelled);
  const encode = secondsSince(started);

  // 3. Step by step from masks to codes, as many candidates at once as memory allows.
  const seeds = Array.from({ length: request.count ?? 1 }, (_, i) => (request.seed + i) >>> 0);
  const report = reporter(model, plan, request, hooks, Math.ceil(seeds.length / together));
  report.begin(forecast);
  const denoiseStarted = performance.now();
  const kinds = branchesFor(guidance);
  const mix = mixOf(guidance);
  const logitMargin = drawableMargin(samplingTemperature);
  const sampled: Sampled[] = [];
  for (let first = 0; first < seeds.length; first += together) {
    const batch = seeds.slice(first, first + together);
    const branches = new Branches(transformer, manifest, words, kinds, answer, cache, batch.length);
    const drawn = await sampleTogether({
      grid,
      codebookSize: manifest.codebookSize,
      steps,
      ...(resumed && { resumed }),
      samplingTemperature,
      seeds: batch,
      earlier: request.resume?.trace,
      logits: (asked, step) => branches.pictures(asked, step, mix, logitMargin),
      onStep: (step) => report.step(step, first / together),
      cancelled,
    }).finally(() => branches.close());
    if (drawn.some(({ outcome }) => outcome === 'cancelled')) throw cancelledError();
    sampled.push(...drawn);
  }
  const denoise = secondsSince(denoiseStarted);
  passTimer.calibrate(forecast.kind, forecast.passes, denoise);

  // 4. Codes to pixels, pixels to the patch that is laid over the picture, and what the model says of it.
  const decodeStarted = performance.now();
  const candidates: Omit<EngineCandidate, 'timings'>[] = [];
  for (const one of sampled) {
    const { patch, ...finished } = await finish(model, request, plan, grid, one);
    const checks = await verify?.check(plan, patch, (answered) => {
      const asked = verify.questions.length;
      report.checking(candidates.length * asked + answered, sampled.length * asked, secondsSince(decodeStarted));
    });
    candidates.push({ ...finished, ...(checks && { checks }) });
  }
  const decode = secondsSince(decodeStarted);
  const { kind, pixels } = job.finish;
  if (verify === null) passTimer.calibrateFinishing(kind, pixels, decode / candidates.length);
  const timings = {
    total: secondsSince(started),
    encode,
    denoise,
    decode,
    running: clock.seconds - runningBefore,
  };
  const [first, ...others] = bestFirst(candidates).map((each) => ({ ...each, timings }));
  if (first === undefined) throw new Error('A job draws one picture at least.');
  return { ...first, ...(others.length > 0 && { others }) };
}

/** A part is put back into the whole picture, which is compared with what it was; an edited one with its source, too. */
function finishOf({ frame, region, pictures }: DrawPlan): Finish {
  const own = frame.width * frame.height;
  if (region === null) return { kind: 'whole', pixels: own, decodings: 1 };
  const pixels = own + region.picture.width * region.picture.height;
  return pictures.length > 0 ? { kind: 'edited', pixels, decodings: 2 } : { kind: 'part', pixels, decodings: 1 };
}

/** @param start the codes that the drawing began with, MASKED where it drew */
async function finish(model: Model, asked: DrawRequest, plan: DrawPlan, start: Int32Array, sampled: Sampled) {
  const { manifest, codec, provider } = model;
  // The record of a candidate is that of the same picture drawn alone.
  const request = { ...asked, seed: sampled.seed };
  const grid = { columns: plan.grid.columns, rows: plan.grid.rows, codes: sampled.codes };
  const patch = await plan.finish(await codec.decode(grid), grid.codes);
  return {
    patch,
    task: request.task,
    png: writePng(patch, recordOf(request, manifest, plan.frame, grid, sampled.trace)),
    frame: plan.frame,
    grid,
    ...sampled.trace,
    receipt: plan.region === null ? null : receiptOf(plan.region, patch, plan.frame, start),
    seed: request.seed,
    settings: request.settings,
    modelHash: manifest.modelHash,
    modelName: manifest.name,
    modelFamily: familyOf(manifest),
    modelPrecision: manifest.precision,
    elementTypes: elementTypesOf(manifest),
    provider,
  };
}
