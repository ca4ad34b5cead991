import type { Layer } from '../../../preload/contract/document.ts';
import type { Place } from '../../document/arrange-layers.ts';

/**
 * Where dragged layers end up. The list shows the top first, so 'before' is above.
 * @param position 'on': into the group, above all that lies in it
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
  // Dropped on itself: it stays among those that it lies between.
  const from = at < 0 ? rest.filter((each) => layers.indexOf(each) < layers.indexOf(layer)).length : at;
  return { parentId, index: at >= 0 && position === 'before' ? from + 1 : from };
}
