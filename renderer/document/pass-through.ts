import type { GroupLayer, Layer } from '../../preload/contract/document.ts';
import { clipBase } from './clipping.ts';
import { isShown } from './layer-tree.ts';

/** Which groups let their layers blend with what lies below the group. */

/** Whether a layer is a group that is set to pass through. */
export function asksToPass(layer: Layer): layer is GroupLayer {
  return layer.kind === 'group' && layer.passThrough === true;
}

/**
 * Whether the layers of a group blend with what lies below the group. They never do where the group is clipped, or where
 * another layer is clipped to it, since its own shape is needed there.
 * @param siblings the layers of the group's own group, bottom first
 */
export function passesThrough(siblings: readonly Layer[], at: number): boolean {
  const layer = siblings[at];
  if (layer === undefined || !asksToPass(layer)) return false;
  return clipBase(siblings, at) === null && clipBase(siblings, at + 1) !== at;
}

/** The same for a group of a page. */
export function isPassedThrough(layers: readonly Layer[], group: Layer): boolean {
  const siblings = layers.filter(({ parentId }) => parentId === group.parentId);
  return passesThrough(siblings, siblings.indexOf(group));
}

/** Whether a layer works on the page itself, with its paper, and not only on what lies in a group or below a clipped layer. */
export function reachesPage(layers: readonly Layer[], layer: Layer): boolean {
  if (layer.kind !== 'unreadable' && layer.clipped === true) return false;
  if (layer.parentId === null) return true;
  const group = layers.find(({ id }) => id === layer.parentId);
  return group !== undefined && isPassedThrough(layers, group) && reachesPage(layers, group);
}

/** Whether a group would look different if its layers were composed apart from what lies below it. */
export function needsWhatIsBelow(layers: readonly Layer[], group: Layer): boolean {
  return isPassedThrough(layers, group) && worksBelow(layers, group.id);
}

/** Whether something in a group blends with what lies below it, or adjusts that, where the group passes through. */
export function worksBelow(layers: readonly Layer[], groupId: string): boolean {
  const inside = layers.filter(({ parentId }) => parentId === groupId);
  return inside.some((layer, at) => {
    if (!isShown(layer) || layer.kind === 'unreadable' || clipBase(inside, at) !== null) return false;
    if (passesThrough(inside, at)) return worksBelow(layers, layer.id);
    return layer.kind === 'adjustment' || layer.blendMode !== 'normal';
  });
}

/** The group with its layers apart from what lies below it. */
export function isolated(group: GroupLayer): GroupLayer {
  const { passThrough: _, ...own } = group;
  return own;
}
