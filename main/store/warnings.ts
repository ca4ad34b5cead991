import type { PictureDocument } from '../../preload/contract/document.ts';
import { partOf, toldOf } from '../../preload/contract/error-codes.ts';
import type { Warning } from '../../preload/contract/projects.ts';
import type { Unreadable } from '../../preload/contract/records.ts';
import type { Told } from '../../preload/contract/told.ts';
import type { Rescued } from './recovery.ts';

/** What an artist has to know of a project that is opened, as sentences. */

/** Records that a sentence names. It counts the others. */
const NAMED = 3;

export function leftOutWarning(leftOut: readonly Unreadable[]): Warning[] {
  if (leftOut.length === 0) return [];
  const named = leftOut.slice(0, NAMED).map(({ what }) => what);
  const more = leftOut.length > NAMED ? [partOf('record.more', { count: leftOut.length - NAMED })] : [];
  return [{ kind: 'left-out', ...toldOf('project.left-out', { parts: [...named, ...more] }) }];
}

/** What the document holds and this studio cannot show. */
export function unreadableWarning({ layers, region }: PictureDocument): Warning[] {
  const unknown = layers.filter(({ kind }) => kind === 'unreadable');
  const steps = region.filter(({ kind }) => kind === 'unreadable').length;
  if (unknown.length + steps === 0) return [];
  const named = unknown.slice(0, NAMED).map(({ name }) => partOf('record.layer', { layer: name }));
  const more = unknown.length > NAMED ? [partOf('record.more-layers', { count: unknown.length - NAMED })] : [];
  const painted = steps > 0 ? [partOf('record.region', {})] : [];
  return [{ kind: 'unreadable', ...toldOf('project.unknown-kinds', { parts: [...named, ...more, ...painted] }) }];
}

/** @param folder the folder of what is left of the files */
export function rolledBackWarning(commits: number, folder: string): Warning {
  return { kind: 'rolled-back', ...toldOf('project.rolled-back', { commits, folder }) };
}

/** @param from the path that the folder had */
export function recoveredNote(name: string, from: string, rescued: Rescued): Told {
  const { name: kept, folder, lost } = rescued;
  if (rescued.outside) return toldOf('project.moved-out', { name, from, kept, folder, lost });
  return toldOf('project.moved', { name, from, kept, lost });
}
