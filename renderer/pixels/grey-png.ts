import { decode, encode } from 'fast-png';
import type { RegionMask } from '../../preload/contract/pictures.ts';

/** Writes a mask as a grey PNG of 8 bits. */
export function greyPng({ width, height, values }: RegionMask): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encode({ width, height, data: values, channels: 1, depth: 8 }));
}

/** Reads the first channel of a PNG as a mask of 8 bits. */
export function readGrey(png: Uint8Array): RegionMask {
  const { width, height, channels, depth, data, palette } = decode(png);
  const values = new Uint8Array(width * height);
  for (let at = 0; at < values.length; at++) {
    const value = Number(data[at * channels]);
    const grey = palette === undefined ? value : (palette[value]?.[0] ?? 0);
    values[at] = depth === 16 ? value >> 8 : grey;
  }
  return { width, height, values };
}
