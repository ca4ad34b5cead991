/** Bytes as text, for JSON files. Both environments of the contract lack a common function for it. */

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = Int16Array.from({ length: 128 }, (_, code) => LETTERS.indexOf(String.fromCharCode(code)));
/** Letters that are joined at a time. A string that grows letter by letter takes many times its memory. */
const PIECE = 12_288;

export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let from = 0; from < bytes.length; from += PIECE) {
    let part = '';
    for (let at = from; at < Math.min(bytes.length, from + PIECE); at += 3) {
      const word = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
      const left = bytes.length - at;
      part += LETTERS.charAt(word >> 18) + LETTERS.charAt((word >> 12) & 63);
      part += left > 1 ? LETTERS.charAt((word >> 6) & 63) : '=';
      part += left > 2 ? LETTERS.charAt(word & 63) : '=';
    }
    parts.push(part);
  }
  return parts.join('');
}

/** @returns null where the text is not base64 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  let to = 0;
  for (let at = 0; at < text.length; at += 4) {
    let word = 0;
    for (let letter = 0; letter < 4; letter++) {
      const isPadding = at + letter >= text.length - padding;
      const value = isPadding ? 0 : (VALUES[text.charCodeAt(at + letter)] ?? -1);
      if (value < 0) return null;
      word = (word << 6) | value;
    }
    for (let shift = 16; shift >= 0 && to < bytes.length; shift -= 8) bytes[to++] = (word >> shift) & 255;
  }
  return bytes;
}
