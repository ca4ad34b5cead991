import type { Layer, PictureDocument } from '../../preload/contract/document.ts';
import { sniffMediaType } from '../../preload/contract/media-type.ts';
import type { Raster } from '../../preload/contract/pictures.ts';
import type { LoadBlob } from '../document/canvas-port.ts';
import { over, place } from '../document/straight-alpha.ts';
import type { Bitmaps } from './bitmaps.ts';
import { drawLayers, isPixelExact, isShown } from './compose.ts';
import { contextOf, rasterOf } from './pictures.ts';

interface Sources {
  readonly loadBlob: LoadBlob;
  /** Bytes to straight RGBA, by other means than a canvas. */
  readonly read: (bytes: Uint8Array<ArrayBuffer>) => Promise<Raster>;
}

/**
 * The visible layers without paper. A canvas keeps colours multiplied by their alpha, and with that
 * forgets those of faint and clear pixels: a layer that lies pixel on pixel does not go through one.
 */
export async function composeBare(
  { layers, width, height }: PictureDocument,
  bitmaps: Bitmaps,
  sources: Sources,
): Promise<Raster> {
  const page = { width, height, rgba: new Uint8Array(4 * width * height) };
  for (const layer of layers.filter(isShown)) {
    const own = isPixelExact(layer) ? await straightPixels(layer, sources) : null;
    if (own !== null) over(page, place(own, layer, page), layer.opacity);
    else {
      const context = contextOf(new OffscreenCanvas(width, height), { willReadFrequently: true });
      over(page, rasterOf(await drawLayers(context, [layer], bitmaps)), 1);
    }
  }
  return page;
}

/** The numbers of the layer's file; null where it has no alpha, as a canvas loses nothing of it then. */
async function straightPixels({ blob, width, height }: Layer, { loadBlob, read }: Sources): Promise<Raster | null> {
  const bytes = await loadBlob(blob);
  if (sniffMediaType(bytes) === 'image/jpeg') return null;
  const raster = await read(bytes);
  return raster.width === width && raster.height === height ? raster : null;
}
