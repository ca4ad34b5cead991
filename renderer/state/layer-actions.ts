import type { Said } from '../../preload/words/index.ts';
import type { LayerCommand } from '../document/layer-commands.ts';

/** The commands on layers of the shown project, for menus, keys and buttons. */
export interface LayerActions {
  /** Why a command cannot run on these layers; null where it can. */
  refusal(command: LayerCommand, ids: readonly string[]): Said | null;
  /**
   * Runs a command as one undo step.
   * @returns false where it cannot run
   */
  perform(command: LayerCommand, ids: readonly string[]): boolean;
}
