/**
 * Now, but after `previous`: what is ordered by a time keeps the order in which it happened, also
 * where two things fall into one millisecond or the clock was set back. Milliseconds since 1970.
 */
export function laterThan(previous: number, now: number = Date.now()): number {
  return previous >= now ? previous + 1 : now;
}
