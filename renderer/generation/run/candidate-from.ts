import type { PictureDocument } from '../../../preload/contract/document.ts';
import type { DrawResult } from '../../../preload/contract/drawing.ts';
import type { Frame } from '../../../preload/contract/pictures.ts';
import { grownSize } from '../../document/operations.ts';
import { type PagePlacement, placeGenerated } from '../pictures/placement.ts';
import { needsOf, noSides } from '../tasks/tasks.ts';
import { traceOf } from './draw-trace.ts';
import type { CanvasCandidate } from './run-types.ts';
import type { RunSnapshot } from './snapshot.ts';

/** A result of the engine that the store has not confirmed yet. */
export function candidateFrom(
  { prompt, task }: RunSnapshot,
  result: DrawResult,
  generationId: string,
  frame: Frame,
): CanvasCandidate {
  return {
    generationId,
    prompt,
    recordedTask: result.task,
    result: { ...result, task },
    trace: traceOf(result),
    size: { width: result.frame.width, height: result.frame.height },
    frame,
    generation: null,
  };
}

/**
 * Where a result lies. A part belongs to the page from which it was drawn, and a whole picture to the present one.
 * @param frame the frame in the engine's answer
 */
export function placementFor(
  { task, page, details }: RunSnapshot,
  present: PictureDocument,
  frame: Frame,
): PagePlacement {
  if (!needsOf(task).region) return placeGenerated(present, frame);
  return { page: grownSize(page, details.sides ?? noSides), frame };
}
