/**
 * The one list of picture formats, for the window and the command line, for reading, dialogs, drops
 * and exports. What a file is, its first bytes say (media-type.ts): names and extensions lie.
 */

export interface PictureFormat {
  /** As a person knows it. */
  readonly name: string;
  readonly mediaType: string;
  /** The usual one first. */
  readonly extensions: readonly [string, ...string[]];
  /** Whether an export can have this format. */
  readonly written: boolean;
}

export const pictureFormats = [
  { name: 'PNG', mediaType: 'image/png', extensions: ['png', 'apng'], written: true },
  { name: 'JPEG', mediaType: 'image/jpeg', extensions: ['jpg', 'jpeg', 'jpe', 'jfif'], written: true },
  { name: 'WebP', mediaType: 'image/webp', extensions: ['webp'], written: true },
  { name: 'GIF', mediaType: 'image/gif', extensions: ['gif'], written: false },
  { name: 'AVIF', mediaType: 'image/avif', extensions: ['avif'], written: true },
  { name: 'TIFF', mediaType: 'image/tiff', extensions: ['tif', 'tiff'], written: true },
  { name: 'BMP', mediaType: 'image/bmp', extensions: ['bmp', 'dib'], written: false },
  { name: 'SVG', mediaType: 'image/svg+xml', extensions: ['svg'], written: false },
  /** Its codec is not in the decoders that ship with the studio; macOS brings its own. */
  { name: 'HEIC', mediaType: 'image/heic', extensions: ['heic', 'heif'], written: false },
] as const satisfies readonly PictureFormat[];

export type MediaType = (typeof pictureFormats)[number]['mediaType'];

export const mediaTypes = pictureFormats.map(({ mediaType }) => mediaType) as [MediaType, ...MediaType[]];

/** What an export may be; the first is the usual one. */
export const writtenTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/avif', 'image/tiff'] as const;
export type WrittenType = (typeof writtenTypes)[number];

/** Of files that are offered to be opened. */
export const readExtensions: readonly string[] = pictureFormats.flatMap(({ extensions }) => [...extensions]);

/** A file of this size holds more pixels than a picture may have; reading it would only cost memory. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024;

const names = pictureFormats.map(({ name }) => name);
/** "PNG, JPEG, …, SVG" and "HEIC": what a sentence says of the formats. */
export const formatList = { formats: names.slice(0, -1).join(', '), last: names.at(-1) ?? '' };

/** The format that a file's name asks for; null where it asks for none that can be written. */
export function writtenTypeOf(fileName: string): WrittenType | null {
  const extension = /\.([A-Za-z0-9]+)$/.exec(fileName)?.[1]?.toLowerCase();
  const format = pictureFormats.find(({ extensions }) => extensions.some((one) => one === extension));
  return writtenTypes.find((type) => type === format?.mediaType) ?? null;
}

/** The name as it is where it asks for a format, else with the usual extension. */
export function withExtension(fileName: string): string {
  return writtenTypeOf(fileName) === null ? `${fileName}.png` : fileName;
}
