import type { Layer } from '../../../preload/contract/document.ts';
import type { Place } from '../../document/arrange-layers.ts';

/**
 * Where dragged layers are dropped. The list shows the top layer first, so 'before' means above.
 * @param position 'on' means into the group, above all of its layers
 */
export function placeOfDrop(
  layers: readonly Layer[],
  dragged: readonly string[],
  target: string,
  position: 'before' | 'after' | 'on',
): Place | null {
  const layer = layers.find(({ id }) => id === target);
  if (layer === undefined) return null;
  const parentId = position === 'on' ? target : layer.parentId;
  const rest = layers.filter((each) => each.parentId === parentId && !dragged.includes(each.id));
  if (position === 'on') return { parentId, index: rest.length };
  const at = rest.findIndex(({ id }) => id === target);
  // A layer that is dropped on itself stays between its neighbours.
  const from = at < 0 ? rest.filter((each) => layers.indexOf(each) < layers.indexOf(layer)).length : at;
  return { parentId, index: at >= 0 && position === 'before' ? from + 1 : from };
}
