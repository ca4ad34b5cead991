/** Answers in words with Lumina-DiMOO: captions and answers are sampled block by block. */
import type { DescribeRequest } from '../../../../preload/contract/describing.ts';
import type { TextSettings } from '../../../../preload/contract/settings.ts';
import type { Model } from '../../models/model.ts';
import { Branches } from '../../passes/branches.ts';
import { toWorkingSize } from '../../pictures/working-size.ts';
import { mostSteps, sampleBlocks, scheduleBlocks } from '../../sampler/blocks.ts';
import { SeededNoise } from '../../sampler/random.ts';
import { checkLength } from '../../tasks/conditions.ts';
import { prefixes, textAnswer } from '../../tasks/layout.ts';
import { tasks } from '../../tasks/table.ts';
import { type AnswerPlan, type Cancelled, cancelledError } from '../family.ts';
import { forecastAnswer } from './forecast.ts';

/** @throws StudioError 'bad-request', 'cancelled' */
export async function planAnswer(model: Model, request: DescribeRequest, cancelled: Cancelled): Promise<AnswerPlan> {
  const { manifest, codec, tokenizer, transformer, passTimer } = model;

  // 1. The picture at a size of the model's training, as codes.
  const picture = await codec.encode(await toWorkingSize(request.picture, manifest.nativeSizes[0] ?? request.picture));

  // 2. The question around it, and an answer of masks.
  const settings: TextSettings = request.settings ?? manifest.defaults.understanding;
  const answer = textAnswer(settings.genLength, manifest);
  const asked = { task: tasks[request.task], prompt: request.question, pictures: [picture] };
  const words = prefixes(asked, tokenizer, manifest);
  checkLength(words, answer.ids.length, manifest, 'answer.too-long');
  const forecast = await forecastAnswer(model, words.conditional.length, answer, settings, cancelled);
  const { steps } = scheduleBlocks(settings);

  return {
    settings,
    forecast: { seconds: forecast.seconds, bytes: forecast.bytes },
    steps,
    // 3. Block by block from masks to words. Only text ids are sampled, since codes cannot be read.
    sample: async (hooks) => {
      const { endOfText, answerEnd, mask } = manifest.specialTokens;
      const cache = settings.cache && { dials: settings.cache, steps };
      const branches = new Branches(transformer, manifest, words, ['conditional'], answer, cache);
      const started = performance.now();
      const result = await sampleBlocks({
        ...settings,
        textGuidance: 0,
        maskId: mask,
        columns: manifest.codeOffset,
        stopIds: [endOfText, answerEnd],
        endsEarly: true,
        noise: new SeededNoise(request.seed),
        predicts: settings.cache?.choice === 'next',
        logits: (wanted) => branches.text(wanted),
        onStep: ({ step, answer: ids }) => hooks.onStep(step + 1, () => readable(model, ids)),
        cancelled: hooks.cancelled,
      }).finally(() => branches.close());
      if (result.outcome === 'cancelled') throw cancelledError();
      if (result.steps === mostSteps(settings)) {
        passTimer.calibrate(forecast.kind, forecast.passes, (performance.now() - started) / 1000);
      }
      return readable(model, result.answer);
    },
  };
}

/** The words up to the answer's end, without masks and special tokens. */
function readable({ manifest, tokenizer }: Model, ids: Int32Array): string {
  const { endOfText, answerEnd, mask } = manifest.specialTokens;
  const end = ids.findIndex((id) => id === endOfText || id === answerEnd);
  const words = Array.from(end < 0 ? ids : ids.subarray(0, end)).filter((id) => id !== mask);
  return tokenizer.decode(words).trim();
}
