/** A clock set back by less than this is a tie to be broken; by more, it is the new truth. */
const TIE_MILLISECONDS = 1000;

/**
 * Now, but after `previous` where the two fall together: rows made in one millisecond keep the
 * order in which they were made. Milliseconds since 1970.
 */
export function laterThan(previous: number, now: number = Date.now()): number {
  return previous >= now && previous - now < TIE_MILLISECONDS ? previous + 1 : now;
}
