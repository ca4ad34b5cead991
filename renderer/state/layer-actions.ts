import type { AnyLayerCommand } from '../../preload/contract/layer-commands.ts';
import type { Said } from '../../preload/words/index.ts';

/** The commands on layers of the shown project, for menus, keys and buttons. */
export interface LayerActions {
  /** Why a command cannot run on these layers; null where it can. */
  refusal(command: AnyLayerCommand, ids: readonly string[]): Said | null;
  /**
   * Runs a command as one undo step. One that needs pixels goes on after the call, and its failure becomes a notice.
   * @returns false where it cannot run
   */
  perform(command: AnyLayerCommand, ids: readonly string[]): boolean;
}
