/** The record of a drawing, as text for its PNG: everything that is needed to make it again. */

import type { DrawRequest } from '../../../preload/contract/engine.ts';
import { elementTypesOf, familyOf, type Manifest } from '../../../preload/contract/manifest.ts';
import type { Frame } from '../../../preload/contract/pictures.ts';
import type { DrawTrace } from '../sampler/trace.ts';
import { promptOf } from '../tasks/conditions.ts';
import type { TokenGrid } from '../tasks/layout.ts';
import { packTrace } from './trace-text.ts';

/** No times and no paths: equal jobs give equal records. */
export function recordOf(
  request: DrawRequest,
  manifest: Manifest,
  frame: Frame,
  grid: TokenGrid,
  trace: DrawTrace,
): Record<string, string> {
  return {
    Software: 'DiMOO Studio',
    task: request.task,
    ...('variant' in request && { variant: request.variant }),
    ...('strength' in request && { strength: String(request.strength) }),
    ...('sides' in request && { sides: JSON.stringify(request.sides) }),
    ...(request.resume && { resumedAfter: String(request.resume.stepsDone) }),
    prompt: promptOf(request),
    seed: String(request.seed),
    settings: JSON.stringify(request.settings),
    model: manifest.name,
    modelHash: manifest.modelHash,
    modelFamily: familyOf(manifest),
    modelPrecision: manifest.precision,
    elementTypes: JSON.stringify(elementTypesOf(manifest)),
    frame: JSON.stringify(frame),
    grid: JSON.stringify({ columns: grid.columns, rows: grid.rows }),
    trace: packTrace(grid.codes, trace),
  };
}
