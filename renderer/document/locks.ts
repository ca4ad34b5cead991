import type { Layer, Locks } from '../../preload/contract/document.ts';
import { ancestorsOf, byId } from '../../preload/contract/layer-tree.ts';
import { type LayerNode, layerTree, withinOf } from './layer-tree.ts';

/** The effect of layers' locks. A group's locks apply to all of its content. */

const OPEN: Locks = { all: false, position: false, transparency: false };

function joined(a: Locks, b: Locks): Locks {
  return { all: a.all || b.all, position: a.position || b.position, transparency: a.transparency || b.transparency };
}

/** The locks that apply to a layer: its own, and those of the groups around it. `all` includes the others. */
export function locksOn(layers: readonly Layer[], id: string): Locks {
  const known = byId(layers);
  const layer = known.get(id);
  if (layer === undefined) return OPEN;
  const { all, position, transparency } = [layer, ...(ancestorsOf(layer, known) ?? [])]
    .map(({ locks }) => locks)
    .reduce(joined);
  return { all, position: all || position, transparency: all || transparency };
}

/**
 * The locks of a layer and of all of its content. They apply when a group is moved or deleted, since that changes all
 * of its content.
 */
export function locksWithin(layers: readonly Layer[], id: string): Locks {
  return [...withinOf(layers, id)].map((each) => locksOn(layers, each)).reduce(joined, OPEN);
}

/** Ids of all layers whose place is locked. */
export function heldInPlace(layers: readonly Layer[]): ReadonlySet<string> {
  const found = (nodes: readonly LayerNode[], held: boolean): string[] =>
    nodes.flatMap(({ layer, inside }) => {
      const own = held || layer.locks.all || layer.locks.position;
      return [...(own ? [layer.id] : []), ...found(inside, own)];
    });
  return new Set(found(layerTree(layers), false));
}

/** Whether layers may be added to a group, removed from it, and reordered in it. Null stands for the page itself. */
export function takesLayers(layers: readonly Layer[], parentId: string | null): boolean {
  return parentId === null || !locksOn(layers, parentId).all;
}
