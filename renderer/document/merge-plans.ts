import type {
  DrawnLayer,
  FillLayer,
  GroupLayer,
  Layer,
  LayerTag,
  Locks,
  PictureDocument,
  PictureLayer,
} from '../../preload/contract/document.ts';
import { type Frame, MAX_PIXELS, MAX_SIDE } from '../../preload/contract/pictures.ts';
import { clipBase } from './clipping.ts';
import { boxAround, inkOf } from './layer-bounds.ts';
import { cornersOfBox } from './layer-matrix.ts';
import { type Refusal, refuse } from './layer-refusals.ts';
import { withinOf } from './layer-tree.ts';
import { locksOn } from './locks.ts';
import { touchedPixels, wholeOf } from './mask-raster.ts';
import { needsWhatIsBelow } from './pass-through.ts';

/** What is drawn to merge layers, what it replaces, and what the merged layer keeps of them. */
export interface MergePlan {
  /** The layers to draw on a transparent page, each with all of its content. */
  readonly layers: readonly Layer[];
  /** The page pixels to draw. They may lie beside the page. */
  readonly frame: Frame;
  /** Whether white paper lies under the layers. */
  readonly paper: boolean;
  /** Where set, the result is clear where these layers are clear, and as faint as they are. */
  readonly shape: readonly Layer[] | null;
  /** The layers of which the pixels are made, without the content of groups. */
  readonly involved: readonly Layer[];
  /** Ids of the layers that the result replaces. */
  readonly gone: ReadonlySet<string>;
  /** The result takes the place of this layer, or lies right below it where the layer stays. */
  readonly anchorId: string;
  readonly result: Pick<Layer, 'name' | 'parentId' | 'opacity' | 'blendMode' | 'locks'> &
    Pick<PictureLayer, 'tag' | 'clipped'>;
}

const UNLOCKED: Locks = { all: false, position: false, transparency: false };

/** A layer as it is drawn when it is merged: on the page itself. */
type Drawn = Partial<Pick<PictureLayer, 'opacity' | 'blendMode' | 'clipped' | 'visible'>>;

/** The layer with its content, to be drawn by itself. */
export function drawn(layers: readonly Layer[], layer: Layer, look: Drawn = {}): Layer[] {
  const within = withinOf(layers, layer.id);
  const own = { ...layer, parentId: null, ...look } as Layer;
  return [...layers.filter(({ id }) => id !== layer.id && within.has(id)), own];
}

/** The look of a layer that shows as it is. */
export const PLAIN = { opacity: 1, blendMode: 'normal', clipped: false } as const;

function tagOf(layer: Layer): LayerTag {
  return layer.kind === 'unreadable' ? 'none' : (layer.tag ?? 'none');
}

/** What the result keeps of a layer. */
function keptOf(layer: Layer, isClipped: boolean): MergePlan['result'] {
  const { name, parentId, opacity, blendMode, locks } = layer;
  return { name, parentId, opacity, blendMode, locks, tag: tagOf(layer), clipped: isClipped };
}

/** The layers of the same group, bottom first, and the place of a layer among them. */
function siblingsOf({ layers }: PictureDocument, layer: Layer) {
  const siblings = layers.filter(({ parentId }) => parentId === layer.parentId);
  return { siblings, at: siblings.indexOf(layer) };
}

/** Whether a layer is clipped to one below it. */
const isClipped = (siblings: readonly Layer[], at: number): boolean => clipBase(siblings, at) !== null;

function goneOf(layers: readonly Layer[], merged: readonly Layer[]): ReadonlySet<string> {
  return new Set(merged.flatMap(({ id }) => [...withinOf(layers, id)]));
}

/**
 * The page pixels that layers touch, also beside the page; of a fill, those of the page. Where these are more than a picture may have, those of the
 * page.
 */
export function frameAround({ layers, width, height }: PictureDocument, ids: readonly string[]): Frame {
  const page = wholeOf({ width, height });
  const within = new Set(ids.flatMap((id) => [...withinOf(layers, id)]));
  const fills = layers.some(({ id, kind }) => kind === 'fill' && within.has(id));
  const ink = inkOf(layers, ids);
  const box = fills ? boxAround([page, ink ?? page].flatMap(cornersOfBox)) : ink;
  const far = { x: -1e6, y: -1e6, width: 2e6, height: 2e6 };
  const touched = box && touchedPixels(box.x, box.y, box.x + box.width, box.y + box.height, far);
  if (touched === null) return page;
  const fits = Math.max(touched.width, touched.height) <= MAX_SIDE && touched.width * touched.height <= MAX_PIXELS;
  return fits ? touched : page;
}

/** A group, text, a shape or a fill becomes one picture, with the same look. What is hidden in a group is left out. */
export function mergeAlone(document: PictureDocument, group: GroupLayer | DrawnLayer | FillLayer): MergePlan | Refusal {
  const { layers } = document;
  if (!group.visible) return refuse('hidden', group.name);
  if (needsWhatIsBelow(layers, group)) return refuse('passes', group.name);
  const { siblings, at } = siblingsOf(document, group);
  return {
    layers: drawn(layers, group, PLAIN),
    frame: frameAround(document, [group.id]),
    paper: false,
    shape: null,
    involved: layers.filter(({ id }) => withinOf(layers, group.id).has(id)),
    gone: goneOf(layers, [group]),
    anchorId: group.id,
    result: keptOf(group, isClipped(siblings, at)),
  };
}

/** A layer and those that are clipped to it become one picture. Null where none is clipped to it. */
export function mergeRun(document: PictureDocument, base: Layer): MergePlan | Refusal | null {
  const { layers } = document;
  const { siblings, at } = siblingsOf(document, base);
  if (isClipped(siblings, at)) return null;
  const above = siblings.slice(at + 1);
  const end = above.findIndex((_, place) => !isClipped(siblings, at + 1 + place));
  const clipped = (end < 0 ? above : above.slice(0, end)).filter(({ visible }) => visible);
  if (clipped.length === 0) return null;
  if (!base.visible) return refuse('hidden', base.name);
  const merged = [base, ...clipped];
  return {
    layers: [...drawn(layers, base, PLAIN), ...clipped.flatMap((layer) => drawn(layers, layer))],
    frame: frameAround(document, [base.id]),
    paper: false,
    shape: null,
    involved: merged,
    gone: goneOf(layers, merged),
    anchorId: base.id,
    // The look of the base was never that of the layers alone: it is kept, and not drawn.
    result: keptOf(base, false),
  };
}

/** A layer is drawn on the one below it. The result keeps the name and the blend mode of the one below. */
export function mergeDown(document: PictureDocument, layer: Layer): MergePlan | Refusal {
  const { siblings, at } = siblingsOf(document, layer);
  const below = siblings[at - 1];
  if (below === undefined) return refuse('nothing-below', layer.name);
  if (below.kind === 'adjustment') return refuse('adjusts', below.name);
  const hidden = [layer, below].find(({ visible }) => !visible);
  if (hidden !== undefined) return refuse('hidden', hidden.name);
  if (needsWhatIsBelow(document.layers, below)) return refuse('passes', below.name);
  const [isUpperClipped, isLowerClipped] = [isClipped(siblings, at), isClipped(siblings, at - 1)];
  if (isLowerClipped && !isUpperClipped) return refuse('clipped-below', below.name);
  const toBase = isUpperClipped && !isLowerClipped;
  return together(document, [below, layer], { name: below.name, anchor: below, isLowerClipped, toBase });
}

/** The chosen layers become one, in the place and with the name of the topmost. Hidden ones stay as they are. */
export function mergeSeveral(document: PictureDocument, chosen: readonly Layer[]): MergePlan | Refusal {
  const shown = chosen.filter(({ visible }) => visible);
  const [lowest, top] = [shown[0], shown.at(-1)];
  if (lowest === undefined || top === undefined || shown.length < 2) {
    return refuse('hidden', chosen.find(({ visible }) => !visible)?.name);
  }
  // Without what lies below, its effect would be lost.
  if (lowest.kind === 'adjustment') return refuse('adjusts', lowest.name);
  if (needsWhatIsBelow(document.layers, lowest)) return refuse('passes', lowest.name);
  const { siblings, at } = siblingsOf(document, lowest);
  const isLowerClipped =
    isClipped(siblings, at) && shown.every((layer) => isClipped(siblings, siblings.indexOf(layer)));
  return together(document, shown, { name: top.name, anchor: top, isLowerClipped, toBase: false });
}

interface Together {
  readonly name: string;
  readonly anchor: Layer;
  readonly isLowerClipped: boolean;
  /** Whether the upper layer is clipped to the lowest, whose look then stays apart from the pixels. */
  readonly toBase: boolean;
}

function together(document: PictureDocument, merged: readonly Layer[], how: Together): MergePlan | Refusal {
  const { layers } = document;
  const [lowest, ...others] = merged;
  if (lowest === undefined) return refuse('no-layer');
  const keepsShape = how.toBase || locksOn(layers, lowest.id).transparency;
  const own = { ...PLAIN, opacity: keepsShape ? 1 : lowest.opacity };
  const base = drawn(layers, lowest, own);
  const clips = (layer: Layer) => keepsShape || staysClipped(document, layer, merged);
  const kept = keptOf(how.anchor, how.isLowerClipped);
  return {
    layers: [...base, ...others.flatMap((layer) => drawn(layers, layer, { clipped: clips(layer) }))],
    frame: frameAround(document, keepsShape ? [lowest.id] : merged.map(({ id }) => id)),
    paper: false,
    shape: keepsShape ? base : null,
    involved: merged,
    gone: goneOf(layers, merged),
    anchorId: how.anchor.id,
    result: {
      ...kept,
      name: how.name,
      tag: tagOf(lowest),
      blendMode: lowest.blendMode,
      opacity: keepsShape ? lowest.opacity : 1,
      locks: keepsShape || how.anchor === lowest ? lowest.locks : UNLOCKED,
    },
  };
}

/** Whether a layer is clipped to another one of those that are merged. */
function staysClipped(document: PictureDocument, layer: Layer, merged: readonly Layer[]): boolean {
  const { siblings, at } = siblingsOf(document, layer);
  if (!isClipped(siblings, at)) return false;
  const base = siblings.findLast((_, place) => place < at && !isClipped(siblings, place));
  return base !== undefined && merged.includes(base) && merged[0] !== layer;
}
