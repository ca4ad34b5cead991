import type { CanvasPointer, HoveringPointer } from '../../document/canvas-port.ts';
import type { Point } from '../../document/point.ts';
import type { DocumentState } from '../../document/store.ts';
import { toScreen } from '../../document/view-transform.ts';
import { type GestureMode, isNear, mark, modeOf } from '../region-gesture.ts';
import { rounded } from '../rounded.ts';
import type { ToolContext, ToolState } from '../tool.ts';

/** A click within this many CSS pixels of the first corner closes the outline. */
const CLOSES = 8;

interface Outline {
  readonly context: ToolContext;
  /** The picture on which the outline began. */
  readonly document: DocumentState;
  readonly mode: GestureMode;
  readonly idle: ToolState;
}

/**
 * Places an outline corner by corner. A click on the first corner, a double click or Enter closes it. Backspace removes
 * the last corner. Between two clicks the pointer is free, so that the view can be moved.
 */
export class Placing implements ToolState {
  readonly name = 'placing';
  readonly busy = false;
  readonly isOpen = true;
  readonly #outline: Outline;
  /** In page pixels. */
  readonly #corners: readonly Point[];

  constructor(outline: Outline, corners: readonly Point[]) {
    this.#outline = outline;
    this.#corners = corners;
    this.#show(corners);
  }

  static begin(context: ToolContext, pointer: CanvasPointer, idle: ToolState): Placing {
    const document = context.document.getState();
    return new Placing({ context, document, mode: modeOf(pointer), idle }, [pointer.page]);
  }

  pointer(pointer: CanvasPointer): ToolState {
    if (pointer.kind !== 'down' || pointer.button !== 0) return this;
    const [first, last] = [this.#corners[0], this.#corners.at(-1)];
    const isAgain = last !== undefined && isNear(this.#onScreen(last), pointer.screen);
    const isFirst = first !== undefined && isNear(this.#onScreen(first), pointer.screen, CLOSES);
    if (isAgain || (isFirst && this.#corners.length > 2)) return this.finish();
    return new Placing(this.#outline, [...this.#corners, pointer.page]);
  }

  hover({ page }: HoveringPointer): ToolState {
    this.#show([...this.#corners, page]);
    return this;
  }

  /** Fewer than three corners enclose nothing. A single corner is a click, which clears the region. */
  finish(): ToolState {
    const { context, document, mode, idle } = this.#outline;
    context.canvas.showShape(null);
    if (this.#corners.length > 2) mark(context, document, { kind: 'polygon', points: pointsOf(this.#corners) }, mode);
    else if (this.#corners.length === 1 && mode === 'replace') document.clearRegion();
    else context.tellNothing();
    return idle;
  }

  /** Removes the last corner. */
  stepBack(): ToolState {
    return this.#corners.length === 1 ? this.cancel() : new Placing(this.#outline, this.#corners.slice(0, -1));
  }

  cancel(): ToolState {
    this.#outline.context.canvas.showShape(null);
    return this.#outline.idle;
  }

  /** The place is computed again for each call, since the view may have moved since the click. */
  #onScreen(page: Point): Point {
    return toScreen(this.#outline.context.canvas.viewport.get(), page);
  }

  #show(corners: readonly Point[]): void {
    this.#outline.context.canvas.showShape({ kind: 'polygon', points: pointsOf(corners) });
  }
}

function pointsOf(corners: readonly Point[]): number[] {
  return corners.flatMap(({ x, y }) => [rounded(x), rounded(y)]);
}
