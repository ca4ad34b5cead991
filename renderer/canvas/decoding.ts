import type { MediaType } from '../../preload/contract/document.ts';
import { decodePicture } from './pictures.ts';

/** At a time: of sixty photos asked for at once, all bytes and pixels together would be gigabytes. */
const AT_A_TIME = 2;

const waiting: (() => void)[] = [];
let running = 0;

/**
 * A picture's pixels, when its turn has come; its bytes are not asked for before.
 * @param size other than its own
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
