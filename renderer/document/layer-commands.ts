import type { Layer, PictureDocument } from '../../preload/contract/document.ts';
import {
  type Arrangement,
  arrangeLayers,
  duplicateLayers,
  groupLayers,
  removeLayers,
  ungroupLayers,
} from './arrange-layers.ts';
import { outermost } from './layer-tree.ts';
import { locksOn, locksWithin, takesLayers } from './locks.ts';
import { groupLayer } from './new-layer.ts';
import { updateLayers } from './operations.ts';
import { holdsGroupMask, turnLayers, turns } from './turn-layers.ts';

/** The commands that menus, keys and buttons run on the chosen layers. Each is one undo step. */

export const layerCommands = [
  'remove-layer',
  'duplicate-layer',
  'group-layers',
  'ungroup-layers',
  'layer-to-front',
  'layer-forward',
  'layer-backward',
  'layer-to-back',
  'mask-toggle',
  'mask-delete',
  'clip-layer',
  ...turns,
] as const;
export type LayerCommand = (typeof layerCommands)[number];

/** What a command needs besides the document. */
export interface CommandParts {
  readonly newId: () => string;
  readonly copyName: (name: string) => string;
  readonly groupName: string;
}

export interface Outcome {
  readonly document: PictureDocument;
  /** The layers to select afterwards. Without it, the selection stays. */
  readonly select?: readonly string[];
}

/** Why a command cannot run: the key of the reason in the words, and the name of the layer that prevents it. */
export interface Refusal {
  readonly why: 'no-layer' | 'locked' | 'no-group' | 'no-mask' | 'in-place' | 'group-mask';
  readonly name: string;
}

/** Runs a command. The outcome has the same document where there was nothing to do. */
export function outcomeOf(
  command: LayerCommand,
  document: PictureDocument,
  ids: readonly string[],
  { newId, copyName, groupName }: CommandParts,
): Outcome {
  const arrangement = arrangementOf(command);
  if (arrangement !== null) return { document: arrangeLayers(document, ids, arrangement) };
  if (command === 'remove-layer') return { document: removeLayers(document, ids) };
  if (command === 'duplicate-layer') {
    const { document: after, copies } = duplicateLayers(document, ids, newId, copyName);
    return { document: after, select: copies };
  }
  if (command === 'group-layers') {
    const group = groupLayer({ id: newId(), name: groupName });
    return { document: groupLayers(document, ids, group), select: [group.id] };
  }
  if (command === 'ungroup-layers') {
    const inside = document.layers.filter(({ parentId }) => parentId !== null && ids.includes(parentId));
    return { document: ungroupLayers(document, ids), select: inside.map(({ id }) => id) };
  }
  const turn = turns.find((one) => one === command);
  if (turn !== undefined) return { document: turnLayers(document, ids, turn) };
  if (command === 'clip-layer') {
    const chosen = document.layers.filter(({ id }) => ids.includes(id));
    const clipped = !chosen.some((layer) => layer.kind !== 'unreadable' && layer.clipped);
    return { document: updateLayers(document, new Map(chosen.map(({ id }) => [id, { clipped }]))) };
  }
  const masked = document.layers.filter(({ id, mask }) => ids.includes(id) && mask !== null);
  const isOn = masked.some(({ mask }) => mask?.enabled);
  const maskOf = ({ mask }: Layer) => (command === 'mask-delete' || mask === null ? null : { ...mask, enabled: !isOn });
  return { document: updateLayers(document, new Map(masked.map((layer) => [layer.id, { mask: maskOf(layer) }]))) };
}

function arrangementOf(command: LayerCommand): Arrangement | null {
  const found = /^layer-(?:to-)?(front|forward|backward|back)$/.exec(command);
  return (found?.[1] as Arrangement | undefined) ?? null;
}

/** Why a command cannot run; null where it has something to do. */
export function refusalOf(
  command: LayerCommand,
  document: PictureDocument,
  ids: readonly string[],
  parts: CommandParts,
): Refusal | null {
  const { layers } = document;
  const chosen = outermost(layers, ids);
  const [first] = chosen;
  if (first === undefined) return { why: 'no-layer', name: '' };
  const locked = chosen.find((layer) => isLockedAgainst(command, layers, layer));
  if (locked !== undefined) return { why: 'locked', name: locked.name };
  if (command === 'ungroup-layers' && !chosen.some(({ kind }) => kind === 'group'))
    return { why: 'no-group', name: '' };
  if (command.startsWith('mask-') && !chosen.some(({ mask }) => mask !== null)) return { why: 'no-mask', name: '' };
  if (turns.some((turn) => turn === command) && holdsGroupMask(layers, ids)) {
    return { why: 'group-mask', name: first.name };
  }
  return outcomeOf(command, document, ids, parts).document === document ? { why: 'in-place', name: first.name } : null;
}

function isLockedAgainst(command: LayerCommand, layers: readonly Layer[], { id, parentId }: Layer): boolean {
  if (command === 'duplicate-layer') return !takesLayers(layers, parentId);
  const takesApart = command === 'remove-layer' || command === 'ungroup-layers';
  if (turns.some((turn) => turn === command)) return locksWithin(layers, id).position;
  return (takesApart ? locksWithin(layers, id) : locksOn(layers, id)).all;
}
