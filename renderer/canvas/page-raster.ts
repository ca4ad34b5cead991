import { sniffMediaType } from '../../preload/contract/media-type.ts';
import type { LoadBlob, PageRaster } from '../document/canvas-port.ts';
import { rasteriseRegion } from '../document/mask-raster.ts';
import type { DocumentStore } from '../document/store.ts';
import type { Bitmaps } from './bitmaps.ts';
import { composePage, composePng, composeProtected } from './compose.ts';
import { decodeInTurn } from './decoding.ts';
import { contextOf, rasterOfBitmap } from './pictures.ts';
import { composeBare } from './straight-alpha.ts';

/** The page of one project as pixels, from its own document and its own blobs. */
export function pageRaster(document: DocumentStore, loadBlob: LoadBlob, bitmaps: Bitmaps): PageRaster {
  const page = () => document.getState().document;
  return {
    rasterise: () => composePage(page(), bitmaps),
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
    rasteriseMask: () => rasteriseRegion(page().region, page().width, page().height),
    rasteriseProtected: () => composeProtected(page(), bitmaps),
    rasteriseBare: (read) => composeBare(page(), bitmaps, { loadBlob, read }),
    exportPng: () => composePng(page(), bitmaps),
  };
}
