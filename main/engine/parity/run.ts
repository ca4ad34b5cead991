/** Compares everything that a folder of reference numbers holds, one case after another. */
import { failureOf } from '../../../preload/contract/errors.ts';
import { loadModel, type Model } from '../models/model.ts';
import { compareSampler } from './image-traces.ts';
import { compareLayouts } from './layouts.ts';
import { compareCodec, compareLogits, compareTextEndToEnd, compareTraceEndToEnd } from './model-cases.ts';
import { type Oracle, textSchema, tracesSchema } from './oracle.ts';
import type { Outcome } from './outcome.ts';
import { compareSizes } from './sizes.ts';
import { compareTextSampler } from './text-traces.ts';

/** Runs one case. A case that throws has failed, and the others go on. */
async function attempt(name: string, compare: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await compare();
  } catch (error) {
    const { message, detail } = failureOf(error);
    return { name, passed: false, difference: null, note: detail?.split('\n')[0] ?? message };
  }
}

/** Runs the cases of one kind. Where one throws, the rest of the kind has failed. */
async function* guarded(
  kind: string,
  cases: () => Iterable<Outcome> | AsyncIterable<Outcome>,
): AsyncGenerator<Outcome> {
  try {
    yield* cases();
  } catch (error) {
    const { message, detail } = failureOf(error);
    yield { name: kind, passed: false, difference: null, note: detail?.split('\n')[0] ?? message };
  }
}

/**
 * Yields every comparison.
 * @param folder the oracle's checkpoint, converted with its hidden states exposed
 * @throws StudioError 'model-missing' or 'model-invalid'
 */
export async function* compareAll(oracle: Oracle, folder: string): AsyncGenerator<Outcome> {
  const model = await loadModel(folder);
  yield* guarded('layouts', () => compareLayouts(oracle, model.tokenizer));
  yield* guarded('logits', () => compareLogits(oracle, model));
  yield* guarded('codec', () => compareCodec(oracle, model));
  yield* guarded('image traces', () => compareTraces(oracle, model));
  yield* guarded('text traces', () => compareTexts(oracle, model));
  yield* guarded('sizes', () => compareSizes(oracle));
  await model.close();
}

async function* compareTraces(oracle: Oracle, model: Model): AsyncGenerator<Outcome> {
  const { manifest } = model;
  for (const trace of oracle.json('traces.json', tracesSchema).traces) {
    const alone = `trace ${trace.name}, sampler alone`;
    yield attempt(alone, () => compareSampler(oracle, trace, manifest, manifest.codebookSize));
    yield attempt(`trace ${trace.name}, end to end`, () => compareTraceEndToEnd(oracle, model, trace));
  }
}

async function* compareTexts(oracle: Oracle, model: Model): AsyncGenerator<Outcome> {
  const { manifest } = model;
  const vocabulary = manifest.transformer.vocabularySize;
  for (const trace of oracle.json('text.json', textSchema).traces) {
    yield attempt(`text ${trace.name}, sampler alone`, () => compareTextSampler(oracle, trace, manifest, vocabulary));
    yield attempt(`text ${trace.name}, end to end`, () => compareTextEndToEnd(oracle, model, trace));
  }
}
