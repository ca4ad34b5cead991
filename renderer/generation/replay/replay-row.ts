import type { DrawRequest, DrawResult } from '../../../preload/contract/drawing.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Frame } from '../../../preload/contract/pictures.ts';
import type { Generation } from '../../../preload/contract/records.ts';
import type { CommitParams } from '../run/generation-row.ts';
import { littleEndian } from '../run/generation-row.ts';
import { drawTaskOf } from '../tasks/recorded-task.ts';
import { needsOf } from '../tasks/tasks.ts';

/** What the record of a replay takes over from what is drawn again. */
export interface Replayed
  extends Pick<
    Generation,
    | 'task'
    | 'prompt'
    | 'details'
    | 'frame'
    | 'pageWidth'
    | 'pageHeight'
    | 'givenPicture'
    | 'givenStyle'
    | 'freezeMask'
    | 'parentId'
  > {
  /** The sha256 of the picture that it came to. */
  readonly picture: string;
  readonly mask: Uint8Array<ArrayBuffer> | null;
}

/**
 * The record of a replay. One that came out the same is no picture of its own, so the gallery hides it as it hides what
 * was discarded.
 * @param hash the sha256 of the new picture
 */
export function replayRow(replayed: Replayed, result: DrawResult, hash: string, newId: () => string): CommitParams {
  const isSame = hash === replayed.picture;
  const { task, prompt, pageWidth, pageHeight, givenPicture, givenStyle, freezeMask, parentId, mask } = replayed;
  const { checks: _, ...details } = replayed.details;
  const { settings, seed, modelHash, modelName, modelFamily, modelPrecision, elementTypes, provider } = result;
  return {
    generation: {
      id: newId(),
      runId: newId(),
      ...{ task, prompt, settings, seed, modelHash, modelName, modelFamily, modelPrecision, elementTypes, provider },
      versions: result.versions ?? null,
      timings: result.timings,
      frame: frameOf(replayed, result.frame),
      ...{ pageWidth, pageHeight, givenPicture, givenStyle, freezeMask, parentId },
      details: { ...details, replay: { same: isSame } },
      grid: result.grid && { ...result.grid, codes: littleEndian(result.grid.codes) },
      artifacts: [],
      outcome: isSame ? 'dropped' : 'accepted',
    },
    picture: result.png,
    mask,
  };
}

/** @throws StudioError where another model looked at another part of the page, of which only a part is kept */
function frameOf({ task, frame }: Replayed, drawn: Frame): Frame {
  if (task === 'mix' || !needsOf(drawTaskOf(task)).region) return frame;
  const isSame = (['x', 'y', 'width', 'height'] as const).every((side) => frame[side] === drawn[side]);
  if (!isSame) throw StudioError.of('replay.other-part', {});
  return frame;
}

/** What the words and numbers of a request are called in a record. */
export function detailsOfRequest(request: DrawRequest): Generation['details'] {
  return {
    ...('variant' in request && { variant: request.variant }),
    ...('strength' in request && { strength: request.strength }),
    ...('sides' in request && { sides: request.sides }),
    ...('feather' in request && request.feather !== null && { feather: request.feather }),
    ...('maskGrowth' in request && request.maskGrowth !== undefined && { maskGrowth: request.maskGrowth }),
    ...('contextMargin' in request && request.contextMargin !== null && { contextMargin: request.contextMargin }),
  };
}
