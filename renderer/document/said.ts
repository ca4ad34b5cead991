import type { Captioned } from '../../preload/contract/caption-files.ts';
import type { Note } from '../../preload/contract/records.ts';

/** What was said about pictures, by their hashes. */
export type SaidOfPictures = ReadonlyMap<string, Captioned>;

/** A picture about which nothing was said. */
export const nothingSaid: Captioned = { caption: '', answers: [] };

/**
 * The newest caption of each picture, and the newest answer to each question, in the order in which the questions were asked.
 * @param notes newest first
 */
export function saidOfPictures(notes: readonly Note[]): SaidOfPictures {
  const said = new Map<string, { caption: string; answers: Map<string, string> }>();
  for (const { picture, task, question, text } of notes.toReversed()) {
    if (picture === null) continue;
    const own = said.get(picture) ?? { caption: '', answers: new Map() };
    said.set(picture, own);
    if (task === 'caption') own.caption = text;
    else own.answers.set(question, text);
  }
  return new Map(
    [...said].map(([picture, { caption, answers }]) => [
      picture,
      { caption, answers: [...answers].map(([question, answer]) => ({ question, answer })) },
    ]),
  );
}

/** The newest caption of each picture, as a note. @param notes newest first */
export function captionsOfPictures(notes: readonly Note[]): ReadonlyMap<string, Note> {
  const captions = new Map<string, Note>();
  for (const note of notes) {
    if (note.task === 'caption' && note.picture !== null && !captions.has(note.picture))
      captions.set(note.picture, note);
  }
  return captions;
}
