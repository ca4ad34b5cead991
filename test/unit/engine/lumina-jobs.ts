import { asFamilyModel } from '../../../main/engine/families/lumina-dimoo/lumina-dimoo.ts';
import { describePicture as describeJob } from '../../../main/engine/jobs/describe.ts';
import { draw as drawJob } from '../../../main/engine/jobs/draw.ts';
import type { DescribeProgress, JobHooks } from '../../../main/engine/jobs/job.ts';
import type { Model } from '../../../main/engine/models/model.ts';
import type { DescribeRequest } from '../../../preload/contract/describing.ts';
import {
  type DrawProgress,
  type DrawRequest,
  drawResultSchema,
  type EngineCandidate,
} from '../../../preload/contract/drawing.ts';

type Cells = 'grid' | 'confidence' | 'fixedAt';
/** A candidate of a family with a token grid. */
export type Gridded = Omit<EngineCandidate, Cells> & { readonly [K in Cells]: NonNullable<EngineCandidate[K]> };

/** Draws, and sees that the result fits the contract and has its token grid. */
export async function draw(
  model: Model,
  request: DrawRequest,
  hooks?: JobHooks<DrawProgress>,
): Promise<Gridded & { readonly others?: Gridded[] }> {
  const { others, ...first } = drawResultSchema.parse(await drawJob(asFamilyModel(model), request, hooks));
  return { ...gridded(first), ...(others && { others: others.map(gridded) }) };
}

function gridded({ grid, confidence, fixedAt, ...rest }: EngineCandidate): Gridded {
  if (grid === null || confidence === null || fixedAt === null) throw new Error('The candidate has no token grid.');
  return { ...rest, grid, confidence, fixedAt };
}

export const describePicture = (model: Model, request: DescribeRequest, hooks?: JobHooks<DescribeProgress>) =>
  describeJob(asFamilyModel(model), request, hooks);
