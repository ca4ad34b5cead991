/**
 * Ordinals for a list that change few of the known ones. Removing and appending change none, and gaps stay.
 * @param known the ordinal of every stored row, by id
 * @returns ordinals in the order of `ids`, strictly rising
 */
export function placeInOrder(ids: readonly string[], known: ReadonlyMap<string, number>): number[] {
  let last = 0;
  return ids.map((id) => {
    const old = known.get(id);
    last = old !== undefined && old > last ? old : last + 1;
    return last;
  });
}
