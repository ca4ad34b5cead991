import type { MediaType } from '../../preload/contract/document.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import { sniffMediaType } from '../../preload/contract/media-type.ts';
import type { Raster } from '../../preload/contract/pictures.ts';

/** Decodes files to pixels by the browser's own decoders. */

/**
 * Decodes pixels without a colour conversion. The pictures here are in the working space already (the decoder's service
 * has converted them), and their numbers must not change. The orientation tag of a photo is followed.
 * @param mediaType the type in the layer's record; the type found in the bytes takes precedence
 * @param size the size to decode to, where it is to be smaller
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
      // 'medium' averages all pixels that fall together. 'high' looks at few of them, so that fine patterns flicker.
      ...(size && { resizeWidth: size.width, resizeHeight: size.height, resizeQuality: 'medium' }),
    });
  } catch (cause) {
    throw StudioError.of('canvas.damaged', {}, { cause });
  }
}

/**
 * A canvas of opaque white. It is in main memory and not on the graphics card, so that reading it back is exact and
 * quick.
 */
export function whiteCanvas(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = contextOf(new OffscreenCanvas(width, height), { willReadFrequently: true });
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, width, height);
  return context;
}

/** A picture on white, as on the page, so that what a model gets has no transparent pixels. */
export function rasterOfBitmap(bitmap: ImageBitmap): Raster {
  const context = whiteCanvas(bitmap.width, bitmap.height);
  context.drawImage(bitmap, 0, 0);
  return rasterOf(context);
}

/** The pixels of a canvas, as straight RGBA. */
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
