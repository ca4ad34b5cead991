import type { PictureDocument } from '../../preload/contract/document.ts';
import type { ViewAids } from '../../preload/contract/view-aids.ts';
import type { Box } from './layer-bounds.ts';
import type { Point } from './point.ts';
import { type Edges, edgesOf, type ShownLine, type SnapLines, snapEdges } from './snap.ts';
import { snapBox } from './snap-box.ts';
import { type Attraction, snapBoxes, snapLinesOf } from './snap-lines.ts';

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
  #known: Gathered | null = null;
  #shown: readonly ShownLine[] = NONE;

  constructor(parts: SnappingParts) {
    this.#parts = parts;
  }

  point(at: Point, off: boolean): Point {
    const by = this.edges({ x: [at.x], y: [at.y] }, { ...at, width: 0, height: 0 }, off);
    return { x: at.x + by.x, y: at.y + by.y };
  }

  box(box: Box, off: boolean, attraction: Attraction = {}): Point {
    if (this.#isOff(off)) return this.edges(edgesOf(box), box, off, attraction);
    const { lines, boxes } = this.#gathered(attraction);
    const { dx, dy, shown } = snapBox(box, lines, boxes, SNAP_REACH / this.#parts.zoom());
    this.#show(shown);
    return { x: dx, y: dy };
  }

  edges(edges: Edges, box: Box, off: boolean, attraction: Attraction = {}): Point {
    if (this.#isOff(off)) {
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

  #isOff(off: boolean): boolean {
    return off || !this.#parts.aids().snapping;
  }

  #show(lines: readonly ShownLine[]): void {
    if (lines.length === 0 && this.#shown.length === 0) return;
    this.#shown = lines;
    this.#parts.show(lines);
  }

  #lines(attraction: Attraction): SnapLines {
    return this.#gathered(attraction).lines;
  }

  #gathered(attraction: Attraction): Gathered {
    const [document, aids, key] = [this.#parts.document(), this.#parts.aids(), JSON.stringify(attraction)];
    if (this.#known?.of !== document || this.#known.aids !== aids || this.#known.key !== key) {
      const lines = snapLinesOf(document, aids, attraction);
      this.#known = { key, of: document, aids, lines, boxes: snapBoxes(document, attraction.without) };
    }
    return this.#known;
  }
}

/** What a page attracts with, and for which page, aids and thing it was gathered. */
interface Gathered {
  readonly key: string;
  readonly of: PictureDocument;
  readonly aids: ViewAids;
  readonly lines: SnapLines;
  /** The boxes of layers to which distances are kept. */
  readonly boxes: readonly Box[];
}

const NONE: readonly ShownLine[] = [];

/** For a canvas that shows nothing. */
export const noSnapping: Snapping = {
  point: (at) => at,
  box: () => ({ x: 0, y: 0 }),
  edges: () => ({ x: 0, y: 0 }),
  end: () => undefined,
};
