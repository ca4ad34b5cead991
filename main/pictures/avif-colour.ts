/** The colours that an AVIF file names by numbers (CICP) where it has no profile; libvips does not look for them. */
import { isoBoxes } from '../../preload/contract/picture-header.ts';
import { ofCodePoints } from './png-chunks.ts';

/** Null where the file has a profile of its own, or means sRGB. */
export function profileOfAvif(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let named: Uint8Array<ArrayBuffer> | null = null;
  try {
    for (const { type, at } of isoBoxes(view)) {
      if (type !== 'colr') continue;
      const kind = Buffer.from(bytes.subarray(at + 8, at + 12)).toString('latin1');
      if (kind === 'prof' || kind === 'rICC') return null;
      if (kind === 'nclx') named ??= ofCodePoints(view.getUint16(at + 12), view.getUint16(at + 14));
    }
  } catch (error) {
    // Cut off: libvips says so.
    if (!(error instanceof RangeError)) throw error;
  }
  return named;
}
