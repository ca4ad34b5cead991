/** Reads the colour space that an AVIF file names by code points (CICP, ITU-T H.273) instead of a profile. libvips ignores them. */
import { isoBoxes } from '../../preload/contract/picture-header.ts';
import { ofCodePoints } from './png-chunks.ts';

/** A profile for the code points, or null where the file has a profile or means sRGB. */
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
    // The file is cut off, which libvips reports.
    if (!(error instanceof RangeError)) throw error;
  }
  return named;
}
