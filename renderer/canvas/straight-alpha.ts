import type { PictureDocument, PictureLayer } from '../../preload/contract/document.ts';
import { sniffMediaType } from '../../preload/contract/media-type.ts';
import type { Raster } from '../../preload/contract/pictures.ts';
import type { LoadBlob } from '../document/canvas-port.ts';
import { isShown, type LayerNode, layerTree } from '../document/layer-tree.ts';
import { over, place } from '../document/straight-alpha.ts';
import type { Bitmaps } from './bitmaps.ts';
import { drawApart, drawNodes } from './compose.ts';
import { activeMask, clippingRuns, isPixelExact } from './draw-layer.ts';
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
  for (const run of clippingRuns(layerTree(layers))) {
    const layer = run[0]?.layer;
    if (layer === undefined || !isShown(layer)) continue;
    const own = run.length === 1 && isPlain(layer) ? await placedPixels(layer, page, sources) : null;
    if (own !== null) over(page, own, layer.opacity);
    else if (layer.blendMode === 'normal') over(page, rasterOf(await drawApart(run, page, bitmaps)), 1);
    else await blend(page, run, bitmaps);
  }
  return page;
}

/** Whether nothing happens to the picture's pixels but that others lie above and below them. */
function isPlain(layer: LayerNode['layer']): layer is PictureLayer {
  return layer.kind === 'picture' && layer.blendMode === 'normal' && activeMask(layer) === null && isPixelExact(layer);
}

/** Only what the layer touches goes through a canvas. */
async function blend(page: Raster, run: readonly LayerNode[], bitmaps: Bitmaps): Promise<void> {
  const touched = rasterOf(await drawApart(run, page, bitmaps)).rgba;
  const context = contextOf(new OffscreenCanvas(page.width, page.height), { willReadFrequently: true });
  context.putImageData(new ImageData(new Uint8ClampedArray(page.rgba), page.width, page.height), 0, 0);
  const blended = rasterOf(await drawNodes(context, run, bitmaps, { willReadFrequently: true })).rgba;
  for (let at = 0; at < touched.length; at += 4) {
    if (touched[at + 3] !== 0) page.rgba.set(blended.subarray(at, at + 4), at);
  }
}

/** The numbers of the layer's file on the page; null where it has no alpha, as a canvas loses nothing of it then. */
async function placedPixels(layer: PictureLayer, page: Raster, { loadBlob, read }: Sources): Promise<Raster | null> {
  const bytes = await loadBlob(layer.blob);
  if (sniffMediaType(bytes) === 'image/jpeg') return null;
  const raster = await read(bytes);
  return raster.width === layer.width && raster.height === layer.height ? place(raster, layer, page) : null;
}
