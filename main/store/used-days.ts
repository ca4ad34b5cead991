import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { openRegular } from '../regular-file.ts';
import { DAY } from './backups.ts';
import { closing, writeFileDurably } from './folders.ts';

/**
 * Counts the days on which the studio was used. No clock can be trusted alone: one that jumped ahead by years would make
 * everything old at once. However long the studio was not used, what follows is one day more, and a day counts once. The
 * day to which a clock jumped by years, ahead or back, does not count.
 */

/** How many days are remembered as seen. A clock that returns to an older one counts it again. */
const REMEMBERED = 1000;

/** More days between two days of use are a jump of the clock. */
const LONGEST_PAUSE = 366;

const daysSchema = z.object({
  count: z.int().nonnegative().max(1e8),
  /** Days since 1970, in the order in which they were first seen. */
  seen: z.array(z.int()).max(REMEMBERED),
  /** The day of the last use; absent at first. */
  last: z.int().exactOptional(),
});

type Days = z.infer<typeof daysSchema>;

/**
 * Counts today.
 * @param least what the count was known to be, for a file that is lost or damaged
 * @returns the number of days so far
 */
export function countToday(file: string, within: string, least: number, now: number): number {
  const known: Days = read(file, within) ?? { count: least, seen: [] };
  const today = Math.floor(now / DAY);
  if (known.last === today) return known.count;
  const isNew = !known.seen.includes(today);
  const jumped = known.last !== undefined && (today < known.last || today - known.last > LONGEST_PAUSE);
  const count = known.count + (isNew && !jumped ? 1 : 0);
  const seen = isNew ? [...known.seen, today].slice(-REMEMBERED) : known.seen;
  writeFileDurably(file, Buffer.from(JSON.stringify({ count, seen, last: today })));
  return count;
}

function read(file: string, within: string): Days | null {
  try {
    const descriptor = openRegular(file, within);
    if (descriptor === undefined) return null;
    return daysSchema.parse(JSON.parse(closing(descriptor, (open) => readFileSync(open, 'utf8'))));
  } catch {
    return null;
  }
}
