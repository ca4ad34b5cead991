import type { Frame } from '../../preload/contract/pictures.ts';
import type { Box } from '../document/layer-bounds.ts';
import { usualAngle } from '../document/layer-numbers.ts';
import type { Point } from '../document/point.ts';
import { boxOnPage, boxOnScreen, toPage, toScreen } from '../document/view-transform.ts';
import type { Viewport, ViewportPort } from '../document/viewport-port.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The space at the view's edges that floating elements cover, in CSS pixels. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

const NO_INSETS: Insets = { top: 0, right: 0, bottom: 0, left: 0 };

const MIN_ZOOM = 0.02;
const MAX_ZOOM = 64;
/** The space around a fitted page, in CSS pixels. */
const MARGIN = 32;
/** How much of the page always stays in sight, in CSS pixels. */
const IN_SIGHT = 48;
/** The zoom steps of the zoom keys. */
const STOPS = [0.02, 0.05, 0.1, 0.25, 1 / 3, 0.5, 2 / 3, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64];

/** Where the page lies in the view. This class holds only numbers. The drawing follows by subscription. */
export class ViewportModel implements ViewportPort {
  #viewport: Viewport = { zoom: 1, x: 0, y: 0, angle: 0 };
  #view: Size = { width: 0, height: 0 };
  #insets = NO_INSETS;
  #page: Frame;
  /** True until the artist zooms or pans. While it is true, a resized window fits the page again. */
  #fitted = true;
  /** True while a gesture changes the page, so that the view stays under the pointer. */
  #held = false;
  readonly #listeners = new Set<(viewport: Viewport) => void>();

  constructor({ width, height }: Size) {
    this.#page = { x: 0, y: 0, width, height };
  }

  get(): Viewport {
    return this.#viewport;
  }

  subscribe(listener: (viewport: Viewport) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Sets the element's size in CSS pixels. The middle of the view stays where it is. */
  setView(view: Size, insets = NO_INSETS): void {
    const before = this.#view;
    this.#view = view;
    this.#insets = insets;
    if (this.#fitted || before.width === 0) this.fit();
    else
      this.#move(
        this.#viewport.x + (view.width - before.width) / 2,
        this.#viewport.y + (view.height - before.height) / 2,
      );
  }

  /** Sets the part of the plane that is the page. It begins left of and above 0 where sides will be added. */
  setPage({ x = 0, y = 0, width, height }: Size & Partial<Frame>): void {
    const page = this.#page;
    if (width === page.width && height === page.height && x === page.x && y === page.y) return;
    this.#page = { x, y, width, height };
    if (!this.#held) this.fit();
  }

  hold(held: boolean): void {
    if (this.#held === held) return;
    this.#held = held;
    if (!held) this.fit();
  }

  toPage(screen: Point): Point {
    return toPage(this.#viewport, screen);
  }

  zoomIn(): void {
    this.#zoomToStop(STOPS.find((stop) => stop > this.#viewport.zoom * 1.001) ?? MAX_ZOOM);
  }

  zoomOut(): void {
    this.#zoomToStop(STOPS.findLast((stop) => stop < this.#viewport.zoom * 0.999) ?? MIN_ZOOM);
  }

  fit(): void {
    if (this.#view.width === 0 || this.#view.height === 0) return;
    const { top, right, bottom, left } = this.#insets;
    const free = { width: this.#view.width - left - right, height: this.#view.height - top - bottom };
    const { angle } = this.#viewport;
    const box = boxOnScreen({ zoom: 1, x: 0, y: 0, angle }, this.#page);
    const across = Math.max(1, free.width - 2 * MARGIN) / box.width;
    const down = Math.max(1, free.height - 2 * MARGIN) / box.height;
    const zoom = limit(Math.min(across, down), MIN_ZOOM, MAX_ZOOM);
    this.#fitted = true;
    this.#set({
      zoom,
      x: Math.round(left + (free.width - box.width * zoom) / 2 - box.x * zoom),
      y: Math.round(top + (free.height - box.height * zoom) / 2 - box.y * zoom),
      angle,
    });
  }

  actualSize(): void {
    this.#zoomToStop(1);
  }

  zoomAt(screen: Point, factor: number): void {
    const before = this.#viewport;
    const zoom = limit(before.zoom * factor, MIN_ZOOM, MAX_ZOOM);
    const grown = zoom / before.zoom;
    this.#fitted = false;
    this.#set(
      this.#keepInSight({
        ...before,
        zoom,
        x: screen.x - (screen.x - before.x) * grown,
        y: screen.y - (screen.y - before.y) * grown,
      }),
    );
  }

  readonly limits = { least: MIN_ZOOM, most: MAX_ZOOM };

  sight(): Box {
    return boxOnPage(this.#viewport, { x: 0, y: 0, ...this.#view });
  }

  extent(): Size {
    const { zoom } = this.#viewport;
    return { width: this.#view.width / zoom, height: this.#view.height / zoom };
  }

  middle(): Point {
    return { x: this.#view.width / 2, y: this.#view.height / 2 };
  }

  turnTo(angle: number, about = this.middle()): void {
    const held = this.toPage(about);
    const next = { ...this.#viewport, angle: angleOf(angle) };
    const at = toScreen(next, held);
    this.#fitted = false;
    this.#set(this.#keepInSight({ ...next, x: next.x + about.x - at.x, y: next.y + about.y - at.y }));
  }

  turnBy(degrees: number, about = this.middle()): void {
    this.turnTo(this.#viewport.angle + degrees, about);
  }

  centreOn(page: Point): void {
    const [middle, at] = [this.middle(), toScreen(this.#viewport, page)];
    this.panBy(middle.x - at.x, middle.y - at.y);
  }

  zoomTo(zoom: number): void {
    this.#zoomToStop(zoom);
  }

  panBy(dx: number, dy: number): void {
    this.#fitted = false;
    this.#move(this.#viewport.x + dx, this.#viewport.y + dy);
  }

  #zoomToStop(zoom: number): void {
    this.zoomAt(this.middle(), zoom / this.#viewport.zoom);
  }

  #move(x: number, y: number): void {
    this.#set(this.#keepInSight({ ...this.#viewport, x, y }));
  }

  /** Keeps a part of the page in sight, since a page outside the window could not be found again. */
  #keepInSight(next: Viewport): Viewport {
    const { x, y, width, height } = this.#page;
    const middle = toPage(next, this.middle());
    const nearest = toScreen(next, { x: limit(middle.x, x, x + width), y: limit(middle.y, y, y + height) });
    return {
      ...next,
      x: next.x + inside(nearest.x, this.#view.width) - nearest.x,
      y: next.y + inside(nearest.y, this.#view.height) - nearest.y,
    };
  }

  #set(viewport: Viewport): void {
    this.#viewport = viewport;
    for (const listener of this.#listeners) listener(viewport);
  }
}

/** A place along a side of the view, and at least so far inside of it that the page is seen. */
function inside(at: number, length: number): number {
  const margin = Math.min(IN_SIGHT, length / 2);
  return limit(at, margin, length - margin);
}

/** A turn of less than this many degrees that is left over is none. */
const EVEN = 1e-6;

/** Above -180, up to 180 degrees. */
function angleOf(angle: number): number {
  const usual = usualAngle(angle);
  const whole = Math.round(usual);
  const even = Math.abs(usual - whole) < EVEN ? whole : usual;
  // Adding 0 avoids a negative zero.
  return even === -180 ? 180 : even + 0;
}

function limit(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
