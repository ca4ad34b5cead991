import { type GroupLayer, type Layer, MOST_LAYERS, type PictureDocument } from '../../preload/contract/document.ts';
import { misplacedLayers } from '../../preload/contract/layer-tree.ts';
import { flattened, type LayerNode, layerTree, outermost, withinOf } from './layer-tree.ts';
import { locksOn, locksWithin, takesLayers } from './locks.ts';

/** Changes the order of layers and their groups. A change that a lock forbids returns the document unchanged. */

export interface Place {
  /** The id of the group; null for the page itself. */
  readonly parentId: string | null;
  /** The index from the bottom in that group, counted without the layers that are moved. */
  readonly index: number;
}

/** Moves layers to one place and keeps their painting order. */
export function placeLayers(document: PictureDocument, ids: readonly string[], place: Place): PictureDocument {
  const { layers } = document;
  const moved = outermost(layers, ids);
  const parents = [place.parentId, ...moved.map(({ parentId }) => parentId)];
  if (moved.length === 0 || moved.some(({ id }) => locksOn(layers, id).all)) return document;
  if (!parents.every((parentId) => takesLayers(layers, parentId))) return document;
  if (place.parentId !== null && !layers.some(({ id, kind }) => id === place.parentId && kind === 'group')) {
    return document;
  }
  if (moved.some(({ id }) => withinOf(layers, id).has(place.parentId ?? ''))) return document;
  const taken = new Set(moved.map(({ id }) => id));
  const rest = layers.filter(({ id }) => !taken.has(id));
  const siblings = rest.filter(({ parentId }) => parentId === place.parentId);
  const above = siblings[Math.max(0, Math.trunc(place.index))];
  const at = above === undefined ? rest.length : rest.indexOf(above);
  const put = moved.map((layer) => inGroup(layer, place.parentId));
  return reordered(document, rest.toSpliced(at, 0, ...put));
}

const inGroup = (layer: Layer, parentId: string | null): Layer =>
  layer.parentId === parentId ? layer : { ...layer, parentId };

/**
 * The document with its layers in another order or in other groups. Returns the document itself where nothing has
 * changed, or where a layer would lie in a place that is not allowed.
 */
function reordered(document: PictureDocument, layers: readonly Layer[]): PictureDocument {
  if (misplacedLayers(layers).size > 0) return document;
  const next = flattened(layerTree(layers));
  const before = flattened(layerTree(document.layers));
  const same = next.length === before.length && next.every((layer, at) => layer === before[at]);
  return same ? document : { ...document, layers: next };
}

/** Puts layers into a new group, which takes the place of the topmost of them. A full page takes no group. */
export function groupLayers(document: PictureDocument, ids: readonly string[], group: GroupLayer): PictureDocument {
  const { layers } = document;
  const moved = outermost(layers, ids);
  const top = moved.at(-1);
  if (top === undefined || moved.some(({ id }) => locksOn(layers, id).all)) return document;
  if (layers.length >= MOST_LAYERS) return document;
  const own: GroupLayer = { ...group, parentId: top.parentId };
  const withGroup = layers.toSpliced(layers.indexOf(top) + 1, 0, own);
  const grouped = placeLayers(
    { ...document, layers: withGroup },
    moved.map(({ id }) => id),
    { parentId: own.id, index: 0 },
  );
  // An empty group is not kept where no layer could be moved into it.
  return grouped.layers === withGroup ? document : grouped;
}

/** Replaces groups by their content. A group that holds a locked layer stays. */
export function ungroupLayers(document: PictureDocument, ids: readonly string[]): PictureDocument {
  const chosen = new Set(ids);
  const open = document.layers.filter(
    ({ id, kind, parentId }) =>
      chosen.has(id) &&
      kind === 'group' &&
      !locksWithin(document.layers, id).all &&
      takesLayers(document.layers, parentId),
  );
  if (open.length === 0) return document;
  const gone = new Set(open.map(({ id }) => id));
  const dissolved = (nodes: readonly LayerNode[], parentId: string | null): LayerNode[] =>
    nodes.flatMap(({ layer, inside }) =>
      gone.has(layer.id)
        ? dissolved(inside, parentId)
        : [{ layer: inGroup(layer, parentId), inside: dissolved(inside, layer.id) }],
    );
  return { ...document, layers: flattened(dissolved(layerTree(document.layers), null)) };
}

export const arrangements = ['front', 'forward', 'backward', 'back'] as const;
export type Arrangement = (typeof arrangements)[number];

/** Moves layers up or down among the layers of the same group. */
export function arrangeLayers(
  document: PictureDocument,
  ids: readonly string[],
  arrangement: Arrangement,
): PictureDocument {
  const free = (id: string) => !locksOn(document.layers, id).all;
  const chosen = new Set(ids.filter(free));
  const arranged = (nodes: readonly LayerNode[]): LayerNode[] =>
    inOrder(nodes, ({ layer }) => chosen.has(layer.id), arrangement).map(({ layer, inside }) => ({
      layer,
      inside: arranged(inside),
    }));
  return reordered(document, flattened(arranged(layerTree(document.layers))));
}

/** @param items bottom first */
function inOrder<T>(items: readonly T[], isChosen: (item: T) => boolean, arrangement: Arrangement): readonly T[] {
  if (arrangement === 'front') return [...items.filter((item) => !isChosen(item)), ...items.filter(isChosen)];
  if (arrangement === 'back') return [...items.filter(isChosen), ...items.filter((item) => !isChosen(item))];
  if (arrangement === 'backward') return forward(items.toReversed(), isChosen).toReversed();
  return forward(items, isChosen);
}

/** Each chosen layer changes places with the one above it. Chosen neighbours stay together. */
function forward<T>(items: readonly T[], isChosen: (item: T) => boolean): T[] {
  const next = [...items];
  for (let at = next.length - 2; at >= 0; at--) {
    const [one, above] = [next[at], next[at + 1]];
    if (one === undefined || above === undefined || !isChosen(one) || isChosen(above)) continue;
    next[at] = above;
    next[at + 1] = one;
  }
  return next;
}

/** Removes layers, and groups with all of their content. A group that holds a locked layer stays. */
export function removeLayers(document: PictureDocument, ids: readonly string[]): PictureDocument {
  const gone = new Set(
    ids.filter((id) => !locksWithin(document.layers, id).all).flatMap((id) => [...withinOf(document.layers, id)]),
  );
  const layers = document.layers.filter(({ id }) => !gone.has(id));
  return layers.length === document.layers.length ? document : { ...document, layers };
}

export interface Duplicate {
  readonly document: PictureDocument;
  /** Ids of the outermost copies, bottom first. */
  readonly copies: readonly string[];
}

/**
 * Puts a copy right above each layer. A group is copied with its content. A page that would hold too many layers stays
 * as it is.
 * @param nameOf the name of a copy
 */
export function duplicateLayers(
  document: PictureDocument,
  ids: readonly string[],
  newId: () => string,
  nameOf: (name: string) => string,
): Duplicate {
  const originals = outermost(document.layers, ids).filter(({ parentId }) => takesLayers(document.layers, parentId));
  const copies = new Map<string, string>();
  const copied = (nodes: readonly LayerNode[], parentId: string | null): LayerNode[] =>
    nodes.map(({ layer, inside }) => {
      const id = newId();
      return { layer: { ...layer, id, parentId }, inside: copied(inside, id) };
    });
  const isOriginal = new Set(originals.map(({ id }) => id));
  const withCopies = (nodes: readonly LayerNode[]): LayerNode[] =>
    nodes.flatMap((node): LayerNode[] => {
      if (!isOriginal.has(node.layer.id)) return [{ ...node, inside: withCopies(node.inside) }];
      const copy = copied([node], node.layer.parentId).map(({ layer, inside }): LayerNode => {
        copies.set(node.layer.id, layer.id);
        return { layer: { ...layer, name: nameOf(layer.name.slice(0, 190)).slice(0, 200) }, inside };
      });
      return [node, ...copy];
    });
  if (originals.length === 0) return { document, copies: [] };
  const layers = flattened(withCopies(layerTree(document.layers)));
  if (layers.length > MOST_LAYERS) return { document, copies: [] };
  return { document: { ...document, layers }, copies: originals.flatMap(({ id }) => copies.get(id) ?? []) };
}
