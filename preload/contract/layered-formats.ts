/** The formats of files with layers. Their first bytes tell them, since names and extensions can be wrong. */
import { MAX_FILE_BYTES, type PictureFormat } from './formats.ts';

export const layeredTypes = ['image/vnd.adobe.photoshop', 'image/openraster'] as const;
export type LayeredType = (typeof layeredTypes)[number];

export const layeredFormats: Readonly<Record<LayeredType, PictureFormat>> = {
  'image/vnd.adobe.photoshop': {
    name: 'Photoshop',
    mediaType: 'image/vnd.adobe.photoshop',
    extensions: ['psd', 'psb'],
    written: true,
  },
  'image/openraster': { name: 'OpenRaster', mediaType: 'image/openraster', extensions: ['ora'], written: true },
};

/** Extensions of the files with layers that dialogs offer to open. */
export const layeredExtensions: readonly string[] = Object.values(layeredFormats).flatMap(({ extensions }) => [
  ...extensions,
]);

/** Limit of a file with layers in bytes. Its pixels are limited apart, and some of its bytes hold none. */
const MAX_LAYERED_BYTES = 768 * 1024 * 1024;

/** Limit of a file in bytes, by its name. Where the name is wrong, the limits of the content still hold. */
export function mostBytesOf(fileName: string): number {
  const extension = /\.([A-Za-z0-9]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  return layeredExtensions.includes(extension) ? MAX_LAYERED_BYTES : MAX_FILE_BYTES;
}

export const isLayeredType = (mediaType: string): mediaType is LayeredType => mediaType in layeredFormats;

const ascii = (bytes: Uint8Array, at: number, length: number) =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/**
 * Whether a file that is no file with layers by its bytes is one that was cut off: it has the name of an archive with
 * layers, and is empty or begins as one.
 */
export function isCutOff(fileName: string, bytes: Uint8Array): boolean {
  return /\.ora$/i.test(fileName) && (bytes.length === 0 || ascii(bytes, 0, 2) === 'PK');
}

/** Length of the fixed part of an entry's header in a zip archive. */
const ENTRY = 30;
const MIMETYPE = 'mimetype';

/** Returns the format of a file with layers, or null where it is none. */
export function sniffLayered(bytes: Uint8Array): LayeredType | null {
  if (ascii(bytes, 0, 4) === '8BPS') return 'image/vnd.adobe.photoshop';
  if (ascii(bytes, 0, 4) !== 'PK\u0003\u0004') return null;
  // The first entry must be the media type, stored as it is.
  const extra = (bytes[28] ?? 0) + 256 * (bytes[29] ?? 0);
  const content = ENTRY + MIMETYPE.length + extra;
  const isOra =
    ascii(bytes, ENTRY, MIMETYPE.length) === MIMETYPE &&
    ascii(bytes, content, 'image/openraster'.length) === 'image/openraster';
  return isOra ? 'image/openraster' : null;
}
