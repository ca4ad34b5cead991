import type { PictureDocument } from '../../preload/contract/document.ts';
import { type PixelCommand, pixelCommands } from '../../preload/contract/layer-commands.ts';
import type { Refusal } from './layer-refusals.ts';
import { maskRefusal } from './mask-commands.ts';

/**
 * Whether a command needs pixels. Such a command takes time, and is one undo step once its pixels are in the store.
 */
export function isPixelCommand(command: string): command is PixelCommand {
  return pixelCommands.some((known) => known === command);
}

/** Why a command cannot run; null where it can. */
export function pixelRefusal(command: PixelCommand, document: PictureDocument, ids: readonly string[]): Refusal | null {
  return maskRefusal(command, document, ids);
}
