import type { Note } from '../../../preload/contract/records.ts';

/** All that was said about one picture, newest first. */
export interface Conversation {
  /** The picture's hash. Null in notes of older studios, which lost it. */
  readonly picture: string | null;
  readonly notes: readonly Note[];
}

/**
 * Notes by their pictures. The picture of which something was said last comes first.
 * @param notes newest first
 */
export function conversationsOf(notes: readonly Note[]): readonly Conversation[] {
  const byPicture = new Map<string | null, Note[]>();
  for (const note of notes) {
    const own = byPicture.get(note.picture);
    if (own === undefined) byPicture.set(note.picture, [note]);
    else own.push(note);
  }
  return [...byPicture].map(([picture, own]) => ({ picture, notes: own }));
}

/** The first conversations, with so many notes in all. */
export function firstOf(conversations: readonly Conversation[], count: number): readonly Conversation[] {
  let left = count;
  return conversations.flatMap(({ picture, notes }) => {
    const shown = notes.slice(0, Math.max(0, left));
    left -= shown.length;
    return shown.length === 0 ? [] : [{ picture, notes: shown }];
  });
}
