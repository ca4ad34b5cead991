import { z } from 'zod';
import { mediaTypes, writtenTypes } from './formats.ts';
import { bytesSchema, MAX_SIDE, rasterSchema } from './pictures.ts';
import type { Client, Service } from './service.ts';

/** For the sentence of a refusal. Empty where the picture has no name. */
const name = z.string().max(4096);
const file = { bytes: bytesSchema, name };
const side = z.int().positive().max(MAX_SIDE);

/** Told when a job leaves the queue: a service that dies before that has not died of it. */
const event = z.object({ kind: z.literal('begun') });

/**
 * A picture in the space and depth of its own file, RGBA. 16-bit numbers lie as two bytes,
 * little-endian. Straight alpha.
 */
export const ownPixelsSchema = z.object({
  width: side,
  height: side,
  depth: z.union([z.literal(8), z.literal(16)]),
  samples: bytesSchema,
  /** The profile that the numbers are meant in; null: sRGB. */
  profile: bytesSchema.nullable(),
});
export type OwnPixels = z.infer<typeof ownPixelsSchema>;

export const readPictureSchema = z.object({
  mediaType: z.enum(mediaTypes),
  /** In the working space, upright. */
  raster: rasterSchema,
  /** Where the file says more than 8 bits of sRGB can, and PNG can carry it. */
  own: ownPixelsSchema.nullable(),
});
export type ReadPicture = z.infer<typeof readPictureSchema>;

export const shownPictureSchema = z.object({
  mediaType: z.enum(mediaTypes),
  /** Upright. */
  width: side,
  height: side,
  /** Whether anything shows through it. */
  transparent: z.boolean(),
  /** The picture in the working space; null where the file itself is that already. */
  png: bytesSchema.nullable(),
});
export type ShownPicture = z.infer<typeof shownPictureSchema>;

/**
 * Pictures from outside, decoded in a process that may die of them: bytes, sizes and kinds are
 * checked first, time and memory while it lasts. One at a time.
 */
export const pictureService = {
  /** For the window. */
  show: { params: z.object(file), result: shownPictureSchema, event },
  /** For the command line. */
  read: { params: z.object(file), result: readPictureSchema, event },
  /** A picture of the working space, made smaller to fit a square of this side. */
  thumbnail: { params: z.object({ ...file, side: z.int().min(16).max(2048) }), result: shownPictureSchema, event },
  /** From the working space to the space of a profile, at a depth. */
  convert: {
    params: z.object({ raster: rasterSchema, profile: bytesSchema.nullable(), depth: ownPixelsSchema.shape.depth }),
    result: z.object({ samples: bytesSchema }),
    event,
  },
  /** As PNG, bit for bit. */
  pack: { params: z.object({ raster: rasterSchema }), result: z.object({ png: bytesSchema }), event },
  /** A PNG of ours in another format; its profile goes along. `paper` is laid under where the format knows no alpha. */
  encode: {
    params: z.object({ png: bytesSchema, mediaType: z.enum(writtenTypes), paper: z.boolean() }),
    result: z.object({ bytes: bytesSchema }),
    event,
  },
} as const satisfies Service;
export type PictureService = typeof pictureService;

/** As callers see it: told nothing on the way (preload/rpc/picture-client.ts). */
export type PictureClient = {
  readonly [K in keyof PictureService]: (
    params: Parameters<Client<PictureService>[K]>[0],
  ) => ReturnType<Client<PictureService>[K]>;
};
