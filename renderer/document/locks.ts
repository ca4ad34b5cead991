import type { Layer, Locks } from '../../preload/contract/document.ts';
import { ancestorsOf, byId } from '../../preload/contract/layer-tree.ts';
import { type LayerNode, layerTree, withinOf } from './layer-tree.ts';

/** What the locks of layers hold. A group's locks hold for all that lies in it. */

const OPEN: Locks = { all: false, position: false, transparency: false };

function joined(a: Locks, b: Locks): Locks {
  return { all: a.all || b.all, position: a.position || b.position, transparency: a.transparency || b.transparency };
}

/** The locks that hold a layer: its own, and those of the groups that it lies in. `all` holds the others, too. */
export function locksOn(layers: readonly Layer[], id: string): Locks {
  const known = byId(layers);
  const layer = known.get(id);
  if (layer === undefined) return OPEN;
  const { all, position, transparency } = [layer, ...(ancestorsOf(layer, known) ?? [])]
    .map(({ locks }) => locks)
    .reduce(joined);
  return { all, position: all || position, transparency: all || transparency };
}

/** The same with the locks of what lies in it: whoever moves or deletes a group does it to all that lies in it. */
export function locksWithin(layers: readonly Layer[], id: string): Locks {
  return [...withinOf(layers, id)].map((each) => locksOn(layers, each)).reduce(joined, OPEN);
}

/** Ids of all layers that are locked in their place. */
export function heldInPlace(layers: readonly Layer[]): ReadonlySet<string> {
  const found = (nodes: readonly LayerNode[], held: boolean): string[] =>
    nodes.flatMap(({ layer, inside }) => {
      const own = held || layer.locks.all || layer.locks.position;
      return [...(own ? [layer.id] : []), ...found(inside, own)];
    });
  return new Set(found(layerTree(layers), false));
}

/** Whether layers may be put into a group, taken out of it, and put in another order there. Null: the page itself. */
export function takesLayers(layers: readonly Layer[], parentId: string | null): boolean {
  return parentId === null || !locksOn(layers, parentId).all;
}
