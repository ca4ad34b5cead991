/** The record of a drawing, as text for its PNG: with what the model's family adds, everything to make it again. */

import type { DrawRequest } from '../../../preload/contract/drawing.ts';
import { elementTypesOf, familyOf, type Manifest } from '../../../preload/contract/manifest.ts';
import type { Frame } from '../../../preload/contract/pictures.ts';
import { promptOf } from '../tasks/conditions.ts';

/** No times and no paths: equal jobs give equal records. */
export function recordOf(request: DrawRequest, manifest: Manifest, frame: Frame): Record<string, string> {
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
  };
}
