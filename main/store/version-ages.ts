import type { DocumentVersion } from '../../preload/contract/document-versions.ts';
import { MOST_VERSIONS } from '../../preload/contract/document-versions.ts';

/** Decides when a version of the document is kept, and for how long. Pure. Times are milliseconds. */

const MINUTE = 60 * 1000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The time between two versions while the artist works. */
const EVERY = 10 * MINUTE;

/** All versions of a day are kept, one of each hour for a week, and one of each day after that. */
const AGES = [
  { until: DAY, slot: null },
  { until: 7 * DAY, slot: HOUR },
  { until: Number.POSITIVE_INFINITY, slot: DAY },
] as const;

/** Whether another one is due. A clock that was set back makes one due. */
export function isDue(lastMadeAt: number | null, now: number): boolean {
  return lastMadeAt === null || Math.abs(now - lastMadeAt) >= EVERY;
}

type Kept = Pick<DocumentVersion, 'number' | 'madeAt'>;

/** @returns the numbers of the versions that go, in no order. The newest one is never among them. */
export function outlivedVersions(versions: readonly Kept[], now: number): number[] {
  const newestFirst = versions.toSorted((a, b) => b.number - a.number);
  const taken = new Set<string>();
  const kept = newestFirst.filter(({ madeAt }, place) => {
    const slot = AGES.find(({ until }) => now - madeAt < until)?.slot ?? null;
    if (slot === null || place === 0) return true;
    const name = `${slot} ${Math.floor(madeAt / slot)}`;
    if (taken.has(name)) return false;
    taken.add(name);
    return true;
  });
  const staying = new Set(kept.slice(0, MOST_VERSIONS).map(({ number }) => number));
  return versions.map(({ number }) => number).filter((number) => !staying.has(number));
}
