/** Pictures of the command line: read by the decoder's process, written as their names say. */
import { decode } from 'fast-png';
import type { EngineCandidate } from '../../../preload/contract/engine.ts';
import { withExtension, writtenTypeOf } from '../../../preload/contract/formats.ts';
import type { OwnPixels, ReadPicture } from '../../../preload/contract/picture-service.ts';
import type { Frame, Raster } from '../../../preload/contract/pictures.ts';
import type { Sides } from '../../../preload/contract/task-inputs.ts';
import { pictureProcess } from '../../pictures/child.ts';
import { readPictureFile } from '../../pictures/read-file.ts';
import { composite, compositeDeep, onPaper } from '../framing/composite.ts';
import { extendedPicture, movedPixels } from '../framing/extend.ts';
import { writeDeepPng, writePng } from '../pictures/png.ts';
import { writeResult } from './options.ts';

const decoder = pictureProcess();

/** A picture in the working space, as the model sees it, and in its own space, as it is written back. */
export type Below = Pick<ReadPicture, 'raster' | 'own'>;

/** A picture with its file. */
export interface OpenedPicture extends Below {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads and decodes a picture.
 * @param path absolute
 * @throws StudioError 'not-found', 'bad-picture'
 */
export async function openPicture(path: string): Promise<OpenedPicture> {
  const bytes = await readPictureFile(path, path);
  const { raster, own } = await decoder.read({ bytes, name: path });
  return { path, bytes, raster, own };
}

/**
 * Reads the bytes of a picture's file.
 * @param path absolute
 * @throws StudioError 'not-found', 'bad-picture'
 */
export function pictureBytes(path: string): Promise<Uint8Array> {
  return readPictureFile(path, path);
}

/** The picture with a new border, in both spaces. */
export function extended({ raster, own }: Below, sides: Sides): Below {
  return { raster: extendedPicture(raster, sides).picture, own: own && { ...own, ...movedPixels(own, sides) } };
}

/**
 * Composites a patch of the working space over a picture, in both spaces. Transparent pixels of the patch change
 * neither.
 */
export async function laidOver({ raster, own }: Below, patch: Raster, frame: Frame): Promise<Below> {
  return { raster: composite(raster, patch, frame), own: own && (await inOwnSpace(own, patch, frame)) };
}

async function inOwnSpace(own: OwnPixels, patch: Raster, frame: Frame): Promise<OwnPixels> {
  const { profile, depth } = own;
  const { samples } = await decoder.convert({ raster: patch, profile, depth });
  return { ...own, samples: compositeDeep(own, { ...patch, samples }, frame) };
}

/** The patch as it was written into the PNG, so that the result is what any reader of the file would get. */
export function patchOf(result: Pick<EngineCandidate, 'png'>) {
  const { width, height, data, channels } = decode(result.png);
  if (channels === 4) return { width, height, rgba: new Uint8Array(data) };
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) rgba.set(data.subarray(3 * i, 3 * i + 3), 4 * i);
  return { width, height, rgba };
}

/** The picture over white, in both spaces. */
export function onWhite({ raster, own }: Below): Below {
  return {
    raster: { ...raster, rgba: onPaper(raster.rgba, 255) },
    own: own && { ...own, samples: deepOnPaper(own) },
  };
}

function deepOnPaper({ depth, samples }: OwnPixels): Uint8Array<ArrayBuffer> {
  if (depth === 8) return onPaper(new Uint8Array(samples), 255);
  return new Uint8Array(onPaper(new Uint16Array(new Uint8Array(samples).buffer), 65535).buffer);
}

/** A PNG with the record as text, and the profile of the picture's own space. */
export function pngOf({ raster, own }: Below, record: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  return own === null ? writePng(raster, record) : writeDeepPng(own, record);
}

/**
 * Writes a PNG of ours in the format that the name asks for; text is in PNG alone.
 * @param path absolute
 * @returns where it is: with `.png` where the name asks for no format that is written
 */
export async function writePicture(path: string, png: Uint8Array<ArrayBuffer>): Promise<string> {
  const file = withExtension(path);
  const mediaType = writtenTypeOf(file) ?? 'image/png';
  const bytes = mediaType === 'image/png' ? png : (await decoder.encode({ png, mediaType, paper: false })).bytes;
  await writeResult(file, bytes);
  return file;
}
