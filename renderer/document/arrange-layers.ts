import type { GroupLayer, Layer, PictureDocument } from '../../preload/contract/document.ts';
import { misplacedLayers } from '../../preload/contract/layer-tree.ts';
import { flattened, type LayerNode, layerTree, outermost, withinOf } from './layer-tree.ts';
import { locksOn, locksWithin, takesLayers } from './locks.ts';

/** Which layer lies above which, and in which group. What a lock forbids changes nothing. */

export interface Place {
  /** Null: the page itself. */
  readonly parentId: string | null;
  /** Among those that lie there, from the bottom, counted without the layers that are put there. */
  readonly index: number;
}

/** Puts layers, in the order in which they are painted, at one place. */
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

/** The same layers in another order or in other groups; the document itself where nothing has changed, or what may not be would be. */
function reordered(document: PictureDocument, layers: readonly Layer[]): PictureDocument {
  if (misplacedLayers(layers).size > 0) return document;
  const next = flattened(layerTree(layers));
  const before = flattened(layerTree(document.layers));
  const same = next.length === before.length && next.every((layer, at) => layer === before[at]);
  return same ? document : { ...document, layers: next };
}

/** Puts layers into a new group, which stands where the topmost of them stood. */
export function groupLayers(document: PictureDocument, ids: readonly string[], group: GroupLayer): PictureDocument {
  const { layers } = document;
  const moved = outermost(layers, ids);
  const top = moved.at(-1);
  if (top === undefined || moved.some(({ id }) => locksOn(layers, id).all)) return document;
  const own: GroupLayer = { ...group, parentId: top.parentId };
  const withGroup = layers.toSpliced(layers.indexOf(top) + 1, 0, own);
  const grouped = placeLayers(
    { ...document, layers: withGroup },
    moved.map(({ id }) => id),
    { parentId: own.id, index: 0 },
  );
  // A group that nothing could be put into is none.
  return grouped.layers === withGroup ? document : grouped;
}

/** Groups give way to what lies in them; one that holds a locked layer stays. */
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

/** Brings layers nearer to the eye or further from it, among those that lie in the same group. */
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

/** Each chosen one changes places with the next; those that lie together stay together. */
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

/** Groups go with all that lies in them. Where one of them holds a locked layer, it stays. */
export function removeLayers(document: PictureDocument, ids: readonly string[]): PictureDocument {
  const gone = new Set(
    ids.filter((id) => !locksWithin(document.layers, id).all).flatMap((id) => [...withinOf(document.layers, id)]),
  );
  const layers = document.layers.filter(({ id }) => !gone.has(id));
  return layers.length === document.layers.length ? document : { ...document, layers };
}

export interface Duplicate {
  readonly document: PictureDocument;
  /** Of the outermost copies, bottom first. */
  readonly copies: readonly string[];
}

/** A copy of each right above it; of a group with all that lies in it. @param nameOf a copy's name */
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
  return { document: { ...document, layers }, copies: originals.flatMap(({ id }) => copies.get(id) ?? []) };
}
