/** Draws with Lumina-DiMOO: a token grid with masked cells is sampled step by step and decoded. */
import type { DrawRequest } from '../../../../preload/contract/drawing.ts';
import type { PictureCodec } from '../../codec/codec.ts';
import type { Model } from '../../models/model.ts';
import { Branches } from '../../passes/branches.ts';
import { type Sampled, sampleTogether } from '../../passes/sample.ts';
import type { DrawPlan } from '../../plans/draw-plan.ts';
import { planDrawing as planGrid } from '../../plans/plan-drawing.ts';
import { drawableMargin } from '../../sampler/confidence.ts';
import { type DenoiseStep, MASKED } from '../../sampler/denoise.ts';
import { branchesFor, mixOf } from '../../sampler/guidance.ts';
import { checkLength, guidanceOf, wordsOf } from '../../tasks/conditions.ts';
import { pictureAnswer, prefixes } from '../../tasks/layout.ts';
import { type Cancelled, cancelledError, type DrawingPlan, type Finished, type SampleHooks } from '../family.ts';
import { type DrawingForecast, type DrawingJob, type Finish, forecastDrawing } from './forecast.ts';
import { startOf } from './resume-from.ts';
import { smallerPicture } from './smaller-picture.ts';
import { packTrace } from './trace-text.ts';

/** @throws StudioError 'bad-request', 'unsupported', 'cancelled' */
export async function planDrawing(model: Model, request: DrawRequest, cancelled: Cancelled): Promise<DrawingPlan> {
  const { manifest, tokenizer, passTimer } = model;
  const codec = model.codec.watched(() => throwWhen(cancelled));

  // 1. A token grid with masked cells: all of them, or those that the painted region touches.
  const plan = await planGrid(request, manifest, codec);

  // 2. The prompt as sequences, one for each branch of guidance.
  const answer = pictureAnswer(plan.grid, manifest);
  const words = prefixes({ ...wordsOf(request), pictures: plan.pictures }, tokenizer, manifest);
  checkLength(words, answer.ids.length, manifest, 'drawing.too-long');
  const guidance = guidanceOf(request, manifest);
  const { codes: grid, resumed } = await startOf(request, plan, model, words, answer, cancelled);
  const job = { request, grid, words, answer, guidance, resumed, finish: finishOf(plan) };
  const forecast = await forecastDrawing(model, job, cancelled);

  const before = request.resume?.stepsDone ?? 0;
  const batches = Math.ceil((request.count ?? 1) / forecast.together);
  const steps = { before, of: before + (request.settings.steps - before) * batches };
  return {
    frame: plan.frame,
    region: plan.region,
    forecast: { seconds: forecast.seconds, bytes: forecast.bytes },
    steps,
    ...(request.settings.cache && { exactBytes: forecast.exactBytes }),
    ...('width' in request && { smaller: (fits) => smallerPicture(model, job, request, fits) }),
    sample: async (seeds, hooks) => {
      const sampled = await sample(model, plan, job, forecast, seeds, hooks);
      return sampled.map((one) => ({
        seed: one.seed,
        finish: (onShare) => {
          const watched = model.codec.watched((share) => {
            throwWhen(cancelled);
            onShare(share);
          });
          return finish(watched, plan, grid, one);
        },
      }));
    },
    finished: (seconds) => passTimer.calibrateFinishing(job.finish.kind, job.finish.pixels, seconds),
  };
}

/** Samples step by step from masks to codes, as many candidates at once as memory allows. */
async function sample(
  model: Model,
  plan: DrawPlan,
  { request, grid, words, answer, guidance, resumed }: DrawingJob,
  { together, kind, passes }: DrawingForecast,
  seeds: readonly number[],
  { onStep, cancelled }: SampleHooks,
): Promise<readonly Sampled[]> {
  const { manifest, transformer, passTimer } = model;
  const { steps, cache: dials, samplingTemperature } = request.settings;
  const cache = dials && { dials, steps };
  const started = performance.now();
  const kinds = branchesFor(guidance);
  const mix = mixOf(guidance);
  const logitMargin = drawableMargin(samplingTemperature);
  const before = request.resume?.stepsDone ?? 0;
  const each = steps - before;
  const sampled: Sampled[] = [];
  for (let first = 0; first < seeds.length; first += together) {
    const batch = seeds.slice(first, first + together);
    const earlier = before + (first / together) * each;
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
      onStep: (step) => onStep({ done: earlier + doneOf(step, before, each), preview: previewOf(model, plan, step) }),
      cancelled,
    }).finally(() => branches.close());
    if (drawn.some(({ outcome }) => outcome === 'cancelled')) throw cancelledError();
    sampled.push(...drawn);
  }
  passTimer.calibrate(kind, passes, (performance.now() - started) / 1000);
  return sampled;
}

function throwWhen(cancelled: Cancelled): void {
  if (cancelled()) throw cancelledError();
}

/** Finished steps of a batch of `each` steps. All of them are finished once no cell is masked. */
function doneOf({ step, stillMasked }: DenoiseStep, before: number, each: number): number {
  return stillMasked.length === 0 ? each : step + 1 - before;
}

function previewOf(
  { codec }: Model,
  { grid: { columns, rows }, finish }: DrawPlan,
  { picture, stillMasked }: DenoiseStep,
) {
  if (stillMasked.length === 0) return null;
  return {
    seconds: codec.estimate(columns * rows, { draft: true }),
    draw: async () => finish(await codec.decode({ columns, rows, codes: picture }, { draft: true }), picture),
  };
}

/** The work after the last step. A part goes back into the whole picture, which is compared with the one before. An edit is also compared with its source. */
function finishOf({ frame, region, pictures }: DrawPlan): Finish {
  const own = frame.width * frame.height;
  if (region === null) return { kind: 'whole', pixels: own, decodings: 1 };
  const pixels = own + region.picture.width * region.picture.height;
  return pictures.length > 0 ? { kind: 'edited', pixels, decodings: 2 } : { kind: 'part', pixels, decodings: 1 };
}

/** @param start codes before the first step, MASKED where drawn */
async function finish(codec: PictureCodec, plan: DrawPlan, start: Int32Array, sampled: Sampled): Promise<Finished> {
  const { columns, rows } = plan.grid;
  const { codes } = sampled;
  return {
    patch: await plan.finish(await codec.decode({ columns, rows, codes }), codes),
    trace: { columns, rows, codes, ...sampled.trace },
    redrawnCells: [...start.keys()].filter((cell) => start[cell] === MASKED),
    record: { grid: JSON.stringify({ columns, rows }), trace: packTrace(codes, sampled.trace) },
  };
}
