/** Compares the converted model with the reference: logits, hidden states, codec, and traces end to end. */
import type { Model } from '../models/model.ts';
import { Branches } from '../passes/branches.ts';
import { readOwnPicture } from '../pictures/files.ts';
import { eachAlone } from '../runtime/forward.ts';
import { branchesFor, mixOf } from '../sampler/guidance.ts';
import type { AnswerPart, Prefixes } from '../tasks/layout.ts';
import { differenceOf, gridOfTrace, guidanceOf, recordedLogits, runTrace } from './image-traces.ts';
import { codecSchema, type ImageTrace, logitsSchema, type Oracle, type TextTrace } from './oracle.ts';
import { countDifferent, equal, largestDifference, type Outcome, within } from './outcome.ts';
import { PassLog } from './pass-log.ts';
import { recordedTextLogits, textTraceDifference } from './text-traces.ts';

const TOLERANCE = 1e-3;

/**
 * Compares the hidden states in the order of computation, then the logits at every position over the whole vocabulary.
 */
export async function* compareLogits(oracle: Oracle, model: Model): AsyncGenerator<Outcome> {
  for (const [index, wanted] of oracle.json('logits.json', logitsSchema).cases.entries()) {
    const tokens = wanted.ids.length;
    const rows = BigInt64Array.from(wanted.ids, (_, i) => BigInt(i));
    const { textLogits, imageLogits, hidden } = await model.transformer.forward({
      ids: BigInt64Array.from(wanted.ids, BigInt),
      batch: 1,
      image: eachAlone(rows),
      textRows: rows,
      hidden: true,
    });
    const states = oracle.numbers(wanted.hidden);
    const each = states.length / hidden.length;
    for (const [layer, state] of hidden.entries()) {
      const name = `hidden ${index}, ${stateName(layer, hidden.length - 1)}`;
      yield within(name, largestDifference(state, states.subarray(layer * each, (layer + 1) * each)), TOLERANCE);
    }
    const logits = oracle.numbers(wanted.logits);
    for (const [head, found] of Object.entries({ text: textLogits, codebook: imageLogits })) {
      const difference = largestDifference(
        found,
        columnsOf(logits, tokens, head === 'text' ? 0 : 1, textLogits.length),
      );
      yield within(`logits ${index}, ${head}, ${tokens} tokens`, difference, TOLERANCE);
    }
  }
}

/** State i is the input of block i. The last state is the output of the final norm. */
function stateName(layer: number, blocks: number): string {
  if (layer === 0) return 'embedding';
  return layer === blocks ? `after block ${blocks - 1} and norm` : `after block ${layer - 1}`;
}

/** Of rows over the whole vocabulary the text part (0) or the codebook's (1). @param text how many numbers all text parts have */
function columnsOf(logits: Float32Array | Float64Array, rows: number, part: 0 | 1, text: number): Float32Array {
  const columns = logits.length / rows;
  const split = text / rows;
  const [from, to] = part === 0 ? [0, split] : [split, columns];
  const found = new Float32Array(rows * (to - from));
  for (let row = 0; row < rows; row++) {
    found.set(logits.subarray(row * columns + from, row * columns + to), row * (to - from));
  }
  return found;
}

/** Compares latents, codes and decoded pixels of every recorded picture. */
export async function* compareCodec(oracle: Oracle, model: Model): AsyncGenerator<Outcome> {
  for (const wanted of oracle.json('codec.json', codecSchema).cases) {
    const raster = await readOwnPicture(oracle.bytes(wanted.picture));
    const { grid, latents } = await model.codec.encodeWithLatents(raster);
    const [rows, columns] = wanted.grid;
    const decoded = await model.codec.decodePlanes({ rows, columns, codes: Int32Array.from(wanted.codes) });
    const name = wanted.picture;
    yield within(`${name} latents`, largestDifference(latents, oracle.numbers(wanted.latents)), TOLERANCE);
    const misplaced = Math.abs(grid.rows - rows) + Math.abs(grid.columns - columns);
    yield equal(`${name} codes`, countDifferent(grid.codes, wanted.codes) + misplaced, 'codes');
    yield within(`${name} decoded`, largestDifference(decoded, oracle.numbers(wanted.decoded)), TOLERANCE);
  }
}

function branchesOf(model: Model, trace: ImageTrace, passes: PassLog): Branches {
  const { positions } = gridOfTrace(trace, model.manifest);
  const answer: AnswerPart = {
    ids: trace.conditional.slice(trace.answerStart),
    positions: positions.map((position) => position - trace.answerStart),
  };
  const prefixes: Prefixes = {
    conditional: trace.conditional.slice(0, trace.answerStart),
    unconditionalText: trace.unconditionalTextPrefix ?? [],
    unconditionalImage: trace.unconditionalImagePrefix,
  };
  const needed = branchesFor(guidanceOf(trace));
  return new Branches(model.transformer, model.manifest, prefixes, needed, answer, passes.schedule(trace));
}

/** Runs an image trace through the model: codes, masks and the logits of every step agree. */
export async function compareTraceEndToEnd(oracle: Oracle, model: Model, trace: ImageTrace): Promise<Outcome> {
  const name = `trace ${trace.name}, end to end`;
  const traced = gridOfTrace(trace, model.manifest);
  const passes = new PassLog();
  const branches = branchesOf(model, trace, passes);
  let logitsDifference = 0;
  // What is sampled from is the guided mix; each branch alone is what was written down.
  const names = branchesFor(guidanceOf(trace));
  const mixes = [mixOf(guidanceOf(trace)), ...names.map((_, i) => names.map((__, j) => (i === j ? 1 : 0)))];
  const columns = model.manifest.codebookSize;
  const { steps, codes } = await runTrace(oracle, trace, traced, columns, async ({ step, grid, maskedCells }) => {
    const [guided = { logits: new Float32Array(0) }, ...alone] = await branches.mixes(grid, maskedCells, step, mixes);
    const recorded = recordedLogits(oracle, trace, step);
    for (const [i, branch] of names.entries()) {
      const numbers = recorded[branch] ?? new Float32Array(0);
      const wanted = guided.fresh
        ? Array.from(guided.fresh).flatMap((row) => [...numbers.subarray(row * columns, (row + 1) * columns)])
        : numbers;
      logitsDifference = Math.max(logitsDifference, largestDifference(alone[i]?.logits ?? [], wanted));
    }
    return guided;
  });
  const { different } = differenceOf(trace, steps, codes, traced.positions);
  if (different > 0) return equal(name, different, 'codes or masks');
  const otherwise = passes.different(trace);
  if (otherwise > 0) return equal(name, otherwise, 'recomputed positions');
  return within(name, logitsDifference, TOLERANCE, 'codes and masks equal; logits at most 0.001');
}

/** Text through the model, over the whole vocabulary; unconditional is every prompt position masked. */
export async function compareTextEndToEnd(oracle: Oracle, model: Model, trace: TextTrace): Promise<Outcome> {
  const name = `text ${trace.name}, end to end`;
  const { manifest, transformer } = model;
  const answer = {
    ids: trace.conditional.slice(trace.answerStart),
    positions: Int32Array.from({ length: trace.genLength }, (_, i) => i + 1),
  };
  const prompt = trace.conditional.slice(0, trace.answerStart);
  const passes = { conditional: new PassLog(), unconditional: new PassLog() };
  const branchOf = (ids: readonly number[], closing: readonly number[], log: PassLog) =>
    new Branches(
      transformer,
      manifest,
      { conditional: ids, unconditionalText: [], unconditionalImage: null },
      ['conditional'],
      { ...answer, ids: closing },
      log.schedule(trace),
    );
  const { mask } = manifest.specialTokens;
  const conditional = branchOf(prompt, answer.ids, passes.conditional);
  // The reference masks every known token of the start, the answer's own frame included.
  const unconditional = branchOf(
    prompt.map(() => mask),
    answer.ids.map(() => mask),
    passes.unconditional,
  );
  let logitsDifference = 0;
  const different = await textTraceDifference(
    oracle,
    trace,
    manifest,
    manifest.transformer.vocabularySize,
    async ({ step, answer: ids, masked }) => {
      const found = {
        conditional: await conditional.wholeText(ids, masked, step),
        ...(trace.textGuidance > 0 && { unconditional: await unconditional.wholeText(ids, masked, step) }),
      };
      const wanted = recordedTextLogits(oracle, trace, step);
      logitsDifference = Math.max(logitsDifference, largestDifference(found.conditional, wanted.conditional));
      if (wanted.unconditional !== undefined) {
        logitsDifference = Math.max(
          logitsDifference,
          largestDifference(found.unconditional ?? [], wanted.unconditional),
        );
      }
      return found;
    },
  );
  if (different > 0) return equal(name, different, 'ids');
  const otherwise = passes.conditional.different(trace);
  if (otherwise > 0) return equal(name, otherwise, 'recomputed positions');
  return within(name, logitsDifference, TOLERANCE, 'ids equal; logits at most 0.001');
}
