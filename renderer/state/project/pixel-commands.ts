import type { PictureDocument } from '../../../preload/contract/document.ts';
import type { PixelCommand } from '../../../preload/contract/layer-commands.ts';
import type { Working } from '../../document/long-work.ts';
import { findLayer } from '../../document/operations.ts';
import {
  isFillCommand,
  isLiftCommand,
  isMergeCommand,
  isRepairCommand,
  pixelRefusal,
} from '../../document/pixel-commands.ts';
import { guarded } from '../parts.ts';
import { dropLost } from './drop-lost.ts';
import { addFill } from './fill-commands.ts';
import { layersInTurn } from './layers-in-turn.ts';
import { liftPixels } from './lift-commands.ts';
import { changeMasks } from './mask-commands.ts';
import { mergeLayers } from './merge-commands.ts';
import type { PixelChange, PixelCommandParts } from './pixel-change.ts';
import { workingParts } from './working-parts.ts';

export interface PixelCommands {
  /** Runs a command. Commands run one after another, so that a key that is pressed three times acts three times. */
  run(command: PixelCommand, ids: readonly string[]): Promise<void>;
}

/** The commands that need pixels. A failure becomes a notice. It leaves the document as it was, as does cancelling. */
export function createPixelCommands(parts: PixelCommandParts): PixelCommands {
  const run = async (command: PixelCommand, ids: readonly string[], working: Working) => {
    const { document } = parts.document.getState();
    if (pixelRefusal(command, document, ids) !== null) return;
    const made = await changeOf(workingParts(parts, working), command, document, ids, working);
    working.signal.throwIfAborted();
    if (made !== null) apply(parts, made);
  };
  return {
    run: (command, ids) => {
      const idsNow = layersInTurn(parts.document, ids);
      const { workInTurn } = parts.document.getState();
      return guarded(parts, () => workInTurn(command, (working) => run(command, idsNow(), working)));
    },
  };
}

function changeOf(
  parts: PixelCommandParts,
  command: PixelCommand,
  document: PictureDocument,
  ids: readonly string[],
  working: Working,
): Promise<PixelChange | null> {
  if (isMergeCommand(command)) return mergeLayers(parts, command, document, ids);
  if (isLiftCommand(command)) return liftPixels(parts, command, document, ids);
  if (isFillCommand(command)) return addFill(parts, command, document, ids);
  if (isRepairCommand(command)) return dropLost(parts, document, ids);
  return changeMasks(parts, command, document, ids, working);
}

/** One undo step. */
function apply({ document, notify }: PixelCommandParts, { involved, change, select, paintMaskOf }: PixelChange): void {
  const state = document.getState();
  if (involved.every((layer) => findLayer(state.document, layer.id) === layer)) {
    state.change(change, select);
    const { selectedLayerId } = document.getState();
    if (paintMaskOf !== undefined && paintMaskOf === selectedLayerId) state.paintOn(paintMaskOf, 'mask');
  } else notify('failure', ({ layers }) => layers.changedMeanwhile);
}
