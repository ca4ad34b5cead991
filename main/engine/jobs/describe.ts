/** A picture and a question to words: captions and answers of any family of models. */

import type { DescribeRequest, DescribeResult } from '../../../preload/contract/describing.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { FamilyModel } from '../families/family.ts';
import { requireTask } from '../tasks/task-support.ts';
import { type DescribeProgress, type JobHooks, secondsLeft, secondsSince } from './job.ts';

/** @throws StudioError 'cancelled', 'bad-request', 'unsupported', 'out-of-memory' */
export async function describePicture(
  model: FamilyModel,
  request: DescribeRequest,
  hooks: JobHooks<DescribeProgress> = {},
): Promise<DescribeResult> {
  const { manifest, provider, planAnswer, runningSeconds } = model;
  requireTask(manifest, request.task);
  if (planAnswer === null) throw StudioError.of('model.no-words', { model: manifest.name });
  const started = performance.now();
  const runningBefore = runningSeconds();
  const cancelled = () => hooks.cancelled?.() ?? false;
  const { settings, forecast, steps: of, sample } = await planAnswer(request, cancelled);
  const encode = secondsSince(started);

  hooks.progress?.({ step: 0, of, secondsLeft: forecast.seconds, textSoFar: '', forecast });
  const denoiseStarted = performance.now();
  const onStep = (step: number, textSoFar: () => string) => {
    const left = secondsLeft(step, of, secondsSince(denoiseStarted));
    hooks.progress?.({ step, of, secondsLeft: left, textSoFar: textSoFar() });
  };
  const text = await sample({ onStep, cancelled });

  return {
    task: request.task,
    text,
    seed: request.seed,
    settings,
    modelHash: manifest.modelHash,
    modelName: manifest.name,
    provider,
    timings: {
      total: secondsSince(started),
      encode,
      denoise: secondsSince(denoiseStarted),
      decode: 0,
      running: runningSeconds() - runningBefore,
    },
  };
}
