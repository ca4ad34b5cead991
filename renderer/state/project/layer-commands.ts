import type { LayerCommand } from '../../../preload/contract/layer-commands.ts';
import type { Said, StudioWords } from '../../../preload/words/index.ts';
import { say } from '../../../preload/words/message.ts';
import { type CommandParts, outcomeOf, refusalOf } from '../../document/layer-commands.ts';
import type { Refusal } from '../../document/layer-refusals.ts';
import { isPixelCommand, pixelRefusal } from '../../document/pixel-commands.ts';
import type { LayerActions } from '../layer-actions.ts';
import type { ProjectParts } from '../parts.ts';
import { layersInTurn } from './layers-in-turn.ts';
import type { PixelCommands } from './pixel-commands.ts';

export interface LayerParts extends Pick<ProjectParts, 'document' | 'newId' | 'notify'> {
  /** The words in the language of the window, for the names of new layers. */
  readonly words: () => StudioWords;
  readonly pixels: PixelCommands;
}

export function createLayerActions({
  document,
  newId,
  words,
  notify,
  pixels,
}: LayerParts): Omit<LayerActions, 'paste'> {
  const parts = (): CommandParts => {
    const { layers, names } = words();
    return { newId, copyName: (name) => names.copy({ name }), groupName: layers.newGroup };
  };
  const refusal = (command: Parameters<LayerActions['refusal']>[0], ids: readonly string[]) => {
    const page = document.getState().document;
    return isPixelCommand(command) ? pixelRefusal(command, page, ids) : refusalOf(command, page, ids, parts());
  };
  const inWords =
    ({ why, name }: Refusal): Said =>
    ({ layers }) =>
      say(layers.why[why], { name });
  const inTurn = (command: LayerCommand, given: readonly string[]) => {
    const idsNow = layersInTurn(document, given);
    document.getState().turns.act(() => {
      const state = document.getState();
      const ids = idsNow();
      if (refusal(command, ids) !== null) return;
      if (command === 'remove-layer') {
        state.removeLayers(ids);
        return;
      }
      const { document: after, select } = outcomeOf(command, state.document, ids, parts());
      state.change(() => after, select);
    });
  };
  return {
    refusal: (command, ids) => {
      const found = refusal(command, ids);
      return found && inWords(found);
    },
    perform: (command, ids) => {
      const refused = refusal(command, ids);
      if (refused !== null) {
        const isTold = isPixelCommand(command) ? saysMore(refused) : refused.why === 'locked';
        if (isTold) notify('note', inWords(refused));
        return isTold;
      }
      if (isPixelCommand(command)) void pixels.run(command, ids);
      else inTurn(command, ids);
      return true;
    },
  };
}

/** Where a layer or a region is missing, the same key has another meaning. */
const saysMore = ({ why }: Refusal): boolean => why !== 'no-layer' && why !== 'no-region';
