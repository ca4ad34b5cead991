import type { PictureDocument } from '../../preload/contract/document.ts';
import type { ViewAids } from '../../preload/contract/view-aids.ts';
import { type Box, boxAround } from './layer-bounds.ts';
import { cornersOfLayer } from './layer-corners.ts';
import { shownPictures, withinOf } from './layer-tree.ts';
import { guidesOf } from './operations.ts';
import { edgesOf, type SnapLine, type SnapLines } from './snap.ts';

/** What a thing that is dragged snaps to. */
export interface Attraction {
  /** Layers that are dragged themselves, with their content. */
  readonly without?: readonly string[];
  /** Whether guides attract. A guide that is dragged snaps to none. */
  readonly guides?: boolean;
}

/** The boxes of the visible layers, except those that are dragged. */
export function snapBoxes({ layers }: PictureDocument, without: readonly string[] = []): readonly Box[] {
  const dragged = new Set(without.flatMap((id) => [...withinOf(layers, id)]));
  return shownPictures(layers)
    .filter(({ id }) => !dragged.has(id))
    .flatMap((layer) => boxAround(cornersOfLayer(layer)) ?? []);
}

/** The lines of guides, of the page's edges and middle, and of the edges and middles of the visible layers. */
export function snapLinesOf(
  document: PictureDocument,
  aids: ViewAids,
  { without = [], guides = true }: Attraction,
): SnapLines {
  const page = { x: 0, y: 0, width: document.width, height: document.height };
  const boxes = [page, ...snapBoxes(document, without)];
  const [x, y]: [SnapLine[], SnapLine[]] = [[], []];
  if (guides && aids.guides) {
    for (const { orientation, position: at } of guidesOf(document)) {
      if (orientation === 'vertical') x.push({ at, from: 0, to: document.height });
      else y.push({ at, from: 0, to: document.width });
    }
  }
  for (const box of boxes) {
    const edges = edgesOf(box);
    x.push(...edges.x.map((at) => ({ at, from: box.y, to: box.y + box.height })));
    y.push(...edges.y.map((at) => ({ at, from: box.x, to: box.x + box.width })));
  }
  const grid = aids.grid ? aids.gridSpacing / aids.gridDivisions : null;
  return { x: { lines: x, grid }, y: { lines: y, grid } };
}
