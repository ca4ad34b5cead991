import type { Layer, PictureLayer } from '../../preload/contract/document.ts';
import { ancestorsOf, byId } from '../../preload/contract/layer-tree.ts';

/** The page's list of layers, read as the tree of its groups. */

/** A layer with those that lie in it, bottom first. */
export interface LayerNode {
  readonly layer: Layer;
  readonly inside: readonly LayerNode[];
}

/** The layers that lie in no group, bottom first, each with those that lie in it. */
export function layerTree(layers: readonly Layer[]): readonly LayerNode[] {
  const inside = new Map<string | null, Layer[]>();
  for (const layer of layers) {
    const siblings = inside.get(layer.parentId);
    if (siblings === undefined) inside.set(layer.parentId, [layer]);
    else siblings.push(layer);
  }
  const nodesIn = (parent: string | null): LayerNode[] =>
    (inside.get(parent) ?? []).map((layer) => ({ layer, inside: inside.has(layer.id) ? nodesIn(layer.id) : [] }));
  return nodesIn(null);
}

/** The list that a tree is read from: each group right above what lies in it. */
export function flattened(nodes: readonly LayerNode[]): Layer[] {
  return nodes.flatMap(({ layer, inside }) => [...flattened(inside), layer]);
}

/** Those of the named layers that lie in no other one of them, in the order in which they are painted. */
export function outermost(layers: readonly Layer[], ids: readonly string[]): readonly Layer[] {
  const chosen = new Set(ids);
  const found = (nodes: readonly LayerNode[]): Layer[] =>
    nodes.flatMap(({ layer, inside }) => (chosen.has(layer.id) ? [layer] : found(inside)));
  return found(layerTree(layers));
}

/** Ids of a layer and of all that lies in it, however deep; none where there is no such layer. */
export function withinOf(layers: readonly Layer[], id: string): ReadonlySet<string> {
  const known = byId(layers);
  if (!known.has(id)) return new Set();
  const isIn = (layer: Layer) => ancestorsOf(layer, known)?.some((parent) => parent.id === id);
  return new Set([id, ...layers.filter(isIn).map((layer) => layer.id)]);
}

export function isShown({ visible, opacity }: Layer): boolean {
  return visible && opacity > 0;
}

export function isPicture(layer: Layer): layer is PictureLayer {
  return layer.kind === 'picture';
}

/** All pictures, in the order in which they are painted. */
export function picturesOf(nodes: readonly LayerNode[]): readonly PictureLayer[] {
  return nodes.flatMap(({ layer, inside }) => (isPicture(layer) ? [layer] : picturesOf(inside)));
}

/** Those that show: neither they nor a group around them are hidden. */
export function shownPicturesOf(nodes: readonly LayerNode[]): readonly PictureLayer[] {
  return nodes
    .filter(({ layer }) => isShown(layer) && layer.kind !== 'unreadable')
    .flatMap(({ layer, inside }) => (isPicture(layer) ? [layer] : shownPicturesOf(inside)));
}

/** The pictures of a page that show, in the order in which they are painted. */
export function shownPictures(layers: readonly Layer[]): readonly PictureLayer[] {
  return shownPicturesOf(layerTree(layers));
}

/** The part of a tree in which nothing is ever redrawn: protected layers, and all that lies in a protected group. */
export function protectedTree(nodes: readonly LayerNode[]): readonly LayerNode[] {
  return nodes.flatMap((node): readonly LayerNode[] => {
    // What it is clipped to may not be kept: all of it that could show is.
    const layer = node.layer.kind === 'unreadable' ? node.layer : { ...node.layer, clipped: false };
    if (layer.isProtected) return [{ ...node, layer }];
    const inside = protectedTree(node.inside);
    return inside.length === 0 ? [] : [{ layer, inside }];
  });
}
