/**
 * The grid that a drawing begins with: as planned, from the middle of an earlier drawing, or with only the least
 * certain cells masked.
 */
import type { DrawRequest } from '../../../../preload/contract/drawing.ts';
import { StudioError } from '../../../../preload/contract/errors.ts';
import { checkCodes } from '../../codec/codes.ts';
import type { Model } from '../../models/model.ts';
import { Branches } from '../../passes/branches.ts';
import type { DrawPlan, Variation } from '../../plans/draw-plan.ts';
import { certaintyOf, maskLeastSure } from '../../sampler/certainty.ts';
import { type DenoiseOptions, MASKED } from '../../sampler/denoise.ts';
import { drawnCells, gridBefore } from '../../sampler/trace.ts';
import type { AnswerPart, Prefixes } from '../../tasks/layout.ts';
import { type Cancelled, cancelledError } from '../family.ts';

interface Start {
  /** Row-major codes, MASKED where drawn. */
  readonly codes: Int32Array;
  readonly resumed?: NonNullable<DenoiseOptions['resumed']>;
}

/** @throws StudioError 'cancelled', 'bad-request' */
export async function startOf(
  { resume, settings }: DrawRequest,
  plan: DrawPlan,
  model: Model,
  words: Prefixes,
  answer: AnswerPart,
  cancelled: Cancelled,
): Promise<Start> {
  if (resume !== undefined) return resumedStart(resume, settings.steps, plan, model);
  if (plan.variation === null) return { codes: plan.grid.codes };
  return { codes: await startOfVariation(plan, plan.variation, model, words, answer, cancelled) };
}

function resumedStart(
  { trace, stepsDone }: NonNullable<DrawRequest['resume']>,
  steps: number,
  { grid }: DrawPlan,
  { manifest }: Model,
): Start {
  if (trace.columns !== grid.columns || trace.rows !== grid.rows) {
    const { columns, rows } = trace;
    throw StudioError.of('drawing.other-grid', { columns, rows, ownColumns: grid.columns, ownRows: grid.rows });
  }
  if (stepsDone >= steps) {
    throw StudioError.of('drawing.nothing-left', { step: stepsDone, steps });
  }
  checkCodes(trace.codes, manifest.codebookSize);
  return {
    codes: gridBefore(stepsDone, trace.codes, trace.fixedAt),
    resumed: { step: stepsDone, maskedAtStart: drawnCells(trace.fixedAt) },
  };
}

async function startOfVariation(
  { grid }: DrawPlan,
  { codes, confidence, strength }: Variation,
  { transformer, manifest }: Model,
  words: Prefixes,
  answer: AnswerPart,
  cancelled: Cancelled,
): Promise<Int32Array> {
  const cells = Int32Array.from([...grid.codes.keys()].filter((cell) => grid.codes[cell] === MASKED));
  const known = confidence && Float32Array.from(cells, (cell) => confidence[cell] ?? 0);
  // Separate branches, so that passes over these grids do not enter the cache of the job's steps.
  const branches = new Branches(transformer, manifest, words, ['conditional'], answer);
  const certainty =
    known ??
    (await certaintyOf(codes, grid.columns, cells, manifest.codebookSize, async (masked, maskedCells) => {
      if (cancelled()) throw cancelledError();
      return (await branches.guided(masked, maskedCells)).logits;
    }));
  return maskLeastSure(codes, cells, certainty, strength);
}
