/**
 * Ordinals for a list, changing as few of the known ones as possible: removing costs none,
 * appending costs none of the old, and gaps stay.
 * @param known ordinal of every row that is already stored, by id
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
