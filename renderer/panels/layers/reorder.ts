/**
 * Where a dragged layer ends up, counted from the bottom of the stack after it was taken out.
 * `ids` is bottom first; the list that it was dropped in shows the top first, so 'before' is above.
 */
export function indexAfterDrop(
  ids: readonly string[],
  id: string,
  target: string,
  position: 'before' | 'after',
): number {
  const rest = ids.filter((each) => each !== id);
  const at = rest.indexOf(target);
  if (at < 0) return Math.max(0, ids.indexOf(id)); // dropped on itself: stays
  return position === 'before' ? at + 1 : at;
}
