import type {
  AdjustmentLayer,
  DrawnLayer,
  FillLayer,
  GroupLayer,
  Layer,
  PictureLayer,
  PixelLayer,
  RasterLayer,
} from '../../preload/contract/document.ts';
import { ancestorsOf, byId } from '../../preload/contract/layer-tree.ts';

/** Reads the page's list of layers as a tree of groups. */

/** A layer with its content, bottom first. */
export interface LayerNode {
  readonly layer: Layer;
  readonly inside: readonly LayerNode[];
}

/** The layers outside of all groups, bottom first, each with its content. */
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

/** The list form of a tree: each group comes right above its content. */
export function flattened(nodes: readonly LayerNode[]): Layer[] {
  return nodes.flatMap(({ layer, inside }) => [...flattened(inside), layer]);
}

/** The named layers that do not lie in another named layer, in painting order. */
export function outermost(layers: readonly Layer[], ids: readonly string[]): readonly Layer[] {
  const chosen = new Set(ids);
  const found = (nodes: readonly LayerNode[]): Layer[] =>
    nodes.flatMap(({ layer, inside }) => (chosen.has(layer.id) ? [layer] : found(inside)));
  return found(layerTree(layers));
}

/** Ids of a layer and of all of its content, at any depth; empty where there is no such layer. */
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

/** Whether a layer shows pixels of its own in a box. */
export function hasPixels(layer: Layer): layer is PixelLayer {
  return isRaster(layer) || isDrawn(layer);
}

/** Whether a layer's pixels are kept. */
export function isRaster(layer: Layer): layer is RasterLayer {
  return layer.kind === 'picture' || layer.kind === 'paint';
}

/** Whether a layer is drawn from its data. */
export function isDrawn(layer: Layer): layer is DrawnLayer {
  return layer.kind === 'text' || layer.kind === 'shape';
}

/** Whether a layer has no box. Its mask lies on the page. */
export function isBoxless(layer: Layer): layer is GroupLayer | FillLayer | AdjustmentLayer {
  return layer.kind === 'group' || layer.kind === 'fill' || layer.kind === 'adjustment';
}

/** All layers with pixels, in painting order. */
export function picturesOf(nodes: readonly LayerNode[]): readonly PixelLayer[] {
  return nodes.flatMap(({ layer, inside }) => (hasPixels(layer) ? [layer] : picturesOf(inside)));
}

/** The visible layers with pixels, in painting order. Neither they nor a group around them are hidden. */
export function shownPicturesOf(nodes: readonly LayerNode[]): readonly PixelLayer[] {
  return nodes
    .filter(({ layer }) => isShown(layer) && layer.kind !== 'unreadable')
    .flatMap(({ layer, inside }) => (hasPixels(layer) ? [layer] : shownPicturesOf(inside)));
}

/** The visible layers that show something of their own, in painting order: those with pixels, and fills. */
export function shownLayersOf(nodes: readonly LayerNode[]): readonly (PixelLayer | FillLayer)[] {
  return nodes
    .filter(({ layer }) => isShown(layer) && layer.kind !== 'unreadable')
    .flatMap(({ layer, inside }) => (hasPixels(layer) || layer.kind === 'fill' ? [layer] : shownLayersOf(inside)));
}

/** The same for a page. */
export function shownLayers(layers: readonly Layer[]): readonly (PixelLayer | FillLayer)[] {
  return shownLayersOf(layerTree(layers));
}

/** The visible layers with pixels of a page, in painting order. */
export function shownPictures(layers: readonly Layer[]): readonly PixelLayer[] {
  return shownPicturesOf(layerTree(layers));
}

/** The part of a tree that must never be redrawn: protected layers, and the content of protected groups. */
export function protectedTree(nodes: readonly LayerNode[]): readonly LayerNode[] {
  return nodes.flatMap((node): readonly LayerNode[] => {
    // The layer that this one is clipped to may not be protected, so all that this layer could show is protected.
    const layer = node.layer.kind === 'unreadable' ? node.layer : { ...node.layer, clipped: false };
    if (layer.isProtected) return [{ ...node, layer }];
    const inside = protectedTree(node.inside);
    return inside.length === 0 ? [] : [{ layer, inside }];
  });
}
