import type { Adjustment, Fill, GradientFill } from '../../preload/contract/adjustments.ts';
import type { FillLayer, Layer, PictureDocument } from '../../preload/contract/document.ts';
import { clipBase } from './clipping.ts';
import { withinOf } from './layer-tree.ts';
import { locksOn } from './locks.ts';
import { isPassedThrough } from './pass-through.ts';
import type { Point } from './point.ts';

/** Fill and adjustment layers as they are changed. */

/** Changes what an adjustment layer does. */
export function readjusted(document: PictureDocument, id: string, adjustment: Adjustment): PictureDocument {
  return changed(document, id, (layer) =>
    layer.kind === 'adjustment' && layer.adjustment.type === adjustment.type && !isSame(layer.adjustment, adjustment)
      ? { ...layer, adjustment }
      : layer,
  );
}

/** Changes what a fill layer shows. */
export function refilled(document: PictureDocument, id: string, fill: Fill): PictureDocument {
  return changed(document, id, (layer) =>
    layer.kind === 'fill' && !isSame(layer.fill, fill) ? { ...layer, fill } : layer,
  );
}

export const gradientEnds = ['from', 'to'] as const;
export type GradientEnd = (typeof gradientEnds)[number];

/** A layer with a gradient. */
export type GradientLayer = FillLayer & { readonly fill: GradientFill };

/** The layer whose gradient is laid by hand: the chosen one where it is seen, is not locked, and takes no paint on its mask. */
export function chosenGradient({
  document: { layers },
  selectedLayerId: id,
  paintedMaskId,
}: {
  readonly document: Pick<PictureDocument, 'layers'>;
  readonly selectedLayerId: string | null;
  readonly paintedMaskId: string | null;
}): GradientLayer | null {
  const layer = layers.find((one) => one.id === id);
  if (layer?.kind !== 'fill' || layer.fill.type !== 'gradient' || paintedMaskId === id) return null;
  return layer.visible && !locksOn(layers, layer.id).all ? (layer as GradientLayer) : null;
}

/** Moves one end of a gradient. The middle of a radial one takes its edge along. */
export function movedEnd(fill: GradientFill, end: GradientEnd, place: Point): GradientFill {
  const limited = { x: within(place.x), y: within(place.y) };
  if (end === 'to' || fill.shape === 'linear') return { ...fill, [end]: limited };
  const by = { x: limited.x - fill.from.x, y: limited.y - fill.from.y };
  return { ...fill, from: limited, to: { x: within(fill.to.x + by.x), y: within(fill.to.y + by.y) } };
}

/** As the contract limits places. */
const within = (value: number) => Math.max(-1e6, Math.min(1e6, value));

function changed(document: PictureDocument, id: string, change: (layer: Layer) => Layer): PictureDocument {
  const at = document.layers.findIndex((layer) => layer.id === id);
  const before = document.layers[at];
  if (before === undefined || locksOn(document.layers, id).all) return document;
  const after = change(before);
  return after === before ? document : { ...document, layers: document.layers.with(at, after) };
}

const isSame = (a: Fill | Adjustment, b: Fill | Adjustment) => JSON.stringify(a) === JSON.stringify(b);

/**
 * The layers whose colours an adjustment changes, each with its content, as they lie on the page without its group:
 * those below it in its group, also those below the group where that passes through, or the layer that it is clipped to
 * with what is clipped to that one below.
 */
export function layersBelow(layers: readonly Layer[], id: string): readonly Layer[] {
  const own = layers.find((layer) => layer.id === id);
  if (own === undefined) return [];
  const siblings = layers.filter(({ parentId }) => parentId === own.parentId);
  const at = siblings.indexOf(own);
  const base = clipBase(siblings, at);
  const below = siblings.slice(base ?? 0, at);
  const outer = new Set(below.map((layer) => layer.id));
  const all = new Set(below.flatMap((layer) => [...withinOf(layers, layer.id)]));
  const group = layers.find((layer) => layer.id === own.parentId);
  const beyond = base === null && group !== undefined && isPassedThrough(layers, group);
  const inGroup = layers
    .filter((layer) => all.has(layer.id))
    .map((layer): Layer => {
      if (!outer.has(layer.id)) return layer;
      const moved: Layer = { ...layer, parentId: null };
      // The look of a base is that of all that is clipped to it together, and comes after the adjustment.
      return base !== null && layer === below[0] ? ({ ...moved, opacity: 1, blendMode: 'normal' } as Layer) : moved;
    });
  return beyond ? [...layersBelow(layers, group.id), ...inGroup] : inGroup;
}
