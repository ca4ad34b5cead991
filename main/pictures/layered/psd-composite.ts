import type { Raster } from '../../../preload/contract/pictures.ts';

/** ag-psd 31 cuts off the merged picture of a page that is narrower than this, in its own buffer for packed rows. */
export const NARROW = 3;

const HEADER = 26;
const RAW = 0;

/** The file with the merged picture at its end unpacked, channel by channel. */
export function withPlainComposite(psd: Uint8Array, { width, height, rgba }: Raster): Uint8Array<ArrayBuffer> {
  const view = new DataView(psd.buffer, psd.byteOffset, psd.byteLength);
  const channels = view.getUint16(12);
  let start = HEADER;
  // Colours, resources, and layers, each with its length before it.
  for (let section = 0; section < 3; section++) start += 4 + view.getUint32(start);
  const area = width * height;
  const whole = new Uint8Array(start + 2 + channels * area);
  whole.set(psd.subarray(0, start));
  whole[start + 1] = RAW;
  for (let channel = 0; channel < channels; channel++) {
    for (let at = 0; at < area; at++) {
      const value = rgba[4 * at + channel] ?? 0;
      const share = channels === 4 && channel < 3 ? (rgba[4 * at + 3] ?? 0) / 255 : 1;
      // Faint colours are mixed with white, as in every file of the format.
      const mixed = share === 0 ? value : Math.round(value * share + 255 * (1 - share));
      whole[start + 2 + channel * area + at] = mixed;
    }
  }
  return whole;
}
