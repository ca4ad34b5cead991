/**
 * The text in a PNG file, chunk by chunk and without decoding a pixel: the file may be hostile.
 * What is folded (zTXt) is left out; the studio writes none. https://www.w3.org/TR/png-3/#11textinfo
 */

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Keys are for machines: the longest that the format allows. */
const LONGEST_KEY = 79;
const MOST_TEXTS = 1000;
const MOST_CHARACTERS = 32 * 1024 * 1024;

/** By key, empty where the file is no PNG; of two of one key the first. */
export function pngText(bytes: Uint8Array): Readonly<Record<string, string>> {
  if (!SIGNATURE.every((value, i) => bytes[i] === value)) return {};
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map<string, string>();
  let room = MOST_CHARACTERS;
  for (let at = SIGNATURE.length; at + 12 <= bytes.length && found.size < MOST_TEXTS; ) {
    const length = view.getUint32(at);
    if (at + 12 + length > bytes.length || length > room) break;
    const entry = entryOf(view.getUint32(at + 4), bytes.subarray(at + 8, at + 8 + length));
    if (entry !== null) {
      room -= length;
      if (!found.has(entry[0])) found.set(entry[0], entry[1]);
    }
    at += 12 + length;
  }
  // A key may be "__proto__".
  return Object.fromEntries(found);
}

const [tEXt, iTXt] = [0x74455874, 0x69545874];

function entryOf(type: number, data: Uint8Array): readonly [string, string] | null {
  if (type !== tEXt && type !== iTXt) return null;
  const end = data.subarray(0, LONGEST_KEY + 1).indexOf(0);
  if (end < 1) return null;
  const key = latin1(data.subarray(0, end));
  if (type === tEXt) return [key, utf8OrLatin1(data.subarray(end + 1))];
  // Key, folded or not, how, language, translated key, text.
  if (data[end + 1] !== 0) return null;
  const language = data.indexOf(0, end + 3);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  return translated < 0
    ? null
    : [key, new TextDecoder('utf-8', { ignoreBOM: true }).decode(data.subarray(translated + 1))];
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The format says Latin-1, and many programs write UTF-8 all the same: what is UTF-8 throughout is taken for it. */
function utf8OrLatin1(data: Uint8Array): string {
  try {
    return strict.decode(data);
  } catch {
    return latin1(data);
  }
}

/** Not by TextDecoder, whose latin-1 is another one. Piece by piece: a call takes so many arguments and no more. */
function latin1(data: Uint8Array): string {
  let text = '';
  for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192));
  return text;
}
