import type { StudioWords } from '../../../preload/words/index.ts';
import { say } from '../../../preload/words/message.ts';
import { type CommandParts, outcomeOf, refusalOf } from '../../document/layer-commands.ts';
import { isPixelCommand, pixelRefusal } from '../../document/pixel-commands.ts';
import type { LayerActions } from '../layer-actions.ts';
import type { ProjectParts } from '../parts.ts';
import type { PixelCommands } from './pixel-commands.ts';

export interface LayerParts extends Pick<ProjectParts, 'document' | 'newId'> {
  /** The words in the language of the window, for the names of new layers. */
  readonly words: () => StudioWords;
  readonly pixels: PixelCommands;
}

export function createLayerActions({ document, newId, words, pixels }: LayerParts): LayerActions {
  const parts = (): CommandParts => {
    const { layers, names } = words();
    return { newId, copyName: (name) => names.copy({ name }), groupName: layers.newGroup };
  };
  const refusal = (command: Parameters<LayerActions['refusal']>[0], ids: readonly string[]) => {
    const page = document.getState().document;
    return isPixelCommand(command) ? pixelRefusal(command, page, ids) : refusalOf(command, page, ids, parts());
  };
  return {
    refusal: (command, ids) => {
      const found = refusal(command, ids);
      return found && (({ layers }) => say(layers.why[found.why], { name: found.name }));
    },
    perform: (command, ids) => {
      if (refusal(command, ids) !== null) return false;
      const state = document.getState();
      if (isPixelCommand(command)) void pixels.run(command, ids);
      else if (command === 'remove-layer') state.removeLayers(ids);
      else {
        const { document: after, select } = outcomeOf(command, state.document, ids, parts());
        state.change(() => after, select);
      }
      return true;
    },
  };
}
