/** The pixels of a picture in its own colour space and depth, in which the command line writes results. */
import sharp, { type Sharp } from 'sharp';
import { profileSpace } from '../../preload/contract/icc.ts';
import type { OwnPixels } from '../../preload/contract/picture-service.ts';
import { bytesOf, withoutExtras } from './bytes.ts';
import { convert } from './encode.ts';
import { type Opened, options, pngOf, workingRaster } from './pipeline.ts';
import { withProfile } from './png-chunks.ts';

/** Colour spaces that an RGB picture of 8 or 16 bits can carry. */
const CARRIED: readonly string[] = ['srgb', 'rgb', 'b-w', 'rgb16', 'grey16'];

/**
 * Returns null where the working raster suffices: for 8 bits without an RGB profile that pixels can be converted to, and
 * for a colour space that PNG cannot carry.
 */
export async function ownPixels({ bytes, metadata }: Opened): Promise<OwnPixels | null> {
  const depth = metadata.depth === 'ushort' ? 16 : 8;
  const given = metadata.icc === undefined ? null : new Uint8Array(metadata.icc);
  const rgb = given !== null && profileSpace(given) === 'rgb' ? given : null;
  const profile = rgb !== null && (await leadsBack(rgb)) ? rgb : null;
  if (!CARRIED.includes(metadata.space ?? '') || (depth === 8 && profile === null)) return null;
  // A one-way profile cannot be written to, so the result is sRGB of the same depth.
  const oneWay = rgb !== null && profile === null;
  const upright = sharp(bytes, { ...options, ignoreIcc: !oneWay })
    .autoOrient()
    .toColourspace(depth === 16 ? 'rgb16' : 'srgb')
    .ensureAlpha();
  return { ...(await samplesOf(oneWay ? upright.withIccProfile('srgb', { attach: false }) : upright, depth)), profile };
}

async function samplesOf(picture: Sharp, depth: OwnPixels['depth']): Promise<Omit<OwnPixels, 'profile'>> {
  const { data, info } = await picture
    .raw({ depth: depth === 16 ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const samples = withoutExtras(bytesOf(data), info.channels, depth / 8);
  return { width: info.width, height: info.height, depth, samples };
}

/** A colour inside of every usual colour space. */
const PROBE = { width: 1, height: 1, rgba: Uint8Array.of(150, 125, 115, 255) };
/** Tolerance, of 255. It is above the rounding in a wide space and below the effect of a skipped conversion. */
const SAME = 6;

/**
 * Whether pixels can be converted to the profile's space. Profiles of scanners and cameras only convert from it, and
 * sharp silently leaves the numbers unchanged where it cannot convert them.
 */
async function leadsBack(profile: Uint8Array<ArrayBuffer>): Promise<boolean> {
  try {
    const there = await convert(PROBE, profile, 8);
    const bytes = withProfile(await pngOf({ ...PROBE, rgba: there }, false), profile);
    const metadata = await sharp(bytes, options).metadata();
    const { rgba } = await workingRaster({ bytes, mediaType: 'image/png', metadata, srgb: false });
    return rgba.every((value, i) => Math.abs(value - (PROBE.rgba[i] ?? 0)) <= SAME);
  } catch {
    return false;
  }
}
