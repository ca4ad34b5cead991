import type { PictureDocument } from '../../../preload/contract/document.ts';
import type { PixelCommand } from '../../../preload/contract/layer-commands.ts';
import { findLayer } from '../../document/operations.ts';
import { isLiftCommand, isMergeCommand, pixelRefusal } from '../../document/pixel-commands.ts';
import { guarded } from '../parts.ts';
import { liftPixels } from './lift-commands.ts';
import { changeMasks } from './mask-commands.ts';
import { mergeLayers } from './merge-commands.ts';
import type { PixelChange, PixelCommandParts } from './pixel-change.ts';

export interface PixelCommands {
  /** Runs a command. Commands run one after another, so that a key that is pressed three times acts three times. */
  run(command: PixelCommand, ids: readonly string[]): Promise<void>;
}

/** The commands that need pixels. A failure becomes a notice and leaves the document as it was. */
export function createPixelCommands(parts: PixelCommandParts): PixelCommands {
  let last: Promise<void> = Promise.resolve();
  const run = async (command: PixelCommand, given: readonly string[], meansChosen: boolean) => {
    const { document, selectedLayerIds } = parts.document.getState();
    const ids = meansChosen ? selectedLayerIds : given;
    if (pixelRefusal(command, document, ids) !== null) return;
    const made = await changeOf(parts, command, document, ids);
    if (made !== null) apply(parts, made);
  };
  return {
    run: (command, ids) => {
      const meansChosen = isSame(ids, parts.document.getState().selectedLayerIds);
      last = last.then(() => guarded(parts, () => run(command, ids, meansChosen)));
      return last;
    },
  };
}

function changeOf(
  parts: PixelCommandParts,
  command: PixelCommand,
  document: PictureDocument,
  ids: readonly string[],
): Promise<PixelChange | null> {
  if (isMergeCommand(command)) return mergeLayers(parts, command, document, ids);
  if (isLiftCommand(command)) return liftPixels(parts, command, document, ids);
  return changeMasks(parts, command, document, ids);
}

/** One undo step. */
function apply({ document, notify }: PixelCommandParts, { involved, change, select }: PixelChange): void {
  const state = document.getState();
  if (involved.every((layer) => findLayer(state.document, layer.id) === layer)) state.change(change, select);
  else notify('failure', ({ layers }) => layers.changedMeanwhile);
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id));
}
