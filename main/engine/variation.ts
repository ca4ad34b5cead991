/** The grid that a drawing begins with; of a variation, only the least sure of its cells are masked. */
import type { DrawProgress } from '../../preload/contract/engine.ts';
import { Branches } from './branches.ts';
import { cancelledError, type JobHooks } from './job.ts';
import type { Model } from './model.ts';
import type { Plan } from './plan.ts';
import { certaintyOf, maskLeastSure } from './sampler/certainty.ts';
import { MASKED } from './sampler/denoise.ts';
import type { AnswerPart, Prefixes } from './tasks/layout.ts';

/** @throws StudioError 'cancelled' */
export async function startOf(
  { grid, variation }: Plan,
  { transformer, manifest }: Model,
  words: Prefixes,
  answer: AnswerPart,
  hooks: JobHooks<DrawProgress>,
): Promise<Int32Array> {
  if (variation === null) return grid.codes;
  const { codes, confidence, strength } = variation;
  const cells = Int32Array.from([...grid.codes.keys()].filter((cell) => grid.codes[cell] === MASKED));
  const known = confidence && Float32Array.from(cells, (cell) => confidence[cell] ?? 0);
  // Branches of its own: what it computes about these grids must not pass for a step of the job's.
  const branches = new Branches(transformer, manifest, words, ['conditional'], answer);
  const certainty =
    known ??
    (await certaintyOf(codes, grid.columns, cells, manifest.codebookSize, async (masked, maskedCells) => {
      if (hooks.cancelled?.()) throw cancelledError();
      return (await branches.picture(masked, maskedCells)).conditional;
    }));
  return maskLeastSure(codes, cells, certainty, strength);
}
