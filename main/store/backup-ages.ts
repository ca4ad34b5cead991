import type { Backup } from '../../preload/contract/store.ts';

/** Which backups are kept: the older they get, the fewer. Pure. */

const DAY = 24 * 60 * 60 * 1000;

/** Of backups up to `days` old the newest in every `every` days; all of them where that is 0. */
const AGES = [
  { days: 2, every: 0 },
  { days: 30, every: 1 },
  { days: 180, every: 7 },
  { days: Number.POSITIVE_INFINITY, every: 30 },
] as const;
/** However many there were in two days. */
const MOST = 100;

export type Aged = Pick<Backup, 'id' | 'madeAt' | 'reason'>;

/** @returns those of `backups`, in any order, that are no longer kept. The newest one always is. */
export function outlived(backups: readonly Aged[], now: number): Aged[] {
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
  return [...gone, ...kept.slice(MOST)];
}

/** Backups of one slot stand for each other; null where one stands for itself. A daily one replaces no other. */
function slotOf({ madeAt, reason }: Aged, now: number): string | null {
  const age = AGES.find(({ days }) => now - madeAt < days * DAY);
  if (age === undefined || age.every === 0) return null;
  return `${reason} ${age.every} ${Math.floor(madeAt / (age.every * DAY))}`;
}
