import type { Layer, PictureDocument } from '../../preload/contract/document.ts';
import * as operations from './operations.ts';

/** Which layers are chosen after a change. This file is pure. */

export interface Selection {
  /** The layer that dials and keys act on: the one that was chosen last. */
  readonly selectedLayerId: string | null;
  /** All chosen layers, in no particular order. */
  readonly selectedLayerIds: readonly string[];
  /** The layer whose mask takes the paint, and not the layer itself; null where there is none. It is the chosen layer. */
  readonly paintedMaskId: string | null;
  /** The layer whose mask is shown alone, in the place of the page; null where there is none. */
  readonly loneMaskId: string | null;
}

/** The selection of those layers that exist. A mask is chosen only with its layer. */
export function selectionOf(
  document: PictureDocument,
  ids: readonly string[],
  last: string | null,
  { paintedMaskId, loneMaskId }: Pick<Selection, 'paintedMaskId' | 'loneMaskId'>,
): Selection {
  const selectedLayerIds = [...new Set(ids)].filter((id) => operations.findLayer(document, id) !== null);
  const isChosen = last !== null && selectedLayerIds.includes(last);
  const selectedLayerId = isChosen ? last : (selectedLayerIds.at(-1) ?? null);
  const hasMask = selectedLayerId !== null && (operations.findLayer(document, selectedLayerId)?.mask ?? null) !== null;
  const kept = (id: string | null) => (hasMask && id === selectedLayerId ? id : null);
  return { selectedLayerIds, selectedLayerId, paintedMaskId: kept(paintedMaskId), loneMaskId: kept(loneMaskId) };
}

/**
 * The selection after a removal: the chosen layers that remain, or else the neighbour below, or else the one above, as
 * in other editors.
 */
export function nextSelection(
  state: Selection & { readonly document: PictureDocument },
  { layers: left }: PictureDocument,
): readonly string[] {
  const { layers } = state.document;
  const stay = new Set(left.map(({ id }) => id));
  const chosen = state.selectedLayerIds.filter((id) => stay.has(id));
  if (chosen.length > 0) return chosen;
  const last = layers.find(({ id }) => id === state.selectedLayerId) ?? layers.findLast(({ id }) => !stay.has(id));
  const siblings = layers.filter(({ parentId }) => parentId === last?.parentId);
  const at = siblings.findIndex(({ id }) => id === last?.id);
  const isLeft = ({ id }: Layer) => stay.has(id);
  const near = siblings.slice(0, Math.max(0, at)).findLast(isLeft) ?? siblings.slice(at + 1).find(isLeft);
  const next = near ?? left.find(({ id }) => id === last?.parentId) ?? left.at(-1);
  return next === undefined ? [] : [next.id];
}
