/** Decodes files of every format to pixels of the working space, and of their own colour space. */
import sharp, { type Metadata } from 'sharp';
import { StudioError } from '../../preload/contract/errors.ts';
import { MAX_FILE_BYTES, type MediaType } from '../../preload/contract/formats.ts';
import { isSrgbProfile, profileSpace } from '../../preload/contract/icc.ts';
import { isPlain, readHeader } from '../../preload/contract/picture-header.ts';
import { tooLarge, tooManyBytes, tooMuchInside, unreadable } from '../../preload/contract/picture-refusals.ts';
import type { Kernel, ReadPicture, ShownPicture } from '../../preload/contract/picture-service.ts';
import { MAX_PIXELS, MAX_SIDE, type Raster } from '../../preload/contract/pictures.ts';
import { profileOfAvif } from './avif-colour.ts';
import { readBmp } from './bmp.ts';
import { bytesOf } from './bytes.ts';
import { densityOf } from './density.ts';
import { heicToTiff } from './heic.ts';
import { rgbOfGrey } from './matrix-profile.ts';
import { nearest } from './nearest.ts';
import { ownPixels } from './own-pixels.ts';
import { isOpaque, type Opened, options, pipeline, pngOf, rasterOf, workingRaster } from './pipeline.ts';
import { checkUnfolding, impliedProfile, isGreyPng, MAX_PROFILE_BYTES, withProfile } from './png-chunks.ts';
import { sizedRight } from './svg.ts';
import { readRight } from './tiff.ts';

// Each picture is decoded once, so a cache would only hold memory.
sharp.cache(false);

/**
 * Number of pixels by the header; 0 where it does not say.
 * @throws StudioError 'bad-picture' where the picture is too large
 */
export function checkedPixels(bytes: Uint8Array, name: string): number {
  if (bytes.length > MAX_FILE_BYTES) throw tooManyBytes(name);
  const header = readHeader(bytes);
  if (header === null) throw unreadable(name);
  if (header.size !== null) checkSize(header.size.width, header.size.height, name);
  return header.size === null ? 0 : header.size.width * header.size.height;
}

function checkSize(width: number, height: number, name: string): void {
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) throw tooLarge(name);
}

/**
 * Decodes a picture to its pixels in the working space and in its own, for the command line and for exports.
 * @throws StudioError 'bad-picture'
 */
export function read(bytes: Uint8Array, name: string): Promise<ReadPicture> {
  return refusing(name, async () => {
    const opened = await open(bytes, name);
    const raster = await workingRaster(opened);
    return { mediaType: opened.mediaType, raster, own: await ownPixels(opened) };
  });
}

/** The pixels of a picture in the working space. @throws StudioError 'bad-picture' */
export function workingPixels(bytes: Uint8Array, name: string): Promise<Raster> {
  return refusing(name, async () => workingRaster(await open(bytes, name)));
}

/** Decodes a picture for the window. @throws StudioError 'bad-picture' */
export function show(bytes: Uint8Array, name: string): Promise<ShownPicture> {
  return refusing(name, async () => {
    const opened = await open(bytes, name);
    const raster = await workingRaster(opened);
    const { width, height } = raster;
    const transparent = opened.metadata.hasAlpha === true && !isOpaque(raster);
    const png = isPlain(bytes) ? null : await pngOf(raster, transparent);
    const told = await sharp(bytes, options)
      .metadata()
      .catch(() => ({}));
    const dpi = densityOf(bytes, opened.mediaType, told);
    return { mediaType: opened.mediaType, width, height, transparent, png, ...(dpi !== null && { dpi }) };
  });
}

/** Decodes a picture to at most `side` pixels a side. @throws StudioError 'bad-picture' */
export function thumbnail(bytes: Uint8Array, name: string, side: number): Promise<ShownPicture> {
  return refusing(name, async () => {
    const opened = await open(bytes, name);
    const small = pipeline(opened).resize(side, side, { fit: 'inside', withoutEnlargement: true });
    const raster = await rasterOf(small);
    const transparent = opened.metadata.hasAlpha === true && !isOpaque(raster);
    const { width, height } = raster;
    return { mediaType: opened.mediaType, width, height, transparent, png: await pngOf(raster, transparent) };
  });
}

interface Wanted {
  readonly width: number;
  readonly height: number;
  readonly kernel: Kernel;
  readonly grey: boolean;
}

/** Decodes a picture at another size. @throws StudioError 'bad-picture' */
export function resize(bytes: Uint8Array, name: string, wanted: Wanted): Promise<Uint8Array<ArrayBuffer>> {
  return refusing(name, async () => {
    const picture = pipeline(await open(bytes, name));
    const { width, height, kernel, grey } = wanted;
    const raster =
      kernel === 'nearest'
        ? nearest(await rasterOf(picture), wanted)
        : await rasterOf(picture.resize(width, height, { fit: 'fill', kernel }));
    return grey ? greyOf(raster) : pack(raster);
  });
}

/** The first channel as an 8-bit grey PNG. */
async function greyOf({ width, height, rgba }: Raster): Promise<Uint8Array<ArrayBuffer>> {
  const values = Uint8Array.from({ length: width * height }, (_, at) => rgba[4 * at] ?? 0);
  const picture = sharp(values, { ...options, raw: { width, height, channels: 1 } });
  return bytesOf(await picture.toColourspace('b-w').png({ compressionLevel: 3 }).toBuffer());
}

/** Turns every error of libvips into a StudioError. */
async function refusing<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    if (cause instanceof Error && /pixel limit/i.test(cause.message)) throw tooLarge(name);
    throw unreadable(name, cause);
  }
}

async function open(bytes: Uint8Array, name: string): Promise<Opened> {
  checkedPixels(bytes, name);
  const mediaType = readHeader(bytes)?.mediaType;
  if (mediaType === undefined) throw unreadable(name);
  const known = await forLibvips(bytes, mediaType, name);
  const metadata = await metadataOf(known, mediaType, name);
  checkSize(metadata.width, metadata.height, name);
  const { icc } = metadata;
  if (icc !== undefined && icc.length > MAX_PROFILE_BYTES) throw tooMuchInside(name);
  const coloured = icc && profileSpace(icc) === 'grey' ? await rgbFromGrey(known, metadata) : null;
  if (coloured !== null) return { bytes: coloured, mediaType, metadata: await sharp(coloured).metadata(), srgb: false };
  const srgb = metadata.space !== 'cmyk' && (icc === undefined || isSrgbProfile(icc));
  return { bytes: known, mediaType, metadata, srgb };
}

function metadataOf(bytes: Uint8Array, mediaType: MediaType, name: string): Promise<Metadata> {
  const told = sharp(bytes, options).metadata();
  if (mediaType === 'image/tiff') return readRight(bytes, told, name);
  return mediaType === 'image/svg+xml' ? sizedRight(bytes, told, name) : told;
}

/** Converts formats that libvips lacks, and colour spaces that it ignores, into a form that it reads. */
async function forLibvips(bytes: Uint8Array, mediaType: MediaType, name: string): Promise<Uint8Array> {
  if (mediaType === 'image/png') {
    await checkUnfolding(bytes, name);
    const profile = impliedProfile(bytes);
    if (profile === null) return bytes;
    return isGreyPng(bytes) ? asPng(bytes, profile) : withProfile(bytes, profile);
  }
  if (mediaType === 'image/bmp') {
    const { raster, profile } = readBmp(bytes, name, (width, height) => checkSize(width, height, name));
    const png = await pngOf(raster, !isOpaque(raster));
    return profile === null ? png : withProfile(png, profile);
  }
  if (mediaType === 'image/avif') {
    const profile = profileOfAvif(bytes);
    return profile === null ? bytes : asPng(bytes, profile);
  }
  return mediaType === 'image/heic' ? heicToTiff(bytes, name) : bytes;
}

/** A grey picture under an RGB profile, since sharp ignores grey profiles. Null where the profile has no curve. */
async function rgbFromGrey(bytes: Uint8Array, { icc }: Metadata): Promise<Uint8Array | null> {
  const profile = icc && rgbOfGrey(icc);
  return profile ? asPng(bytes, profile) : null;
}

/** The picture's unchanged numbers, upright, under another profile. */
async function asPng(bytes: Uint8Array, profile: Uint8Array): Promise<Uint8Array> {
  const { depth } = await sharp(bytes, options).metadata();
  const png = await sharp(bytes, { ...options, ignoreIcc: true })
    .autoOrient()
    .toColourspace(depth === 'ushort' ? 'rgb16' : 'srgb')
    .png({ compressionLevel: 1 })
    .toBuffer();
  return withProfile(png, profile);
}

/** Encodes a picture of the studio as PNG. */
export const pack = (raster: Raster): Promise<Uint8Array<ArrayBuffer>> => pngOf(raster, !isOpaque(raster));
