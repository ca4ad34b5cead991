import { MOST_LAYERS, type PictureDocument } from '../../preload/contract/document.ts';
import {
  type FillCommand,
  fillCommands,
  type LiftCommand,
  liftCommands,
  type MaskCommand,
  type MergeCommand,
  maskCommands,
  mergeCommands,
  type PixelCommand,
  pixelCommands,
  type RepairCommand,
  repairCommands,
} from '../../preload/contract/layer-commands.ts';
import { type Refusal, refuse } from './layer-refusals.ts';
import { liftRefusal } from './lift-commands.ts';
import { lostRefusal } from './lost-tiles.ts';
import { maskRefusal } from './mask-commands.ts';
import { planMerge } from './merge-commands.ts';

/**
 * Whether a command needs pixels. Such a command takes time, and is one undo step once its pixels are in the store.
 */
export function isPixelCommand(command: string): command is PixelCommand {
  return pixelCommands.some((known) => known === command);
}

/** Why a command cannot run; null where it can. */
export function pixelRefusal(command: PixelCommand, document: PictureDocument, ids: readonly string[]): Refusal | null {
  if (isMaskCommand(command)) return maskRefusal(command, document, ids);
  if (isLiftCommand(command)) return liftRefusal(command, document, ids);
  if (isFillCommand(command)) return document.layers.length >= MOST_LAYERS ? refuse('full') : null;
  if (isRepairCommand(command)) return lostRefusal(document, ids);
  const plan = planMerge(command, document, ids);
  return 'why' in plan ? plan : null;
}

export function isMaskCommand(command: PixelCommand): command is MaskCommand {
  return maskCommands.some((known) => known === command);
}

export function isMergeCommand(command: PixelCommand): command is MergeCommand {
  return mergeCommands.some((known) => known === command);
}

export function isFillCommand(command: PixelCommand): command is FillCommand {
  return fillCommands.some((known) => known === command);
}

export function isRepairCommand(command: PixelCommand): command is RepairCommand {
  return repairCommands.some((known) => known === command);
}

export function isLiftCommand(command: PixelCommand): command is LiftCommand {
  return liftCommands.some((known) => known === command);
}
