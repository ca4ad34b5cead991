/** Turns channels of PSD files into pixels of the working space, whatever colours the file has. */
import { isSrgbProfile, profileSpace } from '../../../preload/contract/icc.ts';
import type { Raster } from '../../../preload/contract/pictures.ts';
import { workingPixels } from '../decode.ts';
import { rgbOfGrey } from '../matrix-profile.ts';
import { plainTiff } from '../plain-tiff.ts';
import { byteOfLight, setLab } from '../working-light.ts';
import type { PsdHead } from './psd-head.ts';
import { bytesOfPlane, type Plane } from './psd-planes.ts';

/** The channels of one layer, or of the merged picture. */
export interface PsdPixels {
  readonly width: number;
  readonly height: number;
  readonly colours: readonly Plane[];
  /** Null where all of it is opaque. */
  readonly alpha: Plane | null;
}

/** Writes the colours of some pixels, from one place of the planes on, into RGBA. */
type Convert = (planes: readonly Plane[], from: number, count: number, rgba: Uint8Array) => Promise<void> | void;

/** How many pixels are converted at a time, so that a large layer is not held twice more. */
const AT_ONCE = 2 ** 21;

export type ToWorkingSpace = (pixels: PsdPixels) => Promise<Raster>;

/** @param name of the file, for refusals */
export function toWorkingSpace(head: PsdHead, name: string): ToWorkingSpace {
  const convert = converterOf(head, name);
  return async ({ width, height, colours, alpha }) => {
    const rgba = new Uint8Array(4 * width * height);
    for (let from = 0; from < width * height; from += AT_ONCE) {
      const count = Math.min(AT_ONCE, width * height - from);
      await convert(colours, from, count, rgba.subarray(4 * from, 4 * (from + count)));
    }
    const opacity = alpha && bytesOfPlane(alpha);
    for (let at = 0; at < width * height; at++) rgba[4 * at + 3] = opacity?.[at] ?? 255;
    return { width, height, rgba };
  };
}

function converterOf(head: PsdHead, name: string): Convert {
  const { colours, profile, depth } = head;
  const space = profile && profileSpace(profile);
  if (colours === 'lab') return fromLab;
  if (colours === 'cmyk') return byProfile('cmyk', space === 'cmyk' ? profile : null, name);
  if (colours === 'indexed') return fromPalette(head.palette);
  const rgb = profile && space === 'grey' ? rgbOfGrey(profile) : space === 'rgb' ? profile : null;
  const converts = rgb !== null && colours !== 'duotone' && colours !== 'bitmap';
  if (converts && !isSrgbProfile(rgb)) return byProfile('rgb', rgb, name);
  // Numbers of 32 bits are linear light, unless their profile says otherwise.
  return depth === 32 && rgb === null ? fromLight : asTheyAre;
}

/** The plane of red, green or blue. Grey has one for all of them. */
const planeFor = (planes: readonly Plane[], channel: number): Plane =>
  planes[planes.length < 3 ? 0 : channel] ?? new Uint8Array(0);

const asTheyAre: Convert = (planes, from, count, rgba) => {
  for (let channel = 0; channel < 3; channel++) {
    const bytes = bytesOfPlane(planeFor(planes, channel).subarray(from, from + count));
    for (let at = 0; at < count; at++) rgba[4 * at + channel] = bytes[at] ?? 0;
  }
};

const fromLight: Convert = (planes, from, count, rgba) => {
  for (let channel = 0; channel < 3; channel++) {
    const light = planeFor(planes, channel);
    for (let at = 0; at < count; at++) rgba[4 * at + channel] = byteOfLight(light[from + at] ?? 0);
  }
};

const fromPalette =
  (palette: Uint8Array): Convert =>
  ([plane], from, count, rgba) => {
    for (let at = 0; at < count; at++) {
      const index = plane?.[from + at] ?? 0;
      for (let channel = 0; channel < 3; channel++) rgba[4 * at + channel] = palette[256 * channel + index] ?? 0;
    }
  };

/** The file counts lightness to its largest number, and the others from -128. */
const fromLab: Convert = ([lightness, a, b], from, count, rgba) => {
  const whole = lightness instanceof Uint16Array ? 257 : 1;
  for (let at = 0; at < count; at++) {
    const [l = 0, green = 0, blue = 0] = [lightness?.[from + at], a?.[from + at], b?.[from + at]];
    setLab(rgba, 4 * at, (100 * l) / (255 * whole), green / whole - 128, blue / whole - 128);
  }
};

/** By a colour profile. Null means the usual CMYK of libvips. */
function byProfile(colours: 'rgb' | 'cmyk', profile: Uint8Array | null, name: string): Convert {
  const number = colours === 'cmyk' ? 4 : 3;
  return async (planes, from, count, rgba) => {
    const isBytes = planes.every((plane) => plane instanceof Uint8Array);
    const samples = isBytes ? new Uint8Array(number * count) : new Uint16Array(number * count);
    const most = isBytes ? 255 : 65535;
    for (let channel = 0; channel < number; channel++) {
      const plane = colours === 'cmyk' ? planes[channel] : planeFor(planes, channel);
      const scale = plane instanceof Float32Array ? most : 1;
      for (let at = 0; at < count; at++) {
        const value = Math.max(0, Math.min(most, Math.round((plane?.[from + at] ?? 0) * scale)));
        // The file counts what is left of the paper, and TIFF counts ink.
        samples[number * at + channel] = colours === 'cmyk' ? most - value : value;
      }
    }
    // One row of a file may be too long for a decoder, so the pixels form a strip.
    const width = Math.min(count, 2048);
    const height = Math.ceil(count / width);
    const padded = width * height === count ? samples : grown(samples, number * width * height);
    const tiff = plainTiff({ width, height, colours, samples: padded, profile });
    const converted = await workingPixels(tiff, name);
    rgba.set(converted.rgba.subarray(0, 4 * count));
  };
}

function grown<T extends Uint8Array | Uint16Array>(samples: T, length: number): Uint8Array | Uint16Array {
  const whole = samples instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length);
  whole.set(samples);
  return whole;
}
