import type { AnyLayerCommand } from '../../preload/contract/layer-commands.ts';
import type { Said } from '../../preload/words/index.ts';

/** The commands on layers of the shown project, for menus, keys and buttons. */
export interface LayerActions {
  /** Why a command cannot run on these layers; null where it can. */
  refusal(command: AnyLayerCommand, ids: readonly string[]): Said | null;
  /**
   * Runs a command as one undo step. One that needs pixels goes on after the call, and its failure becomes a notice.
   * A refusal of such a command becomes a notice, except where no layer is chosen or nothing is marked. Of the others, one
   * by a lock does.
   * @returns false where nothing was done or said
   */
  perform(command: AnyLayerCommand, ids: readonly string[]): boolean;
  /** A picture that was copied here comes back to its place. All other files are imported. */
  paste(files: readonly File[]): Promise<void>;
}
