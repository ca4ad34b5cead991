import { z } from 'zod';

/** The largest side and area of a picture that the studio takes: what one raster may cost (256 MB). */
export const MAX_SIDE = 16384;
export const MAX_PIXELS = 64 * 1024 * 1024;

const side = z.int().positive().max(MAX_SIDE);
export const bytesSchema = z.instanceof(Uint8Array);

/**
 * The working space, in the window, of the model and of everything between: sRGB, 8 bits, straight (not
 * premultiplied) RGBA, row-major, top row first. Pictures in other spaces are converted when they come in.
 */
export const rasterSchema = z
  .object({ width: side, height: side, rgba: bytesSchema })
  .refine((r) => r.width * r.height <= MAX_PIXELS && r.rgba.length === r.width * r.height * 4, {
    message: 'A raster needs width x height x 4 bytes.',
  });
export type Raster = z.infer<typeof rasterSchema>;

/** Painted pixels: 0 is kept, 255 is redrawn, between them the strength of the blend. */
export const regionMaskSchema = z
  .object({ width: side, height: side, values: bytesSchema })
  .refine((m) => m.width * m.height <= MAX_PIXELS && m.values.length === m.width * m.height, {
    message: 'A mask needs width x height bytes.',
  });
export type RegionMask = z.infer<typeof regionMaskSchema>;

/** Whole pixels of the picture that was sent. */
export const frameSchema = z.object({
  x: z.int().nonnegative(),
  y: z.int().nonnegative(),
  width: side,
  height: side,
});
export type Frame = z.infer<typeof frameSchema>;
