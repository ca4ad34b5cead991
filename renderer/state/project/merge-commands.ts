import type { PictureDocument } from '../../../preload/contract/document.ts';
import type { MergeCommand } from '../../../preload/contract/layer-commands.ts';
import type { Raster } from '../../../preload/contract/pictures.ts';
import { merged, planMerge } from '../../document/merge-commands.ts';
import { keepRaster } from './layer-pixels.ts';
import type { PixelChange, PixelCommandParts } from './pixel-change.ts';

/** Merges layers into one picture. Its pixels are those that an export has. */
export async function mergeLayers(
  parts: PixelCommandParts,
  command: MergeCommand,
  document: PictureDocument,
  ids: readonly string[],
): Promise<PixelChange | null> {
  const plan = planMerge(command, document, ids);
  if ('why' in plan) return null;
  const { layers, frame, paper, shape } = plan;
  const composed = await parts.page.composed({ layers, frame, paper, shape }, readerOf(parts));
  if (composed === null) {
    parts.notify('note', (words) => words.layers.nothingShown);
    return null;
  }
  const blob = await keepRaster(parts, composed.raster);
  const id = parts.newId();
  const hidden = command === 'flatten' ? document.layers.filter(({ visible }) => !visible).length : 0;
  if (hidden > 0) parts.notify('note', (words) => words.layers.discarded({ count: hidden }));
  return {
    involved: document.layers.filter((layer) => plan.gone.has(layer.id) || plan.involved.includes(layer)),
    change: (page) => merged(page, plan, { id, blob, frame: composed.frame }),
    select: [id],
  };
}

/** Decodes pictures without a canvas. */
export function readerOf({ decoder }: Pick<PixelCommandParts, 'decoder'>) {
  return async (bytes: Uint8Array<ArrayBuffer>): Promise<Raster> => (await decoder.read({ bytes, name: '' })).raster;
}
