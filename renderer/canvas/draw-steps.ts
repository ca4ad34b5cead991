import type { Layer } from '../../preload/contract/document.ts';
import { clipBase } from '../document/clipping.ts';
import { isShown, type LayerNode } from '../document/layer-tree.ts';
import { groupLayer } from '../document/new-layer.ts';
import { asksToPass, isolated } from '../document/pass-through.ts';
import { activeMask } from './draw-layer.ts';

/** One step of drawing: what a layer shows or adjusts, or the begin or end of a group. */
export interface DrawStep {
  readonly kind: 'picture' | 'open' | 'close';
  readonly layer: Layer;
  /** The layer shows only where the target already has paint. */
  readonly atop?: true;
}

/**
 * Groups each layer with the layers that are clipped to it, bottom first.
 */
export function clippingRuns(nodes: readonly LayerNode[]): readonly (readonly LayerNode[])[] {
  const runs: LayerNode[][] = [];
  const siblings = nodes.map(({ layer }) => layer);
  for (const [at, node] of nodes.entries()) {
    if (clipBase(siblings, at) === null) runs.push([node]);
    else runs.at(-1)?.push(node);
  }
  return runs;
}

/** The steps that draw these layers, bottom first. Hidden layers and layers of an unknown kind are left out. */
export function drawSteps(nodes: readonly LayerNode[]): DrawStep[] {
  return clippingRuns(nodes).flatMap(([base, ...clipped]): DrawStep[] => {
    if (base === undefined) return [];
    const above = clipped.flatMap((node) => stepsOf(apart(node), true));
    const own = stepsOf(clipped.length === 0 ? base : apart(base), false);
    return above.length === 0 || own.length === 0 ? own : clippedSteps(base.layer, own, above);
  });
}

function stepsOf({ layer, inside }: LayerNode, clipped: boolean): DrawStep[] {
  const atop: Pick<DrawStep, 'atop'> = clipped ? { atop: true } : {};
  if (!isShown(layer) || layer.kind === 'unreadable') return [];
  if (layer.kind !== 'group') return [{ kind: 'picture', layer, ...atop }];
  const steps = drawSteps(inside);
  const isWhole = layer.opacity === 1 && activeMask(layer) === null;
  if (asksToPass(layer) && isWhole) return steps;
  return steps.length === 0 ? [] : [{ kind: 'open', layer }, ...steps, { kind: 'close', layer, ...atop }];
}

/** A group whose shape is needed does not pass through. */
function apart(node: LayerNode): LayerNode {
  return node.layer.kind === 'group' ? { ...node, layer: isolated(node.layer) } : node;
}

/**
 * A layer and the layers clipped to it are composed first. The result is drawn with that layer's blend mode and
 * opacity.
 */
function clippedSteps({ opacity, blendMode }: Layer, own: readonly DrawStep[], above: readonly DrawStep[]): DrawStep[] {
  // No layer of the document has this id, so the group has no mask or picture of its own.
  const whole = groupLayer({ id: '', name: '', opacity, blendMode });
  const plain = own.map((step, at): DrawStep => {
    const isIts = at === own.length - 1;
    return isIts ? { ...step, layer: { ...step.layer, opacity: 1, blendMode: 'normal' } } : step;
  });
  return [{ kind: 'open', layer: whole }, ...plain, ...above, { kind: 'close', layer: whole }];
}
