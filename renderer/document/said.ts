import type { Captioned } from '../../preload/contract/caption-files.ts';
import type { Note } from '../../preload/contract/records.ts';

/** What was said about pictures, by their hashes. */
export type SaidOfPictures = ReadonlyMap<string, Captioned>;

/** A picture about which nothing was said. */
export const nothingSaid: Captioned = { caption: '', answers: [] };

/**
 * The caption of each picture, as a note: the newest that a person has edited or accepted, or else the newest. A caption that was
 * written once more never takes the place of a person's.
 * @param notes newest first
 */
export function captionsOfPictures(notes: readonly Note[]): ReadonlyMap<string, Note> {
  const captions = new Map<string, Note>();
  for (const note of notes) {
    if (note.task !== 'caption' || note.picture === null) continue;
    const known = captions.get(note.picture);
    if (known === undefined || (!isOfPerson(known) && isOfPerson(note))) captions.set(note.picture, note);
  }
  return captions;
}

const isOfPerson = ({ editedAt, acceptedAt }: Note): boolean => editedAt !== null || acceptedAt !== undefined;

/**
 * The caption of each picture, and the newest answer to each question, in the order in which the questions were asked.
 * @param notes newest first
 */
export function saidOfPictures(notes: readonly Note[]): SaidOfPictures {
  const captions = captionsOfPictures(notes);
  const answers = new Map<string, Map<string, string>>();
  for (const { picture, task, question, text } of notes.toReversed()) {
    if (picture === null || task === 'caption') continue;
    const own = answers.get(picture) ?? new Map<string, string>();
    answers.set(picture, own.set(question, text));
  }
  const said = (picture: string): Captioned => ({
    caption: captions.get(picture)?.text ?? '',
    answers: [...(answers.get(picture) ?? [])].map(([question, answer]) => ({ question, answer })),
  });
  return new Map([...new Set([...captions.keys(), ...answers.keys()])].map((picture) => [picture, said(picture)]));
}
