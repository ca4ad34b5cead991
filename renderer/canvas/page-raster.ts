import type { Layer, PictureDocument } from '../../preload/contract/document.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import { sniffMediaType } from '../../preload/contract/media-type.ts';
import type { Raster } from '../../preload/contract/pictures.ts';
import { blobsOfStep } from '../../preload/contract/region-steps.ts';
import { shiftedLayer } from '../document/move-layers.ts';
import { hasPaper } from '../document/operations.ts';
import type { LoadBlob, PageRaster } from '../document/page-raster.ts';
import type { BitmapCache } from './bitmaps.ts';
import { composePage, composePng, composeProtected, drawApart, nodesOfLayer } from './compose.ts';
import { composeInThread } from './composing.ts';
import { decodeInTurn } from './decoding.ts';
import { drawMask } from './draw-mask.ts';
import { histogramBelow } from './histogram-below.ts';
import { drawMaskThumbnail, drawThumbnail } from './layer-thumbnail.ts';
import { coarsest } from './levels.ts';
import { contextOf, rasterOf, rasterOfBitmap } from './pictures.ts';
import type { RegionMasks } from './region-masks.ts';
import type { RegionRasters } from './region-rasters.ts';
import { composeBare } from './straight-alpha.ts';

/** The blobs and masks of one project. */
export interface RasterSources {
  readonly loadBlob: LoadBlob;
  readonly cache: BitmapCache;
  readonly masks: RegionMasks;
  readonly regions: RegionRasters;
}

/** Above this many pixels a page is composed in another thread. It takes longer there, and holds nothing up. */
const QUICK_PAGE = 2048 * 2048;

/** The visible layers on white. Their pictures are decoded once more. */
async function composedApart(page: PictureDocument, loadBlob: LoadBlob): Promise<Raster> {
  const read = () => Promise.reject(new Error('Layers on white are composed without this.'));
  const { layers, width, height } = page;
  const whole = {
    layers,
    width,
    height,
    paper: true,
    isBare: !hasPaper(page),
    shape: null,
    cut: null,
    keepsFrame: true,
  };
  const composed = await composeInThread(whole, { loadBlob, read });
  if (composed === null) throw new Error('A page on white shows nothing.');
  return composed.raster;
}

/** Reads the page of one project as pixels, from its own document and its own blobs. */
export function pageRaster(page: () => PictureDocument, sources: RasterSources): PageRaster {
  const { loadBlob, cache, masks, regions } = sources;
  const bitmaps = cache.from(loadBlob);
  return {
    asItIs: () => {
      const now = page();
      return pageRaster(() => now, sources);
    },
    rasterise: async () => {
      const now = page();
      return now.width * now.height > QUICK_PAGE ? composedApart(now, loadBlob) : composePage(now, bitmaps);
    },
    rasterOf: async (hash) => {
      const bytes = await loadBlob(hash);
      const bitmap = await decodeInTurn(async () => bytes, sniffMediaType(bytes) ?? 'image/png');
      try {
        return rasterOfBitmap(bitmap);
      } finally {
        bitmap.close();
      }
    },
    encoded: async (hash, mediaType) => {
      const bitmap = await decodeInTurn(() => loadBlob(hash), mediaType);
      const context = contextOf(new OffscreenCanvas(bitmap.width, bitmap.height));
      context.drawImage(bitmap, 0, 0);
      bitmap.close();
      const blob = await context.canvas.convertToBlob({ type: 'image/png' });
      return new Uint8Array(await blob.arrayBuffer());
    },
    rasteriseMask: async () => {
      const { region, width, height } = page();
      await masks.load(region.flatMap(blobsOfStep), loadBlob).catch((cause: unknown) => {
        throw StudioError.of('mask.damaged', {}, { cause });
      });
      return region.length === 0 ? null : regions.of(region, { width, height });
    },
    rasteriseLayer: async (id) => {
      const { layers, ...size } = page();
      const nodes = nodesOfLayer(layers, id);
      return nodes.length === 0 ? null : rasterOf(await drawApart(nodes, size, bitmaps));
    },
    composed: async ({ layers, frame, paper = false, shape = null, cut = null, keepsFrame = false }, read, working) => {
      const { x, y, width, height } = frame;
      const placed = (ones: readonly Layer[]) => ones.map((layer) => shiftedLayer(layer, -x, -y));
      const composition = {
        layers: placed(layers),
        shape: shape && placed(shape),
        width,
        height,
        paper,
        cut,
        keepsFrame,
      };
      const composed = await composeInThread(composition, { loadBlob, read }, working);
      return (
        composed && { ...composed, frame: { ...composed.frame, x: composed.frame.x + x, y: composed.frame.y + y } }
      );
    },
    rasteriseLayerMask: async (id) => {
      const { layers, ...size } = page();
      const layer = layers.find((one) => one.id === id);
      const context = await drawMask(layer, size, bitmaps);
      return context && rasterOf(context);
    },
    rasteriseProtected: () => composeProtected(page(), bitmaps),
    rasteriseBare: (read) => composeBare(page(), bitmaps, { loadBlob, read }),
    thumbnail: (layerId, side) => drawThumbnail(page(), layerId, side, cache.from(loadBlob, coarsest)),
    maskThumbnail: (layerId, side) => drawMaskThumbnail(page(), layerId, side, cache.from(loadBlob, coarsest)),
    histogramBelow: (layerId) => histogramBelow(page(), layerId, cache.from(loadBlob, coarsest)),
    exportPng: () => composePng(page(), bitmaps),
  };
}
