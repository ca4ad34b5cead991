import type { Box } from './layer-bounds.ts';
import { edgesOf, type ShownLine, type SnapLines, type Snapped, snapEdges } from './snap.ts';
import { type Spacing, spacingOf } from './snap-spacing.ts';

/** Two edges this near to each other lie on each other. */
const EQUAL = 1e-6;

/**
 * Snaps a box that is dragged as a whole: to lines, and on an axis without one to equal distances from its neighbours.
 * @param boxes the boxes that may be neighbours
 */
export function snapBox(
  box: Box,
  lines: SnapLines,
  boxes: readonly Box[],
  tolerance: number,
): Pick<Snapped, 'dx' | 'dy' | 'shown'> {
  const { dx, dy, met } = snapEdges(edgesOf(box), box, lines, tolerance);
  const level = { ...box, y: box.y + dy };
  const across = met.x ? null : spacingOf('x', level, boxes, tolerance);
  const beside = { ...level, x: box.x + (across?.offset ?? dx) };
  const down = met.y ? null : spacingOf('y', beside, boxes, tolerance);
  const placed = { ...beside, y: beside.y + (down?.offset ?? 0) };
  // Asked again, since the lines reach to where the box lies at last.
  const { shown } = snapEdges(edgesOf(placed), placed, { x: bare(lines.x), y: bare(lines.y) }, EQUAL);
  const gaps = [
    ...gapsOf('y', across, placed.y + placed.height / 2),
    ...gapsOf('x', down, placed.x + placed.width / 2),
  ];
  return { dx: placed.x - box.x, dy: placed.y - box.y, shown: [...shown, ...gaps] };
}

const bare = (axis: SnapLines['x']) => ({ ...axis, grid: null });

/** Distances as lines. A distance across the page is a line that crosses its height. */
function gapsOf(axis: ShownLine['axis'], spacing: Spacing | null, at: number): ShownLine[] {
  return (spacing?.gaps ?? []).map(({ from, to }) => ({ axis, at, from, to, isGap: true }));
}
