import type { PictureDocument } from '../../preload/contract/document.ts';
import type { ViewAids } from '../../preload/contract/view-aids.ts';
import type { Box } from './layer-bounds.ts';
import type { Point } from './point.ts';
import { type Edges, edgesOf, type ShownLine, type SnapLines, snapEdges } from './snap.ts';
import { type Attraction, snapLinesOf } from './snap-lines.ts';

/** How near to a line a thing snaps, in CSS pixels. */
export const SNAP_REACH = 6;

/** How a gesture snaps what it drags. With `off`, nothing snaps at this moment, and no lines are shown. */
export interface Snapping {
  /** The place of a corner that is dragged. */
  point(at: Point, off: boolean): Point;
  /** How far to move a box that is dragged as a whole. */
  box(box: Box, off: boolean, attraction?: Attraction): Point;
  /** How far to move some edges of a box that is dragged by them. */
  edges(edges: Edges, box: Box, off: boolean, attraction?: Attraction): Point;
  /** Ends the gesture, and shows no line any more. */
  end(): void;
}

export interface SnappingParts {
  readonly document: () => PictureDocument;
  readonly aids: () => ViewAids;
  /** CSS pixels per page pixel. */
  readonly zoom: () => number;
  readonly show: (lines: readonly ShownLine[]) => void;
}

/** Gathers the lines of the page once, and again only when the document changes or something else is dragged. */
export class PageSnapping implements Snapping {
  readonly #parts: SnappingParts;
  #known: {
    readonly key: string;
    readonly of: PictureDocument;
    readonly aids: ViewAids;
    readonly lines: SnapLines;
  } | null = null;
  #shown: readonly ShownLine[] = NONE;

  constructor(parts: SnappingParts) {
    this.#parts = parts;
  }

  point(at: Point, off: boolean): Point {
    const by = this.edges({ x: [at.x], y: [at.y] }, { ...at, width: 0, height: 0 }, off);
    return { x: at.x + by.x, y: at.y + by.y };
  }

  box(box: Box, off: boolean, attraction: Attraction = {}): Point {
    return this.edges(edgesOf(box), box, off, attraction);
  }

  edges(edges: Edges, box: Box, off: boolean, attraction: Attraction = {}): Point {
    if (off || !this.#parts.aids().snapping) {
      this.end();
      return { x: 0, y: 0 };
    }
    const { dx, dy, shown } = snapEdges(edges, box, this.#lines(attraction), SNAP_REACH / this.#parts.zoom());
    this.#show(shown);
    return { x: dx, y: dy };
  }

  end(): void {
    this.#show(NONE);
  }

  #show(lines: readonly ShownLine[]): void {
    if (lines.length === 0 && this.#shown.length === 0) return;
    this.#shown = lines;
    this.#parts.show(lines);
  }

  #lines(attraction: Attraction): SnapLines {
    const [document, aids, key] = [this.#parts.document(), this.#parts.aids(), JSON.stringify(attraction)];
    if (this.#known?.of !== document || this.#known.aids !== aids || this.#known.key !== key)
      this.#known = { key, of: document, aids, lines: snapLinesOf(document, aids, attraction) };
    return this.#known.lines;
  }
}

const NONE: readonly ShownLine[] = [];

/** For a canvas that shows nothing. */
export const noSnapping: Snapping = {
  point: (at) => at,
  box: () => ({ x: 0, y: 0 }),
  edges: () => ({ x: 0, y: 0 }),
  end: () => undefined,
};
