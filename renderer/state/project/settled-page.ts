import type { PageRaster } from '../../document/page-raster.ts';
import type { Turns } from '../../document/turns.ts';

/**
 * The page as it is once the work on it that was asked for has ended. An export right after a stroke therefore has the
 * stroke. Work on the page must not read it in its own turn, for it would wait for itself.
 */
export function settledPage(now: PageRaster, turns: Turns): PageRaster {
  return {
    ...now,
    asItIs: () => (turns.areTaken ? laterPage(turns.settled().then(() => now.asItIs())) : now.asItIs()),
    ...readingPixels(async () => {
      await turns.settled();
      return now;
    }),
  };
}

/** The page as it is when a promise resolves, even if the document changes later. */
function laterPage(frozen: Promise<PageRaster>): PageRaster {
  const page: PageRaster = {
    asItIs: () => page,
    ...readingPixels(() => frozen),
    rasterOf: async (hash) => (await frozen).rasterOf(hash),
    encoded: async (hash, mediaType) => (await frozen).encoded(hash, mediaType),
    rasteriseMask: async () => (await frozen).rasteriseMask(),
    composed: async (part, read, working) => (await frozen).composed(part, read, working),
    rasteriseProtected: async () => (await frozen).rasteriseProtected(),
    thumbnail: async (layerId, side) => (await frozen).thumbnail(layerId, side),
    histogramBelow: async (layerId) => (await frozen).histogramBelow(layerId),
    maskThumbnail: async (layerId, side) => (await frozen).maskThumbnail(layerId, side),
  };
  return page;
}

type Reading = 'rasterise' | 'rasteriseLayer' | 'rasteriseLayerMask' | 'rasteriseBare' | 'exportPng';

function readingPixels(page: () => Promise<PageRaster>): Pick<PageRaster, Reading> {
  return {
    rasterise: async () => (await page()).rasterise(),
    rasteriseLayer: async (id) => (await page()).rasteriseLayer(id),
    rasteriseLayerMask: async (id) => (await page()).rasteriseLayerMask(id),
    rasteriseBare: async (read) => (await page()).rasteriseBare(read),
    exportPng: async () => (await page()).exportPng(),
  };
}
