import { z } from 'zod';
import { formatOf, type PictureFormat, type WrittenType, writtenTypes } from './formats.ts';
import { isLayeredType, type LayeredType, layeredFormats, layeredTypes, sniffLayered } from './layered-formats.ts';
import { sniffMediaType } from './media-type.ts';
import { kernels } from './picture-service.ts';

/** What an export writes, and how. The window keeps the last choices in the settings. */

/** The parts that can be exported: the page, what lies in the region, the chosen layers as one picture, or all apart. */
export const exportParts = ['page', 'region', 'layers', 'each-layer'] as const;
export type ExportPart = (typeof exportParts)[number];

/** The formats of files of one picture, and of files with layers. */
export const exportTypes = [...writtenTypes, ...layeredTypes] as const;
export type ExportType = WrittenType | LayeredType;

export function exportFormatOf(mediaType: ExportType): PictureFormat {
  return isLayeredType(mediaType) ? layeredFormats[mediaType] : formatOf(mediaType);
}

/** Whether a file has this format, by its first bytes. */
export function isOfType(bytes: Uint8Array, mediaType: ExportType): boolean {
  return (isLayeredType(mediaType) ? sniffLayered(bytes) : sniffMediaType(bytes)) === mediaType;
}

/** Limits of the scale, as a factor. */
export const LEAST_SCALE = 0.01;
export const MOST_SCALE = 16;

const quality = z.int().min(1).max(100);
const channel = z.int().min(0).max(255);

export const exportSettingsSchema = z.object({
  part: z.enum(exportParts),
  mediaType: z.enum(exportTypes),
  /** Pixels of the file per pixel of the page. */
  scale: z.number().min(LEAST_SCALE).max(MOST_SCALE),
  kernel: z.enum(kernels),
  /** The last quality of each format that has one. */
  quality: z.object({ 'image/jpeg': quality, 'image/webp': quality, 'image/avif': quality }),
  /** Whether WebP and AVIF keep every pixel. The quality then has no effect. */
  lossless: z.boolean(),
  /** Whether PNG holds the words, the seed and the settings of what was drawn. */
  record: z.boolean(),
  /** What lies under clear pixels in JPEG, which has no alpha. */
  ground: z.object({ red: channel, green: channel, blue: channel }),
});
export type ExportSettings = z.infer<typeof exportSettingsSchema>;

/** The key of the setting. */
export const EXPORT_SETTING = 'export';

export const firstExport: ExportSettings = {
  part: 'page',
  mediaType: 'image/png',
  scale: 1,
  kernel: 'lanczos3',
  quality: { 'image/jpeg': 90, 'image/webp': 90, 'image/avif': 80 },
  lossless: false,
  record: true,
  ground: { red: 255, green: 255, blue: 255 },
};

/** Whether the quality of a format can be chosen. */
export function hasQuality(mediaType: ExportType): mediaType is keyof ExportSettings['quality'] {
  return mediaType in firstExport.quality;
}

/** Whether a format can keep every pixel, or have a quality. */
export const canBeLossless = (mediaType: ExportType): boolean =>
  mediaType === 'image/webp' || mediaType === 'image/avif';
