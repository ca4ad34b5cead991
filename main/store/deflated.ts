import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Long texts of the database, which are kept deflated. */
export function deflated(text: string): Uint8Array {
  return deflateRawSync(text);
}

/**
 * @param bytes a value of a database that may come from anywhere
 * @param most the most bytes that the text may have
 * @returns null for what is no deflated text, or too long
 */
export function inflated(bytes: unknown, most: number): string | null {
  if (!(bytes instanceof Uint8Array) || bytes.length === 0) return null;
  try {
    return inflateRawSync(bytes, { maxOutputLength: most }).toString('utf8');
  } catch {
    return null;
  }
}
