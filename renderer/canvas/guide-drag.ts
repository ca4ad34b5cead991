import type { Guide, Orientation } from '../../preload/contract/guides.ts';
import type { ToolName } from '../../preload/contract/tool-names.ts';
import type { ViewAids } from '../../preload/contract/view-aids.ts';
import { addGuide, changeGuide, removeGuide } from '../document/guides.ts';
import type { Point } from '../document/point.ts';
import { resizeCursor } from '../document/resize-cursor.ts';
import type { Snapping } from '../document/snapping.ts';
import type { DocumentStore } from '../document/store.ts';
import type { AidLines } from './aid-lines.ts';
import type { ViewportModel } from './viewport.ts';

export interface GuideDragParts {
  readonly element: HTMLElement;
  readonly document: DocumentStore;
  readonly viewport: ViewportModel;
  readonly lines: AidLines;
  readonly snapping: Snapping;
  readonly aids: () => ViewAids;
  readonly tool: () => ToolName;
  readonly newId: () => string;
  /** Whether a handle of the chosen layer lies there, which is pressed and not the guide under it. */
  readonly isHandle: (screen: Point) => boolean;
  /** Shows a cursor over the canvas; null shows that of the tool again. */
  readonly showCursor: (cursor: string | null) => void;
  /** Called with the place of the pointer during a drag, which nothing else sees. */
  readonly moved: (screen: Point) => void;
  /** Called with a guide that was pressed twice. */
  readonly opened: (id: string) => void;
}

/** How near to a guide a press takes hold of it, in CSS pixels. */
const REACH = 4;
/** Two presses on a guide within this time, in milliseconds, open it. */
const TWICE_MS = 400;

interface Drag {
  /** Null for a guide that comes out of a ruler. */
  readonly guide: Guide | null;
  readonly orientation: Orientation;
  readonly pointerId: number;
  readonly ending: AbortController;
  moved: boolean;
  /** Null where letting go removes the guide, or adds none. */
  position: number | null;
}

/**
 * Pulls guides out of the rulers, moves them with the move tool, and removes them where they are dropped beside the
 * canvas. Escape cancels the drag, and Ctrl turns snapping off.
 */
export class GuideDrag {
  readonly #parts: GuideDragParts;
  readonly #listening = new AbortController();
  #drag: Drag | null = null;
  #hovers = false;
  #pressed: { readonly id: string; readonly at: number } | null = null;

  constructor(parts: GuideDragParts) {
    this.#parts = parts;
    const options = { capture: true, signal: this.#listening.signal };
    parts.element.addEventListener('pointerdown', (event) => this.#down(event), options);
    parts.element.addEventListener('pointermove', (event) => this.#hover(event), options);
  }

  destroy(): void {
    this.#end();
    this.#listening.abort();
  }

  /** Begins a guide that comes out of a ruler, under a pointer that is pressed. */
  pull(orientation: Orientation, pointerId: number): void {
    if (this.#drag === null) this.#begin({ guide: null, orientation, pointerId });
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || this.#drag !== null) return;
    const guide = this.#guideAt(this.#screen(event));
    if (guide === null) return;
    event.preventDefault();
    // The tool and Fabric must not see the press.
    event.stopImmediatePropagation();
    if (this.#pressed?.id === guide.id && event.timeStamp - this.#pressed.at < TWICE_MS) {
      this.#pressed = null;
      this.#parts.opened(guide.id);
      return;
    }
    this.#pressed = { id: guide.id, at: event.timeStamp };
    this.#begin({ guide, orientation: guide.orientation, pointerId: event.pointerId });
  }

  #hover(event: PointerEvent): void {
    if (this.#drag !== null || event.buttons !== 0) return;
    const guide = this.#guideAt(this.#screen(event));
    if (guide !== null) event.stopPropagation(); // Fabric would show its own cursor.
    if (guide === null && !this.#hovers) return;
    this.#hovers = guide !== null;
    this.#parts.showCursor(guide === null ? null : this.#cursorOf(guide.orientation));
  }

  #begin(drag: Pick<Drag, 'guide' | 'orientation' | 'pointerId'>): void {
    const ending = new AbortController();
    const options = { capture: true, signal: ending.signal };
    this.#drag = { ...drag, ending, moved: false, position: drag.guide?.position ?? null };
    const own = (listener: (event: PointerEvent) => void) => (event: PointerEvent) => {
      if (event.pointerId !== drag.pointerId) return;
      event.stopPropagation();
      listener(event);
    };
    window.addEventListener(
      'pointermove',
      own((event) => this.#move(event)),
      options,
    );
    window.addEventListener(
      'pointerup',
      own((event) => this.#drop(event)),
      options,
    );
    window.addEventListener(
      'pointercancel',
      own(() => this.#end()),
      options,
    );
    window.addEventListener('blur', () => this.#end(), options);
    window.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape') return;
        event.stopImmediatePropagation();
        event.preventDefault();
        this.#end();
      },
      options,
    );
    this.#parts.showCursor(this.#cursorOf(drag.orientation));
  }

  #move(event: PointerEvent): void {
    const drag = this.#drag;
    if (drag === null) return;
    const screen = this.#screen(event);
    this.#parts.moved(screen);
    // A press that only trembles moves nothing.
    if (!drag.moved && drag.guide !== null && this.#guideAt(screen)?.id === drag.guide.id) return;
    drag.moved = true;
    drag.position = this.#isBeside(drag.orientation, screen) ? null : this.#placeAt(drag.orientation, screen, event);
    if (drag.position === null) this.#parts.snapping.end();
    const { guide, orientation, position } = drag;
    this.#parts.lines.showDragged({ id: guide?.id ?? null, orientation, position });
  }

  #drop(event: PointerEvent): void {
    this.#move(event);
    const drag = this.#drag;
    this.#end();
    if (drag === null || !drag.moved) return;
    const { guide, orientation, position } = drag;
    const { changeInTurn } = this.#parts.document.getState();
    if (guide === null) {
      if (position === null) return;
      const id = this.#parts.newId();
      changeInTurn((page) => addGuide(page, { id, orientation, position }));
    } else if (position === null) changeInTurn((page) => removeGuide(page, guide.id));
    else changeInTurn((page) => changeGuide(page, guide.id, { position }));
  }

  #end(): void {
    this.#drag?.ending.abort();
    this.#drag = null;
    this.#hovers = false;
    this.#parts.snapping.end();
    this.#parts.lines.showDragged(null);
    this.#parts.showCursor(null);
  }

  /** A guide lies on whole pixels, unless it snaps to a middle between two. */
  #placeAt(orientation: Orientation, screen: Point, { ctrlKey, metaKey }: PointerEvent): number {
    const { x, y } = this.#parts.viewport.toPage(screen);
    const isVertical = orientation === 'vertical';
    const at = isVertical ? x : y;
    const [edges, box] = isVertical
      ? [
          { x: [at], y: [] },
          { x: at, y, width: 0, height: 0 },
        ]
      : [
          { x: [], y: [at] },
          { x, y: at, width: 0, height: 0 },
        ];
    const by = this.#parts.snapping.edges(edges, box, ctrlKey || metaKey, { guides: false });
    const offset = isVertical ? by.x : by.y;
    return offset === 0 ? Math.round(at) : at + offset;
  }

  #isBeside(orientation: Orientation, { x, y }: Point): boolean {
    const { clientWidth, clientHeight } = this.#parts.element;
    return orientation === 'vertical' ? x < 0 || x > clientWidth : y < 0 || y > clientHeight;
  }

  #guideAt(screen: Point): Guide | null {
    const { viewport, lines, aids, tool, isHandle } = this.#parts;
    if (tool() !== 'move' || aids().guidesLocked || lines.guides.length === 0 || isHandle(screen)) return null;
    const { zoom } = viewport.get();
    const { x, y } = viewport.toPage(screen);
    const distance = ({ orientation, position }: Guide) =>
      Math.abs(position - (orientation === 'vertical' ? x : y)) * zoom;
    const [nearest] = lines.guides
      .filter((guide) => distance(guide) <= REACH)
      .sort((a, b) => distance(a) - distance(b));
    return nearest ?? null;
  }

  #cursorOf(orientation: Orientation): string {
    const { angle } = this.#parts.viewport.get();
    return resizeCursor((orientation === 'vertical' ? 0 : 90) + angle);
  }

  #screen(event: PointerEvent): Point {
    const box = this.#parts.element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }
}
