import type { Layer } from '../../preload/contract/document.ts';

/** Which layers are clipped to which. */

const asksForIt = (layer: Layer | undefined) =>
  layer !== undefined && layer.kind !== 'unreadable' && layer.clipped === true;

/**
 * The place of the layer that a layer is clipped to; null where it is drawn as any other. That is so where none lies
 * below it, and above an adjustment, which shows nothing that others could be clipped to.
 * @param siblings the layers of one group, bottom first
 */
export function clipBase(siblings: readonly Layer[], at: number): number | null {
  if (at === 0 || !asksForIt(siblings[at])) return null;
  let base = at - 1;
  while (base > 0 && asksForIt(siblings[base])) base--;
  return siblings[base]?.kind === 'adjustment' ? null : base;
}
