import type { Layer, PictureDocument } from '../../preload/contract/document.ts';
import { MOST_LAYERS } from '../../preload/contract/document.ts';
import type { LiftCommand } from '../../preload/contract/layer-commands.ts';
import { type Refusal, refuse } from './layer-refusals.ts';
import { hasPixels, isDrawn, outermost, shownLayers } from './layer-tree.ts';
import { locksOn, takesLayers } from './locks.ts';

/** Commands that lift pixels off layers: copied, cut out, cleared, or made a layer of their own. */

/** Why a command cannot run; null where it can. */
export function liftRefusal(command: LiftCommand, document: PictureDocument, ids: readonly string[]): Refusal | null {
  const { layers, region } = document;
  if (command === 'copy-merged') return shownLayers(layers).length === 0 ? refuse('nothing-shown') : null;
  const chosen = outermost(layers, ids);
  if (chosen.length === 0) return refuse('no-layer');
  const unknown = chosen.find(({ kind }) => kind === 'unreadable');
  if (unknown !== undefined) return refuse('unknown', unknown.name);
  if (command === 'copy-pixels') return null;
  if (region.length === 0) return refuse('no-region');
  if (command === 'layer-via-copy') return layers.length >= MOST_LAYERS ? refuse('full') : null;
  return chosen.map((layer) => clearRefusal(layers, layer)).find((refusal) => refusal !== null) ?? null;
}

/** Why the pixels of a layer cannot be cleared. */
function clearRefusal(layers: readonly Layer[], layer: Layer): Refusal | null {
  const locks = locksOn(layers, layer.id);
  if (locks.all) return refuse('locked', layer.name);
  if (isDrawn(layer) || layer.kind === 'fill') return refuse('drawn', layer.name);
  if (!hasPixels(layer)) return refuse('no-pixels', layer.name);
  return locks.transparency ? refuse('locked-clear', layer.name) : null;
}

/** A place for a new layer in the list of layers. */
export interface NewPlace {
  readonly parentId: string | null;
  readonly index: number;
}

/** The place right above a layer, or on top of the page where its group takes no layers or there is no such layer. */
export function placeAbove({ layers }: Pick<PictureDocument, 'layers'>, id: string | null): NewPlace {
  const at = layers.findIndex((layer) => layer.id === id);
  const parentId = layers[at]?.parentId ?? null;
  if (at < 0 || !takesLayers(layers, parentId)) return { parentId: null, index: layers.length };
  return { parentId, index: at + 1 };
}
