import type { MediaType } from '../../preload/contract/document.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import { sniffMediaType } from '../../preload/contract/media-type.ts';
import type { Raster } from '../../preload/contract/pictures.ts';

/** Bytes of a file to pixels of the screen, by the browser's own decoders. */

/**
 * Pixels as they are written: what comes here is of the working space already (the decoder's service
 * has seen to that), and none of its numbers may change. A photo's orientation tag is followed.
 * @param mediaType as the layer has it; what the bytes themselves say goes before it
 * @param size as shown, where it is wanted smaller
 * @throws StudioError 'bad-picture'
 */
export async function decodePicture(
  bytes: Uint8Array<ArrayBuffer>,
  mediaType: MediaType,
  size?: { readonly width: number; readonly height: number },
): Promise<ImageBitmap> {
  try {
    const type = sniffMediaType(bytes) ?? mediaType;
    return await createImageBitmap(new Blob([bytes], { type }), {
      colorSpaceConversion: 'none',
      // Medium averages what falls together; high looks at a few pixels only and lets fine patterns flicker.
      ...(size && { resizeWidth: size.width, resizeHeight: size.height, resizeQuality: 'medium' }),
    });
  } catch (cause) {
    throw StudioError.of('canvas.damaged', {}, { cause });
  }
}

/** Opaque white to draw on. Kept in memory, not on the graphics card: reading back is then exact and quick. */
export function whiteCanvas(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = contextOf(new OffscreenCanvas(width, height), { willReadFrequently: true });
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  return context;
}

/** On white, as the page is: what is sent to a model has no holes. */
export function rasterOfBitmap(bitmap: ImageBitmap): Raster {
  const context = whiteCanvas(bitmap.width, bitmap.height);
  context.drawImage(bitmap, 0, 0);
  return rasterOf(context);
}

/** Straight RGBA. */
export function rasterOf(context: OffscreenCanvasRenderingContext2D): Raster {
  const { width, height } = context.canvas;
  return { width, height, rgba: new Uint8Array(context.getImageData(0, 0, width, height).data.buffer) };
}

export function canvasOf(raster: Raster): OffscreenCanvas {
  const canvas = new OffscreenCanvas(raster.width, raster.height);
  const pixels = new Uint8ClampedArray(raster.rgba.buffer, raster.rgba.byteOffset, raster.rgba.length);
  contextOf(canvas).putImageData(new ImageData(pixels, raster.width, raster.height), 0, 0);
  return canvas;
}

export function contextOf(
  canvas: OffscreenCanvas,
  settings: CanvasRenderingContext2DSettings = {},
): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', settings);
  if (context === null) {
    throw StudioError.of('canvas.no-memory', {});
  }
  return context;
}
