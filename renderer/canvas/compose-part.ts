import type { PictureDocument } from '../../preload/contract/document.ts';
import { croppedRaster, keepInside, shownBox } from '../document/raster-parts.ts';
import { BitmapCache } from './bitmaps.ts';
import { composePage } from './compose.ts';
import type { Composed, Composition } from './composing-messages.ts';
import { composeBare, type Sources } from './straight-alpha.ts';

/** Composes layers as an export does, and cuts away the empty margin unless it is asked for. Returns null where nothing shows. */
export async function composePart(composition: Composition, sources: Sources): Promise<Composed | null> {
  const { width, height, paper, cut, isBare = false } = composition;
  const bitmaps = new BitmapCache(sources.loadBlob);
  const pageOf = (layers: Composition['layers']): PictureDocument => ({
    width,
    height,
    layers: [...layers],
    region: [],
    paper: !isBare,
  });
  try {
    const whole = pageOf(composition.layers);
    const raster = await (paper ? composePage(whole, bitmaps) : composeBare(whole, bitmaps, sources));
    if (composition.shape !== null) {
      // Drawing on top of a layer may round its alpha.
      const shape = await composeBare(pageOf(composition.shape), bitmaps, sources);
      for (let at = 3; at < raster.rgba.length; at += 4) raster.rgba[at] = shape.rgba[at] ?? 0;
    }
    if (cut !== null) keepInside(raster, cut);
    const frame = composition.keepsFrame ? { x: 0, y: 0, width, height } : shownBox(raster);
    if (frame === null) return null;
    const isWhole = frame.width === width && frame.height === height;
    return { frame, raster: isWhole ? raster : croppedRaster(raster, frame) };
  } finally {
    bitmaps.clear();
  }
}
