/** Pictures of the command line: read by the decoder's process, written as their names say. */
import { decode } from 'fast-png';
import type { EngineCandidate } from '../../../preload/contract/drawing.ts';
import { withExtension, writtenTypeOf } from '../../../preload/contract/formats.ts';
import type { OwnPixels, ReadPicture } from '../../../preload/contract/picture-service.ts';
import type { Frame, Raster } from '../../../preload/contract/pictures.ts';
import type { Sides } from '../../../preload/contract/task-inputs.ts';
import { pictureProcess } from '../../pictures/child.ts';
import { readPictureFile } from '../../pictures/read-file.ts';
import { composite, compositeInto, layOnPaper } from '../framing/composite.ts';
import { extendedPicture, movedPixels } from '../framing/extend.ts';
import { bytesOf, mostOf, numbersOf } from '../framing/samples.ts';
import { writeDeepPng, writePng } from '../pictures/png.ts';
import { writeResult } from './options.ts';

const decoder = pictureProcess();

/** A picture in the working space, as the model sees it, and in its own space, as it is written back. */
export type Below = Pick<ReadPicture, 'raster' | 'own'>;

/** A picture that is written: in its own space where it has one, else in the working space. */
export type Written =
  | { readonly raster: Raster; readonly own: null }
  | { readonly raster: null; readonly own: OwnPixels };

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

/** Decodes the bytes of a picture. @param name for the sentence of a refusal @throws StudioError 'bad-picture' */
export async function pictureIn(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Raster> {
  return (await decoder.read({ bytes, name })).raster;
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
 * neither. The samples of the picture's own space are overwritten; a request may still name the raster, so that is
 * copied.
 */
export async function laidOver({ raster, own }: Below, patch: Raster, frame: Frame): Promise<Below> {
  return { raster: composite(raster, patch, frame), own: own && (await inOwnSpace(own, patch, frame)) };
}

/**
 * The same in the one space that is written.
 * @param isRead whether the picture is used again, so that its samples stay
 */
export async function finalOver(
  { raster, own }: Below,
  patch: Raster,
  frame: Frame,
  isRead: boolean,
): Promise<Written> {
  if (own === null) return { raster: composite(raster, patch, frame), own };
  const samples = isRead ? own.samples.slice() : own.samples;
  return { raster: null, own: await inOwnSpace({ ...own, samples }, patch, frame) };
}

async function inOwnSpace(own: OwnPixels, patch: Raster, frame: Frame): Promise<OwnPixels> {
  const { profile, depth } = own;
  return compositeInto(own, await decoder.convert({ raster: patch, profile, depth }), frame);
}

/** The patch as it was written into the PNG, so that the result is what any reader of the file would get. */
export function patchOf(result: Pick<EngineCandidate, 'png'>) {
  const { width, height, data, channels } = decode(result.png);
  if (channels === 4) return { width, height, rgba: new Uint8Array(data) };
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) rgba.set(data.subarray(3 * i, 3 * i + 3), 4 * i);
  return { width, height, rgba };
}

/**
 * A PNG with the record as text, and the profile of the picture's own space.
 * @param paper whether white is laid under it, which overwrites the picture
 */
export function pngOf(
  { raster, own }: Written,
  record: Readonly<Record<string, string>>,
  paper: boolean,
): Uint8Array<ArrayBuffer> {
  if (own === null) {
    if (paper) layOnPaper(raster.rgba, mostOf(8));
    return writePng(raster, record);
  }
  const numbers = numbersOf(own);
  if (paper) layOnPaper(numbers, mostOf(own.depth));
  return writeDeepPng({ ...own, samples: bytesOf(numbers) }, record);
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
