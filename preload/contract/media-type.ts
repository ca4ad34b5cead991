import type { MediaType } from './document.ts';

/**
 * What a file is, by its first bytes: names and extensions lie. Null where it is no picture we read.
 * Here because main (opening, saving) and the window (dropping, pasting) must agree on it.
 */
export function sniffMediaType(bytes: Uint8Array): MediaType | null {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 4) === 'WEBP') return 'image/webp';
  if (text(bytes, 0, 6) === 'GIF87a' || text(bytes, 0, 6) === 'GIF89a') return 'image/gif';
  if (text(bytes, 4, 4) === 'ftyp' && isAvif(bytes)) return 'image/avif';
  // 'BM' alone begins many a text: the offset of the pixels behind the header must make sense too.
  if (text(bytes, 0, 2) === 'BM' && bytes.length > 30 && (bytes[10] ?? 0) >= 26) return 'image/bmp';
  return null;
}

/** AVIF names itself as the major brand or among the compatible ones of its first box. */
function isAvif(bytes: Uint8Array): boolean {
  const boxLength = Math.min(bytes.length, 64, ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0));
  for (let at = 8; at + 4 <= boxLength; at += 4) {
    if (text(bytes, at, 4) === 'avif') return true;
  }
  return false;
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((value, i) => bytes[i] === value);
}

function text(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
