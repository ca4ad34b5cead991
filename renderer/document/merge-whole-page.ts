import type { Layer, PictureDocument } from '../../preload/contract/document.ts';
import { type Refusal, refuse } from './layer-refusals.ts';
import { flattened, hasPixels, type LayerNode, layerTree } from './layer-tree.ts';
import { wholeOf } from './mask-raster.ts';
import { frameAround, type MergePlan } from './merge-plans.ts';
import { hasPaper } from './operations.ts';

/** Plans that merge all layers of a page. */

const PLAIN = {
  parentId: null,
  opacity: 1,
  blendMode: 'normal',
  locks: { all: false, position: false, transparency: false },
} as const;

/** All visible layers become one, in the place of the lowest. Hidden ones stay as they are. */
export function mergeVisible(document: PictureDocument): MergePlan | Refusal {
  const tree = layerTree(document.layers);
  const involved = shownIn(tree);
  const gone = new Set(goneIn(tree));
  const lowest = tree.find((node) => shownIn([node]).length > 0);
  const showing = involved.filter((layer) => hasPixels(layer) || layer.kind === 'fill');
  const [name] = showing.map((layer) => layer.name);
  if (lowest === undefined || name === undefined) return refuse('nothing-shown');
  if (involved.length < 2) return refuse('only-one', name);
  return {
    layers: document.layers,
    frame: frameAround(
      document,
      showing.map(({ id }) => id),
    ),
    paper: false,
    shape: null,
    involved,
    gone,
    anchorId: lowest.layer.id,
    result: { ...PLAIN, name },
  };
}

/** The visible layers of known kinds, with those around them. */
function shownIn(nodes: readonly LayerNode[]): Layer[] {
  return nodes
    .filter(({ layer }) => layer.visible && layer.kind !== 'unreadable')
    .flatMap(({ layer, inside }) => [...shownIn(inside), layer]);
}

/** Ids of the visible pictures, and of the visible groups in which nothing hidden lies. */
function goneIn(nodes: readonly LayerNode[]): string[] {
  return nodes.flatMap(({ layer, inside }) => {
    if (!layer.visible || layer.kind === 'unreadable') return [];
    const own = goneIn(inside);
    return own.length === flattened(inside).length ? [...own, layer.id] : own;
  });
}

/** The page becomes one picture, on its paper where it has one. Hidden layers are discarded. */
export function flatten(document: PictureDocument): MergePlan | Refusal {
  const { layers, width, height } = document;
  const [lowest] = layerTree(layers);
  if (lowest === undefined) return refuse('no-layer');
  return {
    layers,
    frame: wholeOf({ width, height }),
    paper: hasPaper(document),
    shape: null,
    involved: layers,
    gone: new Set(layers.map(({ id }) => id)),
    anchorId: lowest.layer.id,
    result: { ...PLAIN, name: lowest.layer.name },
  };
}
