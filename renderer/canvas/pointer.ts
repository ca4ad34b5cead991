import type { ToolName } from '../../preload/contract/tool-names.ts';
import type { CanvasPointer } from '../document/canvas-port.ts';
import type { PenPoint } from '../document/paint.ts';
import type { Point } from '../document/point.ts';
import type { ViewportModel } from './viewport.ts';

export interface PointerParts {
  readonly element: HTMLElement;
  readonly viewport: ViewportModel;
  readonly tool: () => ToolName;
  /** Whether a candidate lies over the layers, so that Fabric must not change them. */
  readonly isCovered: () => boolean;
  /** The text that is being typed, on which Fabric places the caret. */
  readonly text: { readonly isEditing: boolean; holds(page: Point): boolean };
  readonly emit: (pointer: CanvasPointer) => void;
  /** The place of the brush circle in the element; null where the pointer is elsewhere. */
  readonly hover: (screen: Point | null, pressed: boolean) => void;
}

/** The zoom per unit of a wheel's turn. A pinch on a touchpad arrives as a wheel event with Ctrl. */
const WHEEL = 0.0016;
const PINCH = 0.01;
/** Two fingers turn the view after so many degrees, so that a pinch alone leaves it straight. */
const TURNS_FROM = 12;
/** CSS pixels per line, for a wheel that counts lines. */
const LINE = 16;

/**
 * Turns DOM pointer events into gestures in page pixels. It listens before Fabric (capture) and passes on only the main
 * button with the move tool.
 */
export class PointerInput {
  readonly #parts: PointerParts;
  readonly #listening = new AbortController();
  /** The pointer of the current gesture, and the button that began it. */
  #holder: { readonly id: number; readonly button: number } | null = null;
  readonly #touches = new Map<number, Point>();
  /** How far two fingers have turned since they came down, in degrees. */
  #twisted = 0;
  /** True once two fingers turn the view. */
  #turns = false;

  constructor(parts: PointerParts) {
    this.#parts = parts;
    const { element } = parts;
    const options = { capture: true, signal: this.#listening.signal };
    element.addEventListener('pointerdown', (event) => this.#down(event), options);
    element.addEventListener('pointermove', (event) => this.#move(event), options);
    element.addEventListener('pointerup', (event) => this.#end(event, 'up'), options);
    element.addEventListener('pointercancel', (event) => this.#end(event, 'cancel'), options);
    element.addEventListener('pointerleave', () => parts.hover(null, false), { signal: this.#listening.signal });
    element.addEventListener('wheel', (event) => this.#wheel(event), { ...options, passive: false });
    element.addEventListener('contextmenu', (event) => event.preventDefault(), options);
  }

  destroy(): void {
    this.#listening.abort();
  }

  #down(event: PointerEvent): void {
    if (event.pointerType === 'touch') {
      this.#touches.set(event.pointerId, this.#screen(event));
      if (this.#touches.size === 2) {
        this.#beginPinch(event);
        return;
      }
    }
    if (this.#isFabrics(event)) return;
    stop(event);
    if (this.#holder !== null) return;
    this.#holder = { id: event.pointerId, button: event.button };
    this.#parts.element.setPointerCapture(event.pointerId);
    this.#emit('down', event);
  }

  #move(event: PointerEvent): void {
    const screen = this.#screen(event);
    this.#parts.hover(screen, event.buttons !== 0);
    if (this.#touches.has(event.pointerId)) {
      if (this.#touches.size === 2) this.#pinch(event.pointerId, screen);
      this.#touches.set(event.pointerId, screen);
    }
    if (this.#holder?.id === event.pointerId) {
      stop(event);
      // A release outside of the window may never be reported.
      if (event.buttons === 0) this.#finish('up', event);
      else this.#emit('move', event);
    } else if (this.#parts.tool() !== 'move' && !this.#parts.text.isEditing) {
      event.stopPropagation(); // with a brush, Fabric has no layer to find
    }
  }

  #end(event: PointerEvent, kind: 'up' | 'cancel'): void {
    this.#touches.delete(event.pointerId);
    if (this.#holder?.id !== event.pointerId) return;
    if (kind === 'up' && event.buttons !== 0 && event.button !== this.#holder.button) return;
    stop(event);
    this.#finish(kind, event);
  }

  #finish(kind: 'up' | 'cancel', event: PointerEvent): void {
    this.#emit(kind, event);
    this.#holder = null;
  }

  /** Two fingers move the view. A gesture that the first finger began is cancelled. */
  #beginPinch(event: PointerEvent): void {
    stop(event);
    this.#twisted = 0;
    this.#turns = false;
    if (this.#holder === null) return;
    this.#emit('cancel', event);
    this.#holder = null;
  }

  #pinch(id: number, to: Point): void {
    const from = this.#touches.get(id);
    const other = [...this.#touches].find(([touch]) => touch !== id)?.[1];
    if (from === undefined || other === undefined) return;
    const middle = { x: (to.x + other.x) / 2, y: (to.y + other.y) / 2 };
    const spread = distance(to, other) / Math.max(1, distance(from, other));
    this.#parts.viewport.panBy((to.x - from.x) / 2, (to.y - from.y) / 2);
    this.#parts.viewport.zoomAt(middle, spread);
    this.#twist(degreesBetween(other, from, to), middle);
  }

  #twist(degrees: number, middle: Point): void {
    this.#twisted += degrees;
    this.#turns ||= Math.abs(this.#twisted) >= TURNS_FROM;
    if (this.#turns) this.#parts.viewport.turnBy(degrees, middle);
  }

  #wheel(event: WheelEvent): void {
    stop(event);
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
    const { viewport } = this.#parts;
    if (event.shiftKey) viewport.panBy(-(event.deltaX || event.deltaY) * unit, 0);
    else viewport.zoomAt(this.#screen(event), Math.exp(-event.deltaY * unit * (event.ctrlKey ? PINCH : WHEEL)));
  }

  #isFabrics(event: PointerEvent): boolean {
    const { tool, isCovered, text, viewport } = this.#parts;
    const moves = tool() === 'move' && !isCovered();
    return event.button === 0 && (moves || text.holds(viewport.toPage(this.#screen(event))));
  }

  #emit(kind: CanvasPointer['kind'], event: PointerEvent): void {
    const { viewport, emit } = this.#parts;
    const coalesced = kind === 'move' ? event.getCoalescedEvents() : [];
    const places = coalesced.length > 0 ? coalesced : [event];
    const points = places.map((place): PenPoint => ({ ...viewport.toPage(this.#screen(place)), ...penOf(place) }));
    const screen = this.#screen(event);
    emit({
      kind,
      page: viewport.toPage(screen),
      points,
      screen,
      button: this.#holder?.button ?? event.button,
      alt: event.altKey,
      shift: event.shiftKey,
      ctrl: event.ctrlKey || event.metaKey,
      device: event.pointerType === 'pen' || event.pointerType === 'touch' ? event.pointerType : 'mouse',
    });
  }

  #screen(event: MouseEvent): Point {
    const box = this.#parts.element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }
}

/** A pen may begin without pressure. A mouse has none, and reports a half while it is pressed and nothing afterwards. */
function penOf({ pointerType, pressure, tiltX, tiltY }: PointerEvent): Omit<PenPoint, 'x' | 'y'> {
  return { pressure: pointerType === 'pen' ? pressure : 1, tiltX: tiltX || 0, tiltY: tiltY || 0 };
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

/** By how many degrees a line from `centre` turns, clockwise, as its end goes from one point to another. */
function degreesBetween(centre: Point, from: Point, to: Point): number {
  const [a, b] = [
    { x: from.x - centre.x, y: from.y - centre.y },
    { x: to.x - centre.x, y: to.y - centre.y },
  ];
  return (Math.atan2(a.x * b.y - a.y * b.x, a.x * b.x + a.y * b.y) * 180) / Math.PI;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
