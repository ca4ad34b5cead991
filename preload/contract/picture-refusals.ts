/** Errors for pictures that the studio refuses. The wording is the same wherever a picture comes from. */
import { partOf } from './error-codes.ts';
import { StudioError } from './errors.ts';
import { formatList } from './formats.ts';
import { mostBytesOf } from './layered-formats.ts';
import { MAX_PIXELS, MAX_SIDE } from './pictures.ts';

/**
 * Returns the subject of the sentence. A long path loses its beginning.
 * @param name empty where the picture has none
 */
export function named(name: string) {
  if (name === '') return { picture: partOf('picture.unnamed', {}) };
  return { picture: partOf('picture.file', { file: name.length <= 200 ? name : `…${name.slice(-199)}` }) };
}

export const unreadable = (name: string, cause?: unknown) =>
  StudioError.of('pictures.unreadable', { ...named(name), ...formatList }, { cause });

export const tooLarge = (name: string) =>
  StudioError.of('pictures.too-large', { ...named(name), side: MAX_SIDE, megapixels: MAX_PIXELS / 1024 ** 2 });

export const tooManyBytes = (name: string) =>
  StudioError.of('pictures.too-many-bytes', { ...named(name), megabytes: mostBytesOf(name) / 1024 ** 2 });

export const tooSlow = (name: string) => StudioError.of('pictures.too-slow', named(name));

export const tooHungry = (name: string) => StudioError.of('pictures.too-hungry', named(name));

export const fatal = (name: string, cause?: unknown) => StudioError.of('pictures.fatal', named(name), { cause });

export const tooMuchInside = (name: string) => StudioError.of('pictures.too-much-inside', named(name));

export const noHeic = (name: string) => StudioError.of('pictures.no-heic', named(name));

export const oddBmp = (name: string) => StudioError.of('pictures.odd-bmp', named(name));

export const oddTiff = (name: string, cause?: unknown) => StudioError.of('pictures.odd-tiff', named(name), { cause });

export const unread = (name: string, cause: unknown, detail: string) =>
  StudioError.of('pictures.unread', named(name), { cause, detail });

export const irregular = (name: string) => StudioError.of('pictures.irregular', named(name));
