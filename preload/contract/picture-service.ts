import { z } from 'zod';
import { dpiSchema } from './dpi.ts';
import { mediaTypes, writtenTypes } from './formats.ts';
import { layeredTypes } from './layered-formats.ts';
import { layeredPictureSchema, losses } from './layered-picture.ts';
import { bytesSchema, MAX_PIXELS, MAX_SIDE, rasterSchema } from './pictures.ts';
import type { Client, Service } from './service.ts';

/** Name of the picture for the sentence of a refusal. Empty where the picture has none. */
const name = z.string().max(4096);
const file = { bytes: bytesSchema, name };
const side = z.int().positive().max(MAX_SIDE);

const channel = z.int().min(0).max(255);
const groundSchema = z.object({ red: channel, green: channel, blue: channel });

/** Sent when a job leaves the queue. Where the process dies before that, this job is not the cause. */
const event = z.object({ kind: z.literal('begun') });

/**
 * A picture in the colour space and depth of its own file, as RGBA with straight alpha. 16-bit numbers are two bytes
 * each, little-endian.
 */
export const ownPixelsSchema = z.object({
  width: side,
  height: side,
  depth: z.union([z.literal(8), z.literal(16)]),
  samples: bytesSchema,
  /** The colour profile of the numbers. Null means sRGB. */
  profile: bytesSchema.nullable(),
});
export type OwnPixels = z.infer<typeof ownPixelsSchema>;

export const readPictureSchema = z.object({
  mediaType: z.enum(mediaTypes),
  /** The picture in the working space, upright. */
  raster: rasterSchema,
  /** The file's own pixels where they hold more than 8 bits of sRGB and PNG can carry them, otherwise null. */
  own: ownPixelsSchema.nullable(),
});
export type ReadPicture = z.infer<typeof readPictureSchema>;

/** Ways to compute the pixels of a scaled picture, as sharp calls them. */
export const kernels = ['lanczos3', 'lanczos2', 'cubic', 'mitchell', 'linear', 'nearest'] as const;
export type Kernel = (typeof kernels)[number];

export const shownPictureSchema = z.object({
  mediaType: z.enum(mediaTypes),
  /** Size of the upright picture in pixels. */
  width: side,
  height: side,
  /** Whether any pixel is not opaque. */
  transparent: z.boolean(),
  /** The resolution that the file tells, in pixels per inch. Absent where it tells none. */
  dpi: dpiSchema.exactOptional(),
  /** The picture in the working space. Null where the file itself is already in it. */
  png: bytesSchema.nullable(),
});
export type ShownPicture = z.infer<typeof shownPictureSchema>;

/**
 * Decodes pictures from outside, in a process that may die of them. Bytes, sizes and formats are checked first, and
 * time and memory during the work. The service handles one picture at a time.
 */
export const pictureService = {
  /** Decodes a picture for the window. */
  show: { params: z.object(file), result: shownPictureSchema, event },
  /** Decodes a picture for the command line. */
  read: { params: z.object(file), result: readPictureSchema, event },
  /** Decodes a picture and shrinks it to fit a square of this side. The result is in the working space. */
  thumbnail: { params: z.object({ ...file, side: z.int().min(16).max(2048) }), result: shownPictureSchema, event },
  /** Scales a picture to exactly this size, as PNG in the working space. With `grey` the PNG is an 8-bit grey one. */
  resize: {
    params: z
      .object({ ...file, width: side, height: side, kernel: z.enum(kernels), grey: z.boolean() })
      .refine(({ width, height }) => width * height <= MAX_PIXELS, { message: 'The picture would be too large.' }),
    result: z.object({ png: bytesSchema }),
    event,
  },
  /** Converts pixels from the working space to a profile's space, at the given depth. A null profile means sRGB. */
  convert: {
    params: z.object({ raster: rasterSchema, profile: bytesSchema.nullable(), depth: ownPixelsSchema.shape.depth }),
    result: z.object({ samples: bytesSchema }),
    event,
  },
  /** Encodes pixels as PNG, without loss. */
  pack: { params: z.object({ raster: rasterSchema }), result: z.object({ png: bytesSchema }), event },
  /**
   * Encodes one of the studio's PNG files in another format, and keeps its profile. With `paper`, transparent pixels
   * get a white background. In JPEG they always do.
   */
  encode: {
    params: z.object({ png: bytesSchema, mediaType: z.enum(writtenTypes), paper: z.boolean() }),
    result: z.object({ bytes: bytesSchema }),
    event,
  },
  /** Encodes pixels at this size as a file for the artist. A caller that cancels ends the work at once. */
  writePicture: {
    params: z
      .object({
        raster: rasterSchema,
        width: side,
        height: side,
        kernel: z.enum(kernels),
        mediaType: z.enum(writtenTypes),
        quality: z.int().min(1).max(100),
        lossless: z.boolean(),
        /** The colour under clear pixels; null keeps them clear where the format can. JPEG takes white for null. */
        ground: groundSchema.nullable(),
        /** The resolution for formats that hold one, in pixels per inch. Absent means that the file tells none. */
        dpi: dpiSchema.exactOptional(),
        /** Text for a PNG, by its keys. Other formats leave it out. */
        record: z.record(z.string().min(1).max(79), z.string().max(16 * 1024 * 1024)).nullable(),
      })
      .refine(({ width, height }) => width * height <= MAX_PIXELS, { message: 'The picture would be too large.' }),
    result: z.object({ bytes: bytesSchema }),
    event,
  },
  /** Reads a file with layers. Masks come as grey pictures. A caller that cancels ends the work at once. */
  openLayered: {
    params: z.object(file),
    result: z.object({
      mediaType: z.enum(layeredTypes),
      picture: layeredPictureSchema,
      /** What the file holds and the picture lacks, or shows differently. */
      losses: z.array(z.enum(losses)),
    }),
    event,
  },
  /** Writes a file with layers, and with the picture of all of them. A caller that cancels ends the work at once. */
  writeLayered: {
    params: z.object({ picture: layeredPictureSchema, merged: rasterSchema, mediaType: z.enum(layeredTypes) }),
    result: z.object({ bytes: bytesSchema }),
    event,
  },
} as const satisfies Service;
export type PictureService = typeof pictureService;

/** The service for its callers, without events (preload/rpc/picture-client.ts). */
export type PictureClient = {
  readonly [K in keyof PictureService]: (
    params: Parameters<Client<PictureService>[K]>[0],
    options?: { readonly signal?: AbortSignal },
  ) => ReturnType<Client<PictureService>[K]>;
};
