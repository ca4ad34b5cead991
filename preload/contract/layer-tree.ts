/** Reads the groups of a page as a tree, from a list in which each layer names its parent. */

export interface TreeLayer {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: string;
}

/** Limit of groups within groups. Each of them takes a picture of the page's size while it is drawn. */
export const MOST_NESTED = 16;

/** A layer of an unknown kind may hold others, too. */
const holdsOthers = ({ kind }: TreeLayer): boolean => kind === 'group' || kind === 'unreadable';

/**
 * Returns the groups that a layer lies in, the nearest first. Returns null where a parent is missing, is no group or
 * comes twice, or where the groups are nested too deeply.
 */
export function ancestorsOf<L extends TreeLayer>(layer: L, byId: ReadonlyMap<string, L>): readonly L[] | null {
  const found: L[] = [];
  for (let id = layer.parentId; id !== null; ) {
    const parent = byId.get(id);
    if (parent === undefined || !holdsOthers(parent) || parent.id === layer.id) return null;
    if (found.length === MOST_NESTED || found.includes(parent)) return null;
    found.push(parent);
    id = parent.parentId;
  }
  return found;
}

export function byId<L extends TreeLayer>(layers: readonly L[]): Map<string, L> {
  return new Map(layers.map((layer) => [layer.id, layer]));
}

/** Returns the ids of the layers that have no valid place on the page. */
export function misplacedLayers(layers: readonly TreeLayer[]): Set<string> {
  if (layers.every(({ parentId }) => parentId === null)) return new Set();
  const known = byId(layers);
  return new Set(layers.filter((layer) => ancestorsOf(layer, known) === null).map(({ id }) => id));
}
