/**
 * The only list of picture formats. The window and the command line use it for reading, dialogs, drops and exports. The
 * first bytes of a file tell its format (media-type.ts), since names and extensions can be wrong.
 */

export interface PictureFormat {
  /** The name by which people know the format. */
  readonly name: string;
  readonly mediaType: string;
  /** The usual extension comes first. */
  readonly extensions: readonly [string, ...string[]];
  /** Whether exports can have this format. */
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
  /** The decoders that ship with the studio have no codec for it. macOS brings its own. */
  { name: 'HEIC', mediaType: 'image/heic', extensions: ['heic', 'heif'], written: false },
] as const satisfies readonly PictureFormat[];

export type MediaType = (typeof pictureFormats)[number]['mediaType'];

export const mediaTypes = pictureFormats.map(({ mediaType }) => mediaType) as [MediaType, ...MediaType[]];

/** Formats that an export can have. The first is the usual one. */
export const writtenTypes = ['image/png', 'image/jpeg', 'image/webp', 'image/avif', 'image/tiff'] as const;
export type WrittenType = (typeof writtenTypes)[number];

/** The entry of a format in the list. */
export function formatOf(mediaType: MediaType): PictureFormat {
  const format = pictureFormats.find((one) => one.mediaType === mediaType);
  if (format === undefined) throw new Error(`There is no format ${mediaType}.`);
  return format;
}

/** Extensions of the files that dialogs offer to open. */
export const readExtensions: readonly string[] = pictureFormats.flatMap(({ extensions }) => [...extensions]);

/** Limit of a file in bytes. A larger one holds more pixels than a picture may have, and would only cost memory. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024;

const names = pictureFormats.map(({ name }) => name);
/** The names of the formats for a sentence, such as "PNG, JPEG, …, SVG" and "HEIC". */
export const formatList = { formats: names.slice(0, -1).join(', '), last: names.at(-1) ?? '' };

/** Returns the format that a file's name asks for, or null where it asks for none that can be written. */
export function writtenTypeOf(fileName: string): WrittenType | null {
  const extension = /\.([A-Za-z0-9]+)$/.exec(fileName)?.[1]?.toLowerCase();
  const format = pictureFormats.find(({ extensions }) => extensions.some((one) => one === extension));
  return writtenTypes.find((type) => type === format?.mediaType) ?? null;
}

/** Returns the name unchanged where it asks for a format, and otherwise with the usual extension. */
export function withExtension(fileName: string): string {
  return writtenTypeOf(fileName) === null ? `${fileName}.png` : fileName;
}
