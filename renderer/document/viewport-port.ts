import type { Box } from './layer-bounds.ts';
import type { Point } from './point.ts';

/** Where the canvas shows the page, as others see and change it. */

export interface Viewport {
  /** CSS pixels per page pixel. */
  readonly zoom: number;
  /** The place of the page's top left corner in the canvas element, in CSS pixels. */
  readonly x: number;
  readonly y: number;
  /** How far the page is turned on the screen, in degrees, clockwise: above -180, up to 180. The document knows nothing of it. */
  readonly angle: number;
}

export interface ViewportPort {
  get(): Viewport;
  subscribe(listener: (viewport: Viewport) => void): () => void;
  zoomIn(): void;
  zoomOut(): void;
  /** Shows the whole page with a margin. A turned view stays turned. */
  fit(): void;
  /**
   * Turns the view to an angle, in degrees.
   * @param about what stays in its place, in CSS pixels of the element; the middle of the view by default
   */
  turnTo(angle: number, about?: Point): void;
  /** Turns the view further by degrees, clockwise. */
  turnBy(degrees: number, about?: Point): void;
  /** The middle of the view, in CSS pixels of the element. */
  middle(): Point;
  /** Shows one page pixel per CSS pixel and keeps the middle of the view. */
  actualSize(): void;
  /** Multiplies the zoom and keeps the page under `screen` (CSS pixels in the element) in place. */
  zoomAt(screen: Point, factor: number): void;
  /**
   * While it is held, the view stays where it is although the page grows under the pointer. Afterwards the page is fitted
   * again.
   */
  hold(held: boolean): void;
  /** The part of the plane of the page that the view shows, in page pixels; of a turned view, the upright box around it. */
  sight(): Box;
  /** The size of the view, in page pixels. */
  extent(): { readonly width: number; readonly height: number };
  /** Shows a place of the page in the middle of the view. */
  centreOn(page: Point): void;
  /** Sets the zoom and keeps the middle of the view. */
  zoomTo(zoom: number): void;
  /** The least and the greatest zoom. */
  readonly limits: { readonly least: number; readonly most: number };
  /** Moves the page by CSS pixels. */
  panBy(dx: number, dy: number): void;
}
