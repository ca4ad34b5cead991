/** The numbers of a picture in its own colour space. */
import type { OwnPixels } from '../../../preload/contract/picture-service.ts';

/** RGBA samples of 8 or 16 bits. */
export type Samples = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer>;

type Deep = Pick<OwnPixels, 'depth' | 'samples'>;

/** The samples as numbers. They share the picture's memory, unless 16-bit samples lie at an odd address. */
export function numbersOf({ depth, samples }: Deep): Samples {
  if (depth === 8) return samples;
  if (samples.byteOffset % 2 === 0) return new Uint16Array(samples.buffer, samples.byteOffset, samples.length / 2);
  return new Uint16Array(samples.slice().buffer);
}

/** The bytes of such numbers, in the same memory. */
export function bytesOf(numbers: Samples): Uint8Array<ArrayBuffer> {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/** The value of full alpha and of white. */
export const mostOf = (depth: OwnPixels['depth']): number => (depth === 8 ? 255 : 65535);
