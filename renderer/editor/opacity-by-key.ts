import { locksOn } from '../document/locks.ts';
import { updateLayers } from '../document/operations.ts';
import type { Studio } from '../state/studio.ts';
import { percentOfDigits } from '../tools/digits.ts';

/**
 * Sets the opacity of the chosen layers by digits while the move tool is chosen. Returns false where there is nothing to
 * set.
 */
export function setOpacityByKey(studio: Studio, ids: readonly string[], key: string | undefined): boolean {
  if (key === undefined || ids.length === 0 || studio.toolbox.getState().tool !== 'move') return false;
  const { document, change } = studio.document.getState();
  const free = ids.filter((id) => !locksOn(document.layers, id).all);
  // A digit that sets nothing must not count as the first of two.
  if (free.length === 0) return false;
  const opacity = percentOfDigits(key, performance.now()) / 100;
  const patches = new Map(free.map((id) => [id, { opacity }]));
  change((page) => updateLayers(page, patches));
  return true;
}
