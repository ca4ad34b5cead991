import type { PictureDocument } from '../../../preload/contract/document.ts';

/**
 * A digest of everything that decides how a page looks. The names of layers do not count, nor does the region. Pictures
 * count by their content, since a document names them by their sha256.
 */
export async function lookOf({ width, height, paper = true, layers }: PictureDocument): Promise<string> {
  const seen = layers.map((layer) => ({ ...layer, name: '' }));
  const bytes = new TextEncoder().encode(JSON.stringify({ width, height, paper, seen }));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
