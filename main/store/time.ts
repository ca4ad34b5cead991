/**
 * The current time, in milliseconds since 1970, but always after `previous`. Entries that are ordered by time keep
 * their order where two fall into one millisecond or the clock was set back.
 */
export function laterThan(previous: number, now: number = Date.now()): number {
  return previous >= now ? previous + 1 : now;
}
