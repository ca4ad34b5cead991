/** The sentences of pictures that are not taken, one wording wherever they come from. */
import { StudioError } from './errors.ts';
import { formatNames, MAX_FILE_BYTES } from './formats.ts';
import { MAX_PIXELS, MAX_SIDE } from './pictures.ts';

const refused = (message: string, cause?: unknown) => new StudioError('bad-picture', message, { cause });

/** Long names and paths are cut in the middle of the sentence, never the sentence. */
function short(name: string): string {
  return name.length <= 200 ? name : `…${name.slice(-199)}`;
}

export const unreadable = (name: string, cause?: unknown) =>
  refused(`“${short(name)}” cannot be read as a picture: it is damaged, or it is not ${formatNames}.`, cause);

export const tooLarge = (name: string) =>
  refused(
    `“${short(name)}” is too large: at most ${MAX_SIDE} pixels a side and ${MAX_PIXELS / 1024 ** 2} megapixels are taken.`,
  );

export const tooManyBytes = (name: string) =>
  refused(`“${short(name)}” is larger than ${MAX_FILE_BYTES / 1024 ** 2} MB; please make it smaller first.`);

export const tooSlow = (name: string) =>
  refused(`“${short(name)}” takes too long to decode, so it was refused; please save it as PNG and try again.`);

export const tooHungry = (name: string) =>
  refused(`“${short(name)}” needs too much memory to decode, so it was refused; please make it smaller first.`);

export const fatal = (name: string, cause?: unknown) =>
  refused(`“${short(name)}” stopped the decoder, so it was refused; it may be damaged.`, cause);

export const tooMuchInside = (name: string) =>
  refused(`“${short(name)}” holds a profile or text that unfolds to more than a picture needs, so it was refused.`);

export const noHeic = (name: string) =>
  refused(`“${short(name)}” is a HEIC picture, which this system cannot decode; please save it as JPEG or PNG.`);

export const oddBmp = (name: string) =>
  refused(`“${short(name)}” is a BMP picture of a kind that is not read; please save it as PNG.`);

export const oddTiff = (name: string, cause?: unknown) =>
  refused(`“${short(name)}” is a TIFF picture of a kind that is not read, or damaged; please save it as PNG.`, cause);
