import type { Said } from '../../preload/words/index.ts';
import type { LayerCommand } from '../document/layer-commands.ts';

/** What menus, keys and buttons do to layers of the project on the screen. */
export interface LayerActions {
  /** Why a command can't be done to these layers; null where it can. */
  refusal(command: LayerCommand, ids: readonly string[]): Said | null;
  /** One undo step. @returns false where it can't be done */
  perform(command: LayerCommand, ids: readonly string[]): boolean;
}
