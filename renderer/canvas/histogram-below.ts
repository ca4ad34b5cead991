import type { PictureDocument } from '../../preload/contract/document.ts';
import { layersBelow } from '../document/adjustment-layers.ts';
import { type Histogram, histogramOf } from '../document/histogram.ts';
import { layerTree } from '../document/layer-tree.ts';
import { hasPaper } from '../document/operations.ts';
import { reachesPage } from '../document/pass-through.ts';
import type { Bitmaps } from './bitmaps.ts';
import { drawNodes } from './compose.ts';
import { contextOf, rasterOf } from './pictures.ts';

/** The longer side of the picture that is counted. It has as many pixels as a histogram needs. */
const SIDE = 256;

const READ_BACK = { willReadFrequently: true } as const;

/**
 * Counts the values of what an adjustment changes, on a small picture of the page.
 * @param bitmaps may return small pictures
 */
export async function histogramBelow(page: PictureDocument, id: string, bitmaps: Bitmaps): Promise<Histogram> {
  const { layers, width, height } = page;
  const scale = Math.min(1, SIDE / Math.max(width, height));
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const context = contextOf(new OffscreenCanvas(side(width), side(height)), READ_BACK);
  const layer = layers.find((one) => one.id === id);
  if (hasPaper(page) && layer !== undefined && reachesPage(layers, layer)) {
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  }
  context.scale(context.canvas.width / width, context.canvas.height / height);
  await drawNodes(context, layerTree(layersBelow(layers, id)), bitmaps, READ_BACK);
  return histogramOf(rasterOf(context).rgba);
}
