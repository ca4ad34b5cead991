/**
 * Reads the text in a PNG file, chunk by chunk and without decoding a pixel, since the file may be hostile. Compressed
 * text is skipped, and the studio writes none. https://www.w3.org/TR/png-3/#11textinfo
 */

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Length of the longest key that the format allows. */
const LONGEST_KEY = 79;
const MOST_TEXTS = 1000;
const MOST_CHARACTERS = 32 * 1024 * 1024;

/** Returns the texts by key. Where two have the same key, the first one counts. Empty where the file is no PNG. */
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
  // A plain assignment would fail for the key "__proto__".
  return Object.fromEntries(found);
}

const [tEXt, iTXt] = [0x74455874, 0x69545874];

function entryOf(type: number, data: Uint8Array): readonly [string, string] | null {
  if (type !== tEXt && type !== iTXt) return null;
  const end = data.subarray(0, LONGEST_KEY + 1).indexOf(0);
  if (end < 1) return null;
  const key = latin1(data.subarray(0, end));
  if (type === tEXt) return [key, utf8OrLatin1(data.subarray(end + 1))];
  // The fields are the key, the compression flag and method, the language, the translated key, and the text.
  if (data[end + 1] !== 0) return null;
  const language = data.indexOf(0, end + 3);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  return translated < 0
    ? null
    : [key, new TextDecoder('utf-8', { ignoreBOM: true }).decode(data.subarray(translated + 1))];
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The format demands Latin-1, but many programs write UTF-8. Text that is valid UTF-8 is therefore read as UTF-8. */
function utf8OrLatin1(data: Uint8Array): string {
  try {
    return strict.decode(data);
  } catch {
    return latin1(data);
  }
}

/**
 * Decodes Latin-1 without TextDecoder, whose latin1 is Windows-1252. It works piece by piece, since a call takes a
 * limited number of arguments.
 */
function latin1(data: Uint8Array): string {
  let text = '';
  for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192));
  return text;
}
