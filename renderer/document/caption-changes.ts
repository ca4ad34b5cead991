import type { Note } from '../../preload/contract/records.ts';

/** A change of many captions at once. */
export type CaptionChange =
  | {
      readonly kind: 'replace';
      readonly find: string;
      readonly by: string;
      readonly wholeWords: boolean;
      readonly matchCase: boolean;
    }
  /** Words that every caption has, and those that have them already stay as they are. */
  | { readonly kind: 'add'; readonly words: string; readonly place: 'start' | 'end' }
  /** Words that no caption has, separated by commas. */
  | { readonly kind: 'remove'; readonly words: string };

export const captionChanges = ['replace', 'add', 'remove'] as const satisfies readonly CaptionChange['kind'][];

/** The text after a change. A caption of which nothing would be left stays as it is. */
export function changedText(text: string, change: CaptionChange): string {
  const after = ways[change.kind](text, change as never);
  return after.trim() === '' ? text : after;
}

const ways = {
  replace: (text: string, { find, by, wholeWords, matchCase }: CaptionChange & { kind: 'replace' }) =>
    find === '' ? text : text.replaceAll(patternOf(find, wholeWords, matchCase), () => by),
  add: (text: string, { words, place }: CaptionChange & { kind: 'add' }) => {
    const added = words.trim();
    if (added === '' || patternOf(added, true, false).test(text)) return text;
    return place === 'start' ? `${added}, ${text}` : `${text.replace(/[\s,]+$/, '')}, ${added}`;
  },
  remove: (text: string, { words }: CaptionChange & { kind: 'remove' }) => {
    const removed = words.split(',').map((one) => one.trim());
    const after = removed
      .filter((one) => one !== '')
      .reduce((now, one) => now.replaceAll(patternOf(one, true, false), ''), text);
    return after === text ? text : tidied(after);
  },
};

function patternOf(words: string, wholeWords: boolean, matchCase: boolean): RegExp {
  const plain = words.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const whole = wholeWords ? `(?<![\\p{L}\\p{N}_])${plain}(?![\\p{L}\\p{N}_])` : plain;
  return new RegExp(whole, matchCase ? 'gu' : 'giu');
}

/** Without the blanks and commas between which words were taken out. */
function tidied(text: string): string {
  return text
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ +(?=[,.;:!?])/g, '')
    .replaceAll(/,(?:\s*,)+/g, ',')
    .replace(/^[\s,]+/, '')
    .replace(/[\s,]+$/, '');
}

/**
 * The captions that a change makes different, with their new texts.
 * @param now when it is made
 */
export function changedCaptions(captions: readonly Note[], change: CaptionChange, now: number): readonly Note[] {
  return captions.flatMap((note) => {
    const text = changedText(note.text, change).slice(0, MOST_TEXT);
    return text === note.text ? [] : [{ ...note, text, editedAt: now }];
  });
}

/** The most letters of a note. */
const MOST_TEXT = 20_000;
