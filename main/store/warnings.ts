import type { Unreadable, Warning } from '../../preload/contract/store.ts';

/** What an artist has to know of a project that is opened, as sentences. */

const NAMED = 3;

export function leftOutWarning(leftOut: readonly Unreadable[]): Warning[] {
  if (leftOut.length === 0) return [];
  const named = leftOut.slice(0, NAMED).map(({ what }) => what.replace(/^[A-Z]/, (first) => first.toLowerCase()));
  const more = leftOut.length > NAMED ? ` and ${leftOut.length - NAMED} more` : '';
  const message = `A part of the page can't be read and is left out: ${named.join(', ')}${more}.`;
  return [{ kind: 'left-out', message }];
}
