import { pngChunk } from './png-chunks.ts';

/** The signature, then IHDR with its length, its type and its checksum. */
const AFTER_HEADER = 8 + 12 + 13;

/** The PNG with text right after its header, in the order of the record. https://www.w3.org/TR/png-3/#11textinfo */
export function withText(png: Uint8Array, record: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const texts = Object.entries(record).map(([key, value]) => textChunk(key, value));
  return new Uint8Array(Buffer.concat([png.subarray(0, AFTER_HEADER), ...texts, png.subarray(AFTER_HEADER)]));
}

/** Text beyond ASCII is UTF-8 in iTXt, uncompressed. */
function textChunk(key: string, value: string): Uint8Array<ArrayBuffer> {
  // A null byte would end the value.
  const text = value.replaceAll('\0', '');
  const isAscii = [...text].every((character) => (character.codePointAt(0) ?? 0) <= 0x7f);
  if (isAscii) return pngChunk('tEXt', Buffer.from(`${key}\0${text}`, 'latin1'));
  return pngChunk('iTXt', Buffer.from(`${key}\0\0\0\0\0${text}`, 'utf8'));
}
