import type { MediaType } from './formats.ts';

/**
 * Returns the format of a file by its first bytes, since names and extensions can be wrong. Returns null where the file
 * is no picture that the studio reads. Main (opening, saving), the window (dropping, pasting) and the decoder share
 * this function, since they must agree.
 */
export function sniffMediaType(bytes: Uint8Array): MediaType | null {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 4) === 'WEBP') return 'image/webp';
  if (text(bytes, 0, 6) === 'GIF87a' || text(bytes, 0, 6) === 'GIF89a') return 'image/gif';
  if (text(bytes, 4, 4) === 'ftyp') return ofBrands(brandsOf(bytes));
  if (isTiff(bytes)) return 'image/tiff';
  if (isBmp(bytes)) return 'image/bmp';
  return isSvg(bytes) ? 'image/svg+xml' : null;
}

/** Returns the major brand of the first box, then the compatible ones. */
function brandsOf(bytes: Uint8Array): string[] {
  const boxLength = Math.min(bytes.length, 128, ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0));
  const brands: string[] = [];
  for (let at = 8; at + 4 <= boxLength; at += 4) brands.push(text(bytes, at, 4));
  return brands;
}

function ofBrands(brands: readonly string[]): MediaType | null {
  if (brands.includes('avif') || brands.includes('avis')) return 'image/avif';
  const heif = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'];
  return brands.some((brand) => heif.includes(brand)) ? 'image/heic' : null;
}

/** Whether this is a TIFF of either byte order, with ordinary or wide offsets. */
function isTiff(bytes: Uint8Array): boolean {
  const little = startsWith(bytes, [0x49, 0x49]) && (bytes[2] === 42 || bytes[2] === 43) && bytes[3] === 0;
  const big = startsWith(bytes, [0x4d, 0x4d, 0]) && (bytes[3] === 42 || bytes[3] === 43);
  return little || big;
}

/** Whether this is a BMP. Many texts begin with 'BM', so a header of a known length must follow. */
function isBmp(bytes: Uint8Array): boolean {
  const [length = 0, ...high] = bytes.subarray(14, 18);
  return (
    text(bytes, 0, 2) === 'BM' && bytes.length > 30 && length >= 12 && length <= 124 && high.every((byte) => byte === 0)
  );
}

/** One piece of what may stand before the root element. */
const PROLOGUE = /^(?:\s+|<\?[^>]*\?>|<!--(?:[^-]|-(?!->))*-->|<!DOCTYPE[^>[]*(?:\[[^\]]*\])?\s*>)/i;
const PROLOGUE_BYTES = 4096;

/** Whether this is XML in UTF-8 whose root is `svg`. */
function isSvg(bytes: Uint8Array): boolean {
  const start = startsWith(bytes, [0xef, 0xbb, 0xbf]) ? 3 : 0;
  const first = bytes[start] ?? 0;
  // The first byte rules out most files.
  if (first !== 0x3c && first > 0x20) return false;
  let rest = text(bytes, start, PROLOGUE_BYTES);
  for (let piece = PROLOGUE.exec(rest); piece !== null; piece = PROLOGUE.exec(rest)) rest = rest.slice(piece[0].length);
  return /^<(?:[A-Za-z_][\w.-]*:)?svg[\s/>]/.test(rest);
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((value, i) => bytes[i] === value);
}

function text(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
