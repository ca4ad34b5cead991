import type { Unreadable, Warning } from '../../preload/contract/store.ts';
import type { Rescued } from './recovery.ts';

/** What an artist has to know of a project that is opened, as sentences. */

const NAMED = 3;

export function leftOutWarning(leftOut: readonly Unreadable[]): Warning[] {
  if (leftOut.length === 0) return [];
  const named = leftOut.slice(0, NAMED).map(({ what }) => what.replace(/^[A-Z]/, (first) => first.toLowerCase()));
  const more = leftOut.length > NAMED ? ` and ${leftOut.length - NAMED} more` : '';
  const message = `A part of the page can't be read and is left out: ${named.join(', ')}${more}.`;
  return [{ kind: 'left-out', message }];
}

export function rolledBackWarning(commits: number, kept: string): Warning {
  const changes = commits === 1 ? 'the last change' : `the last ${commits} changes`;
  const message = `This project is older than it was left: ${changes} can't be found on disk any more. Look whether a backup has them; what is left of the files is in ${kept}.`;
  return { kind: 'rolled-back', message };
}

/** @param from where the folder was */
export function recoveredMessage(name: string, from: string, rescued: Rescued): string {
  const lost = rescued.lost === 0 ? '' : ` ${pictures(rescued.lost)} could not be kept, as the files were gone.`;
  const place = rescued.outside ? ` in ${rescued.folder}` : '';
  return `The folder of “${name}” is gone from ${from}. Your work is kept as “${rescued.name}”${place}, and goes on there.${lost}`;
}

const pictures = (count: number) => (count === 1 ? 'One of its pictures' : `${count} of its pictures`);
