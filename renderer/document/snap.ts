import type { Box } from './layer-bounds.ts';

/**
 * Moves what is dragged to lines near it. Everything here is pure: edges, lines and a tolerance go in, an offset and the
 * lines that were met come out. All numbers are page pixels.
 */

/** A line to which things snap. */
export interface SnapLine {
  /** Its place on the axis that it crosses. */
  readonly at: number;
  /** The part of the other axis along which the thing of the line lies. */
  readonly from: number;
  readonly to: number;
}

/** The lines that cross one axis. */
export interface AxisLines {
  readonly lines: readonly SnapLine[];
  /** The distance between two lines of the grid; null where the grid attracts nothing. */
  readonly grid: number | null;
}

/** The lines that cross the page's width, which are vertical, and its height, which are horizontal. */
export interface SnapLines {
  readonly x: AxisLines;
  readonly y: AxisLines;
}

/** A line that is shown while a thing lies on it. */
export interface ShownLine extends SnapLine {
  readonly axis: 'x' | 'y';
  /** True for a distance between two things, which lies along the line. */
  readonly isGap?: true;
}

export interface Snapped {
  readonly dx: number;
  readonly dy: number;
  /** Whether an edge lies on a line now, for each axis. */
  readonly met: { readonly x: boolean; readonly y: boolean };
  readonly shown: readonly ShownLine[];
}

/** Differences below this are none. They come of arithmetic. */
const EQUAL = 1e-6;

/**
 * The offset that moves one of the edges onto the line nearest to it. Of two that are as near, the line that is listed
 * first is taken, and a line comes before the grid.
 * @returns null where no line lies within the tolerance
 */
export function snapOffset(edges: readonly number[], { lines, grid }: AxisLines, tolerance: number): number | null {
  let nearest: number | null = null;
  const offer = (offset: number) => {
    if (Math.abs(offset) <= tolerance && (nearest === null || Math.abs(offset) < Math.abs(nearest) - EQUAL))
      nearest = offset;
  };
  for (const { at } of lines) for (const edge of edges) offer(at - edge);
  if (grid !== null) for (const edge of edges) offer(Math.round(edge / grid) * grid - edge);
  return nearest;
}

/** The edges of a moving thing that may snap, by the axis along which they move. */
export interface Edges {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** The edges and the middle of a box. */
export function edgesOf({ x, y, width, height }: Box): Edges {
  return { x: [x, x + width / 2, x + width], y: [y, y + height / 2, y + height] };
}

/**
 * Snaps edges of a thing on both axes.
 * @param box what the shown lines reach; where it lies before it snaps
 */
export function snapEdges(edges: Edges, box: Box, lines: SnapLines, tolerance: number): Snapped {
  const dx = snapOffset(edges.x, lines.x, tolerance);
  const dy = snapOffset(edges.y, lines.y, tolerance);
  const moved = { ...box, x: box.x + (dx ?? 0), y: box.y + (dy ?? 0) };
  const across = dx === null ? [] : linesMet('x', edges.x, dx, lines.x, moved.y, moved.y + moved.height);
  const down = dy === null ? [] : linesMet('y', edges.y, dy, lines.y, moved.x, moved.x + moved.width);
  return { dx: dx ?? 0, dy: dy ?? 0, met: { x: dx !== null, y: dy !== null }, shown: [...across, ...down] };
}

/** The lines on which an edge lies after it has snapped, each once, as long as the thing and what it has met. */
function linesMet(
  axis: ShownLine['axis'],
  edges: readonly number[],
  offset: number,
  { lines }: AxisLines,
  from: number,
  to: number,
): ShownLine[] {
  const met = new Map<number, ShownLine>();
  for (const line of lines) {
    if (!edges.some((edge) => Math.abs(edge + offset - line.at) <= EQUAL)) continue;
    const known = met.get(line.at);
    met.set(line.at, {
      axis,
      at: line.at,
      from: Math.min(from, line.from, known?.from ?? from),
      to: Math.max(to, line.to, known?.to ?? to),
    });
  }
  return [...met.values()];
}
