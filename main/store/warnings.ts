import type { PictureDocument } from '../../preload/contract/document.ts';
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

/** What is in the document and can't be shown. */
export function unreadableWarning({ layers, region }: PictureDocument): Warning[] {
  const unknown = layers.filter(({ kind }) => kind === 'unreadable');
  const steps = region.filter(({ kind }) => kind === 'unreadable').length;
  if (unknown.length + steps === 0) return [];
  const named = unknown.slice(0, NAMED).map(({ name }) => `the layer “${name}”`);
  const more = unknown.length > NAMED ? [`${unknown.length - NAMED} more layers`] : [];
  const painted = steps > 0 ? ['a part of the painted area'] : [];
  const parts = inWords([...named, ...more, ...painted]);
  const message = `This studio does not know how to show ${parts}. Nothing of it is lost: a newer DiMOO Studio shows it.`;
  return [{ kind: 'unreadable', message }];
}

function inWords(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
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
