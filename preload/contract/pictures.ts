import { z } from 'zod';

/** Limits of a picture's side and area in pixels. They bound the memory of one raster to 256 MB. */
export const MAX_SIDE = 16384;
export const MAX_PIXELS = 64 * 1024 * 1024;

const side = z.int().positive().max(MAX_SIDE);
export const bytesSchema = z.instanceof(Uint8Array);

/**
 * A picture in the working space, which the window, the model and everything between them share: sRGB, 8 bits, straight
 * (not premultiplied) RGBA, row-major, top row first. Pictures in other spaces are converted when they are imported.
 */
export const rasterSchema = z
  .object({ width: side, height: side, rgba: bytesSchema })
  .refine((r) => r.width * r.height <= MAX_PIXELS && r.rgba.length === r.width * r.height * 4, {
    message: 'A raster needs width x height x 4 bytes.',
  });
export type Raster = z.infer<typeof rasterSchema>;

/** A painted mask. A pixel is kept at 0 and redrawn at 255. The values between are the strength of the blend. */
export const regionMaskSchema = z
  .object({ width: side, height: side, values: bytesSchema })
  .refine((m) => m.width * m.height <= MAX_PIXELS && m.values.length === m.width * m.height, {
    message: 'A mask needs width x height bytes.',
  });
export type RegionMask = z.infer<typeof regionMaskSchema>;

/** A rectangle in whole pixels of the picture that was sent. */
export const frameSchema = z.object({
  x: z.int().nonnegative(),
  y: z.int().nonnegative(),
  width: side,
  height: side,
});
export type Frame = z.infer<typeof frameSchema>;
