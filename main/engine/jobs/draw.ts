/** A drawing request to pictures: the whole way of any family of models, read from top to bottom. */

import { bestFirst } from '../../../preload/contract/checks.ts';
import type { DrawProgress, DrawRequest, DrawResult, EngineCandidate } from '../../../preload/contract/drawing.ts';
import { elementTypesOf, familyOf } from '../../../preload/contract/manifest.ts';
import { STUDIO_VERSION } from '../../../preload/contract/versions.ts';
import type { DrawingPlan, FamilyModel, Sample } from '../families/family.ts';
import { writePng } from '../pictures/png.ts';
import { requireTask } from '../tasks/task-support.ts';
import { requireMemory } from './enough-memory.ts';
import { type JobHooks, secondsSince } from './job.ts';
import { recordOf } from './png-record.ts';
import { receiptOf } from './receipt.ts';
import { reporter } from './reporter.ts';
import { verifier } from './verify.ts';

/** @throws StudioError 'cancelled' within one step of the wish, 'bad-request', 'unsupported', 'out-of-memory' */
export async function draw(
  model: FamilyModel,
  request: DrawRequest,
  hooks: JobHooks<DrawProgress> = {},
): Promise<DrawResult> {
  requireTask(model.manifest, request.task);
  const started = performance.now();
  const runningBefore = model.runningSeconds();
  const cancelled = () => hooks.cancelled?.() ?? false;
  const verify = request.verify === true ? verifier(model, request, cancelled) : null;

  // 1. What the request comes to, and what it will take.
  const plan = await model.planDrawing(request, cancelled);
  if (request.ignoreMemory !== true) requireMemory(plan, model);
  const report = reporter(plan, hooks);
  const encode = secondsSince(started);

  // 2. Step by step, all candidates.
  report.begin(plan.forecast);
  const denoiseStarted = performance.now();
  const seeds = Array.from({ length: request.count ?? 1 }, (_, i) => (request.seed + i) >>> 0);
  const samples = await plan.sample(seeds, { onStep: report.step, cancelled });
  const denoise = secondsSince(denoiseStarted);

  // 3. To pixels, to the patch that is laid over the picture, and what the model says of it.
  const decodeStarted = performance.now();
  const candidates: Omit<EngineCandidate, 'timings'>[] = [];
  for (const sample of samples) {
    const { patch, ...finished } = await finish(model, request, plan, sample, (share) => {
      report.finishing((candidates.length + share) / samples.length, secondsSince(decodeStarted));
    });
    const checks = await verify?.check(plan, patch, (answered) => {
      const asked = verify.questions.length;
      report.checking(candidates.length * asked + answered, samples.length * asked, secondsSince(decodeStarted));
    });
    candidates.push({ ...finished, ...(checks && { checks }) });
  }
  const decode = secondsSince(decodeStarted);
  if (verify === null) plan.finished(decode / candidates.length);
  const running = model.runningSeconds() - runningBefore;
  const timings = { total: secondsSince(started), encode, denoise, decode, running };
  const [first, ...others] = bestFirst(candidates).map((each) => ({ ...each, timings }));
  if (first === undefined) throw new Error('A job draws one picture at least.');
  return { ...first, ...(others.length > 0 && { others }) };
}

async function finish(
  { manifest, provider, runtime }: FamilyModel,
  asked: DrawRequest,
  plan: DrawingPlan,
  sample: Sample,
  onShare: (share: number) => void,
) {
  // The record of a candidate is that of the same picture drawn alone.
  const request = { ...asked, seed: sample.seed };
  const { patch, trace, redrawnCells, record } = await sample.finish(onShare);
  return {
    patch,
    task: request.task,
    png: writePng(patch, { ...recordOf(request, manifest, plan.frame), ...record }),
    frame: plan.frame,
    grid: trace && { columns: trace.columns, rows: trace.rows, codes: trace.codes },
    confidence: trace?.confidence ?? null,
    fixedAt: trace?.fixedAt ?? null,
    receipt: plan.region === null ? null : receiptOf(plan.region, patch, plan.frame, redrawnCells),
    seed: request.seed,
    settings: request.settings,
    modelHash: manifest.modelHash,
    modelName: manifest.name,
    modelFamily: familyOf(manifest),
    modelPrecision: manifest.precision,
    elementTypes: elementTypesOf(manifest),
    provider,
    versions: { studio: STUDIO_VERSION, runtime },
  };
}
