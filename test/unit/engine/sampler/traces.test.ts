import { describe, expect, test } from 'vitest';
import { compareSampler } from '../../../../main/engine/parity/image-traces.ts';
import { vocabularyOf } from '../../../../main/engine/parity/layout-case.ts';
import { layoutsSchema, textSchema, tracesSchema } from '../../../../main/engine/parity/oracle.ts';
import { compareTextSampler } from '../../../../main/engine/parity/text-traces.ts';
import { oracle as found } from '../oracle-folder.ts';

describe.runIf(found)('the sampler, fed the logits that the reference computed', () => {
  if (!found) return;
  const oracle = found;
  const layouts = oracle.json('layouts.json', layoutsSchema);
  const vocabulary = vocabularyOf(layouts.specialTokens, layouts.codeOffset);

  const traces = oracle.json('traces.json', tracesSchema).traces;
  test.each(traces.map((trace) => [trace.name, trace] as const))('picture: %s', async (_, trace) => {
    expect(await compareSampler(oracle, trace, vocabulary, layouts.codebookSize)).toMatchObject({ passed: true });
  });

  const texts = oracle.json('text.json', textSchema).traces;
  test.each(texts.map((trace) => [trace.name, trace] as const))('text: %s', async (_, trace) => {
    const columns = layouts.codeOffset + layouts.codebookSize;
    expect(await compareTextSampler(oracle, trace, vocabulary, columns)).toMatchObject({ passed: true });
  });
});
