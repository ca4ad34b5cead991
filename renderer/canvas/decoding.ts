import type { MediaType } from '../../preload/contract/document.ts';
import { decodePicture } from './pictures.ts';

/** The number of pictures that are decoded at a time. Sixty photos at once would take gigabytes. */
const AT_A_TIME = 2;

const waiting: (() => void)[] = [];
let running = 0;

/**
 * Decodes a picture when its turn comes. Its bytes are not loaded before.
 * @param size the size to decode to, where it differs from the picture's own
 */
export async function decodeInTurn(
  load: () => Promise<Uint8Array<ArrayBuffer>>,
  mediaType: MediaType,
  size?: { readonly width: number; readonly height: number },
): Promise<ImageBitmap> {
  while (running >= AT_A_TIME) await new Promise<void>((resolve) => waiting.push(resolve));
  running += 1;
  try {
    return await decodePicture(await load(), mediaType, size);
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
