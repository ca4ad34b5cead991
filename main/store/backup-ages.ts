import type { Backup } from '../../preload/contract/projects.ts';

/** Decides which backups are kept. The older they are, the fewer. Pure. */

const DAY = 24 * 60 * 60 * 1000;

/** Backups up to `days` old: the newest of every `every` days is kept, or all of them where `every` is 0. */
const AGES = [
  { days: 2, every: 0 },
  { days: 30, every: 1 },
  { days: 180, every: 7 },
  { days: Number.POSITIVE_INFINITY, every: 30 },
] as const;
/** The most backups that are kept. */
const MOST = 100;
/** The most bytes of all backups together. A project with ten thousand drawings has a database of 170 MB. */
const MOST_BYTES = 2 * 1024 ** 3;
/** Backups that are kept whatever their size. */
const LEAST = 3;

export interface Aged extends Pick<Backup, 'madeAt' | 'reason'> {
  readonly bytes: number;
}

/** @returns the backups to delete, in no order. The newest one is never among them. */
export function outlived<A extends Aged>(backups: readonly A[], now: number): A[] {
  const newestFirst = backups.toSorted((a, b) => b.madeAt - a.madeAt);
  const seen = new Set<string>();
  const gone = newestFirst.filter((backup, place) => {
    const slot = slotOf(backup, now);
    if (place === 0 || slot === null) return false;
    const taken = seen.has(slot);
    seen.add(slot);
    return taken;
  });
  const kept = newestFirst.filter((backup) => !gone.includes(backup));
  return [...gone, ...kept.slice(roomFor(kept))];
}

/** How many of these backups, newest first, there is room for. */
function roomFor(newestFirst: readonly Aged[]): number {
  let bytes = 0;
  const full = newestFirst.findIndex((backup, place) => {
    bytes += backup.bytes;
    return place >= MOST || (place >= LEAST && bytes > MOST_BYTES);
  });
  return full < 0 ? newestFirst.length : full;
}

/**
 * The slot of a backup, of which only the newest is kept. Null where every backup is kept. Each reason has its own
 * slots.
 */
function slotOf({ madeAt, reason }: Aged, now: number): string | null {
  const age = AGES.find(({ days }) => now - madeAt < days * DAY);
  if (age === undefined || age.every === 0) return null;
  return `${reason} ${age.every} ${Math.floor(madeAt / (age.every * DAY))}`;
}
