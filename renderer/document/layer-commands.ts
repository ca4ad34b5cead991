import { type Layer, MOST_LAYERS, type PictureDocument } from '../../preload/contract/document.ts';
import { alignments, type LayerCommand, turns } from '../../preload/contract/layer-commands.ts';
import { alignLayers, canDistribute, distributes } from './align-layers.ts';
import {
  type Arrangement,
  arrangeLayers,
  duplicateLayers,
  groupLayers,
  removeLayers,
  ungroupLayers,
} from './arrange-layers.ts';
import { type Refusal, refuse } from './layer-refusals.ts';
import { outermost, withinOf } from './layer-tree.ts';
import { locksOn, locksWithin, takesLayers } from './locks.ts';
import { movable } from './move-layers.ts';
import { groupLayer } from './new-layer.ts';
import { updateLayers } from './operations.ts';
import { worksBelow } from './pass-through.ts';
import { holdsGroupMask, turnLayers } from './turn-layers.ts';

/** The commands that menus, keys and buttons run on the chosen layers. Each is one undo step. */

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
    const after = groupLayers(document, ids, { ...group, passThrough: true });
    // The page looks the same in a group that passes through. Where nothing needs that, the group is a plain one.
    const passes = worksBelow(after.layers, group.id);
    return { document: passes ? after : groupLayers(document, ids, group), select: [group.id] };
  }
  if (command === 'ungroup-layers') {
    const inside = document.layers.filter(({ parentId }) => parentId !== null && ids.includes(parentId));
    return { document: ungroupLayers(document, ids), select: inside.map(({ id }) => id) };
  }
  const turn = turns.find((one) => one === command);
  if (turn !== undefined) return { document: turnLayers(document, ids, turn) };
  const alignment = alignments.find((one) => one === command);
  if (alignment !== undefined) return { document: alignLayers(document, ids, alignment) };
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
  if (first === undefined) return refuse('no-layer');
  const locked = chosen.find((layer) => isLockedAgainst(command, layers, layer));
  if (locked !== undefined) return refuse('locked', locked.name);
  if (layers.length + addedBy(command, layers, chosen) > MOST_LAYERS) return refuse('full');
  if (command === 'ungroup-layers' && !chosen.some(({ kind }) => kind === 'group')) return refuse('no-group');
  if (command.startsWith('mask-') && !chosen.some(({ mask }) => mask !== null)) return refuse('no-mask');
  const alignment = alignments.find((one) => one === command);
  if (alignment !== undefined && movable(layers, ids).length === 0) return refuse('locked', first.name);
  if (alignment !== undefined && distributes(alignment) && !canDistribute(document, ids)) return refuse('three');
  if (turns.some((turn) => turn === command) && holdsGroupMask(layers, ids)) return refuse('group-mask', first.name);
  return outcomeOf(command, document, ids, parts).document === document ? refuse('in-place', first.name) : null;
}

/** How many layers a command adds to the page. */
function addedBy(command: LayerCommand, layers: readonly Layer[], chosen: readonly Layer[]): number {
  if (command === 'group-layers') return 1;
  return command === 'duplicate-layer' ? chosen.reduce((sum, { id }) => sum + withinOf(layers, id).size, 0) : 0;
}

function isLockedAgainst(command: LayerCommand, layers: readonly Layer[], { id, parentId }: Layer): boolean {
  if (command === 'duplicate-layer') return !takesLayers(layers, parentId);
  // The others are aligned with what is locked.
  if (alignments.some((alignment) => alignment === command)) return false;
  const takesApart = command === 'remove-layer' || command === 'ungroup-layers';
  if (turns.some((turn) => turn === command)) return locksWithin(layers, id).position;
  return (takesApart ? locksWithin(layers, id) : locksOn(layers, id)).all;
}
