/** Names of files that every system takes. */

/** The most bytes of a name without its extension, in UTF-8. Systems take 255, with what is put after it. */
export const MOST_NAME_BYTES = 180;
/** The most letters of a name without its extension. */
const MOST_LETTERS = 100;

/** Windows has devices under these names, with any extension. */
const DEVICES = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;

/** A name that every system takes, without an extension, made from any text. */
export function safeStem(text: string, otherwise: string): string {
  const plain = text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are to be removed
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*]+/g, ' ')
    .replace(/^[.\s]+/, '');
  const stem = shortened(plain, MOST_NAME_BYTES);
  if (stem === '') return otherwise;
  return DEVICES.test(stem) ? `${stem.replace(/\..*$/, '')}_` : stem;
}

/** The name with a number behind it, no longer than names may be. */
export function numberedStem(stem: string, number: number): string {
  const tail = ` ${number}`;
  return `${shortened(stem, MOST_NAME_BYTES - tail.length, MOST_LETTERS - tail.length)}${tail}`;
}

/** The bytes of a character in UTF-8. */
function bytesOf(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x1_0000 ? 3 : 4;
}

/** The beginning of a text that fits, without a dot or a blank at its end, which Windows drops. */
function shortened(text: string, bytes: number, letters = MOST_LETTERS): string {
  let kept = '';
  let size = 0;
  // Whole characters are kept, which may be two units of a string.
  for (const character of text) {
    size += bytesOf(character);
    if (size > bytes || kept.length + character.length > letters) break;
    kept += character;
  }
  return kept.replace(/[.\s]+$/, '');
}
