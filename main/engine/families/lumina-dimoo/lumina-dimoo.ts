/**
 * Lumina-DiMOO (arXiv 2510.06308): pictures and words are masked tokens of one sequence, which are filled step by step.
 */
import { type Model, openFolder } from '../../models/model.ts';
import { freeBytes } from '../../runtime/free-memory.ts';
import { runtimeVersion } from '../../runtime/version.ts';
import type { Family, FamilyModel } from '../family.ts';
import { planAnswer } from './answer.ts';
import { planDrawing } from './drawing.ts';
import { replay } from './replay.ts';

/** The family's entry in the registry. */
export const luminaDimoo: Family = {
  name: 'lumina-dimoo',
  open: async (folder, say) => asFamilyModel(await openFolder(folder, say)),
};

/** A loaded model as the engine sees it. */
export function asFamilyModel(model: Model): FamilyModel {
  const { folder, manifest, provider, clock, codec, close } = model;
  return {
    folder,
    manifest,
    provider,
    runtime: runtimeVersion,
    // What a graphics processor has free is not known.
    freeBytes: () => (provider === 'cpu' ? freeBytes() : null),
    runningSeconds: () => clock.seconds,
    planDrawing: (request, cancelled) => planDrawing(model, request, cancelled),
    planAnswer: (request, cancelled) => planAnswer(model, request, cancelled),
    replay: (request) => replay(model, request),
    // A small decode measures the cost of previews for the first job.
    warmUp: async () => {
      await codec.decode({ columns: 8, rows: 8, codes: new Int32Array(64) });
    },
    close,
  };
}
