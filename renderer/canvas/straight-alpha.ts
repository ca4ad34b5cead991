import type { AdjustmentLayer, PaintLayer, PictureDocument, RasterLayer } from '../../preload/contract/document.ts';
import { sniffMediaType } from '../../preload/contract/media-type.ts';
import { TILE_SIDE } from '../../preload/contract/paint-tiles.ts';
import type { Raster } from '../../preload/contract/pictures.ts';
import { isRaster, isShown, type LayerNode, layerTree } from '../document/layer-tree.ts';
import type { LoadBlob } from '../document/page-raster.ts';
import { asksToPass } from '../document/pass-through.ts';
import { over, place } from '../document/straight-alpha.ts';
import type { Bitmaps } from './bitmaps.ts';
import { drawApart, drawNodes } from './compose.ts';
import { adjustImage, bandsOf } from './draw-adjustment.ts';
import { activeMask, isPixelExact } from './draw-layer.ts';
import { clippingRuns } from './draw-steps.ts';
import { contextOf, rasterOf } from './pictures.ts';

/** Where the pictures of a page come from. */
export interface Sources {
  readonly loadBlob: LoadBlob;
  /** Decodes bytes to straight RGBA without a canvas. */
  readonly read: (bytes: Uint8Array<ArrayBuffer>) => Promise<Raster>;
}

/**
 * Composes the visible layers without paper. A canvas stores colours multiplied by their alpha, which loses the colours
 * of faint and clear pixels. A layer whose pixels fall on page pixels is therefore composed without a canvas.
 */
export async function composeBare(
  { layers, width, height }: PictureDocument,
  bitmaps: Bitmaps,
  sources: Sources,
): Promise<Raster> {
  const page = { width, height, rgba: new Uint8Array(4 * width * height) };
  for (const run of runsOf(layerTree(layers))) {
    const layer = run[0]?.layer;
    if (layer === undefined || !isShown(layer)) continue;
    if (layer.kind === 'adjustment') {
      await adjust(page, layer, bitmaps);
      continue;
    }
    const own = run.length === 1 && isPlain(layer) ? await placedPixels(layer, page, sources) : null;
    if (own !== null) over(page, own, layer.opacity);
    else if (run.length === 1 && asksToPass(layer)) await mixIn(page, run, bitmaps);
    else if (layer.blendMode === 'normal') over(page, rasterOf(await drawApart(run, page, bitmaps)), 1);
    else await blend(page, run, bitmaps);
  }
  return page;
}

/** The clipping runs of a page. Groups that pass through as a whole are replaced by their layers. */
function runsOf(nodes: readonly LayerNode[]): readonly (readonly LayerNode[])[] {
  return clippingRuns(nodes).flatMap((run): readonly (readonly LayerNode[])[] => {
    const [only] = run;
    if (only === undefined || run.length > 1 || !asksToPass(only.layer)) return [run];
    const { opacity, visible } = only.layer;
    if (!visible) return [];
    return opacity === 1 && activeMask(only.layer) === null ? runsOf(only.inside) : [run];
  });
}

/** Adjusts the colours of the page as they are, without a canvas. */
async function adjust(page: Raster, layer: AdjustmentLayer, bitmaps: Bitmaps): Promise<void> {
  const mask = activeMask(layer);
  const lease = mask && (await bitmaps.leaseMask(mask));
  try {
    const shown = mask && lease && { mask, alpha: lease.bitmap };
    for (const { y, width, height } of bandsOf(page)) {
      const start = 4 * y * width;
      const pixels = new Uint8ClampedArray(page.rgba.subarray(start, start + 4 * width * height));
      const below = new DOMMatrix().translate(0, -y);
      adjustImage(new ImageData(pixels, width, height), layer, shown, below, { willReadFrequently: true });
      page.rgba.set(pixels, start);
    }
  } finally {
    lease?.release();
  }
}

/** Whether the picture's pixels reach the page unchanged, apart from the layers above and below. */
function isPlain(layer: LayerNode['layer']): layer is RasterLayer {
  return isRaster(layer) && layer.blendMode === 'normal' && activeMask(layer) === null && isPixelExact(layer);
}

/** Blends a layer through a canvas. Only the pixels that the layer touches are taken from it. */
async function blend(page: Raster, run: readonly LayerNode[], bitmaps: Bitmaps): Promise<void> {
  const touched = rasterOf(await drawApart(run, page, bitmaps)).rgba;
  const blended = rasterOf(await drawNodes(onCanvas(page), run, bitmaps, { willReadFrequently: true })).rgba;
  for (let at = 0; at < touched.length; at += 4) {
    if (touched[at + 3] !== 0) page.rgba.set(blended.subarray(at, at + 4), at);
  }
}

/** Draws a group that passes through in part. Only the pixels that it changes are taken from the canvas. */
async function mixIn(page: Raster, run: readonly LayerNode[], bitmaps: Bitmaps): Promise<void> {
  const context = onCanvas(page);
  const before = rasterOf(context).rgba;
  const mixed = rasterOf(await drawNodes(context, run, bitmaps, { willReadFrequently: true })).rgba;
  const [was, is, kept] = [before, mixed, page.rgba].map(pixelsOf) as [Uint32Array, Uint32Array, Uint32Array];
  for (let at = 0; at < is.length; at++) {
    const pixel = is[at] ?? 0;
    if (pixel !== was[at]) kept[at] = pixel;
  }
}

/** The same bytes, a number for each pixel. */
const pixelsOf = ({ buffer, byteOffset, length }: Uint8Array) => new Uint32Array(buffer, byteOffset, length / 4);

function onCanvas({ width, height, rgba }: Raster): OffscreenCanvasRenderingContext2D {
  const context = contextOf(new OffscreenCanvas(width, height), { willReadFrequently: true });
  context.putImageData(new ImageData(new Uint8ClampedArray(rgba), width, height), 0, 0);
  return context;
}

/** The pixels of a paint layer's tiles as one raster of the layer's size. */
async function joinedTiles({ width, height, tiles }: PaintLayer, { loadBlob, read }: Sources): Promise<Raster> {
  const whole = { width, height, rgba: new Uint8Array(4 * width * height) };
  for (const { column, row, blob } of tiles) {
    const tile = await read(await loadBlob(blob));
    const [left, top] = [column * TILE_SIDE, row * TILE_SIDE];
    const [across, down] = [Math.min(tile.width, width - left), Math.min(tile.height, height - top)];
    for (let y = 0; y < down; y++) {
      const start = 4 * y * tile.width;
      whole.rgba.set(tile.rgba.subarray(start, start + 4 * across), 4 * ((top + y) * width + left));
    }
  }
  return whole;
}

/**
 * The pixels of the layer's file on the page; null for a JPEG, which has no alpha and loses nothing in a canvas, and
 * where the file's size differs from the layer's.
 */
async function placedPixels(layer: RasterLayer, page: Raster, { loadBlob, read }: Sources): Promise<Raster | null> {
  if (layer.kind === 'paint') return place(await joinedTiles(layer, { loadBlob, read }), layer, page);
  const bytes = await loadBlob(layer.blob);
  if (sniffMediaType(bytes) === 'image/jpeg') return null;
  const raster = await read(bytes);
  return raster.width === layer.width && raster.height === layer.height ? place(raster, layer, page) : null;
}
