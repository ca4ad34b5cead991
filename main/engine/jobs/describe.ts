/** A picture and a question to words: captions and answers, block by block. */

import type { DescribeRequest, DescribeResult, TextSettings } from '../../../preload/contract/engine.ts';
import type { Model } from '../models/model.ts';
import { Branches } from '../passes/branches.ts';
import { toWorkingSize } from '../pictures/working-size.ts';
import { sampleBlocks, scheduleBlocks } from '../sampler/blocks.ts';
import { SeededNoise } from '../sampler/random.ts';
import { checkLength } from '../tasks/conditions.ts';
import { prefixes, textAnswer } from '../tasks/layout.ts';
import { tasks } from '../tasks/table.ts';
import { requireTask } from '../tasks/task-support.ts';
import { forecastAnswer } from './forecast.ts';
import { cancelledError, type DescribeProgress, type JobHooks, secondsLeft, secondsSince } from './job.ts';

/** @throws StudioError 'cancelled', 'bad-request', 'unsupported', 'out-of-memory' */
export async function describePicture(
  model: Model,
  request: DescribeRequest,
  hooks: JobHooks<DescribeProgress> = {},
): Promise<DescribeResult> {
  const { manifest, codec, tokenizer, transformer, clock } = model;
  requireTask(manifest, request.task);
  const started = performance.now();
  const runningBefore = clock.seconds;

  // 1. The picture at the size that the model was taught with, as codes.
  const picture = await codec.encode(await toWorkingSize(request.picture, manifest.nativeSizes[0] ?? request.picture));
  const encode = secondsSince(started);

  // 2. The question around it, and an answer of masks.
  const settings: TextSettings = request.settings ?? manifest.defaults.understanding;
  const answer = textAnswer(settings.genLength, manifest);
  const words = prefixes(
    { task: tasks[request.task], prompt: request.question, pictures: [picture] },
    tokenizer,
    manifest,
  );
  checkLength(words, answer.ids.length, manifest, 'ask shorter or for a shorter answer');
  const forecast = await forecastAnswer(
    model,
    words.conditional.length,
    answer,
    settings,
    () => hooks.cancelled?.() ?? false,
  );
  const of = scheduleBlocks(settings).steps;
  const cache = settings.cache && { dials: settings.cache, steps: of };
  const branches = new Branches(transformer, manifest, words, ['conditional'], answer, cache);

  // 3. Block by block from masks to words. Only ids of text: codes cannot be read.
  const { endOfText, answerEnd, mask } = manifest.specialTokens;
  const { seconds, bytes, passes, kind } = forecast;
  hooks.progress?.({ step: 0, of, secondsLeft: seconds, textSoFar: '', forecast: { seconds, bytes } });
  const denoiseStarted = performance.now();
  const result = await sampleBlocks({
    ...settings,
    textGuidance: 0,
    maskId: mask,
    columns: manifest.codeOffset,
    stopIds: [endOfText, answerEnd],
    noise: new SeededNoise(request.seed),
    predicts: settings.cache?.choice === 'next',
    logits: (asked) => branches.text(asked),
    onStep: ({ step, answer: ids }) => {
      hooks.progress?.({
        step: step + 1,
        of,
        secondsLeft: secondsLeft(step + 1, of, secondsSince(denoiseStarted)),
        textSoFar: readable(model, ids),
      });
    },
    cancelled: () => hooks.cancelled?.() ?? false,
  }).finally(() => branches.close());
  if (result.outcome === 'cancelled') throw cancelledError();
  if (result.answer.length >= settings.genLength) model.passTimer.calibrate(kind, passes, secondsSince(denoiseStarted));

  return {
    task: request.task,
    text: readable(model, result.answer),
    seed: request.seed,
    settings,
    modelHash: manifest.modelHash,
    modelName: manifest.name,
    provider: model.provider,
    timings: {
      total: secondsSince(started),
      encode,
      denoise: secondsSince(denoiseStarted),
      decode: 0,
      running: clock.seconds - runningBefore,
    },
  };
}

/** The words up to the answer's end; masks and special tokens are not words. */
function readable(model: Model, ids: Int32Array): string {
  const { endOfText, answerEnd, mask } = model.manifest.specialTokens;
  const end = ids.findIndex((id) => id === endOfText || id === answerEnd);
  const words = Array.from(end < 0 ? ids : ids.subarray(0, end)).filter((id) => id !== mask);
  return model.tokenizer.decode(words).trim();
}
