import type { RegionOperation, ShapeStep } from '../../preload/contract/region-steps.ts';
import type { CanvasPointer } from '../document/canvas-port.ts';
import type { Point } from '../document/point.ts';
import { type Shape, touchesPage } from '../document/region-raster.ts';
import type { DocumentState } from '../document/store.ts';
import type { ToolContext } from './tool.ts';

/** How a gesture that marks a shape combines it with the present region. */
export type GestureMode = RegionOperation | 'replace';

/** The mode at the press. Shift adds and Alt subtracts. Both together intersect, and neither replaces the region. */
export function modeOf({ shift, alt }: Pick<CanvasPointer, 'shift' | 'alt'>): GestureMode {
  if (shift && alt) return 'intersect';
  if (shift) return 'add';
  return alt ? 'subtract' : 'replace';
}

/**
 * Applies the marked shape to the region, in one undo step. A shape beside the page changes nothing and shows a notice.
 */
export function mark(context: ToolContext, document: DocumentState, shape: Shape, mode: GestureMode): void {
  const step: ShapeStep = { ...shape, id: context.newId(), operation: mode === 'replace' ? 'add' : mode };
  if (!touchesPage(step, document.document)) {
    context.tellNothing();
    return;
  }
  if (mode === 'replace') document.replaceRegion([step]);
  else document.addRegionStep(step);
}

/**
 * Tracks keys that have also chosen the mode at the press. Such a key counts as held only after it has been released
 * once.
 */
export class HeldSincePress {
  #shift: boolean;
  #alt: boolean;

  constructor({ shift, alt }: Pick<CanvasPointer, 'shift' | 'alt'>) {
    this.#shift = !shift;
    this.#alt = !alt;
  }

  /** Shift makes both sides equal (`even`), and Alt draws from the middle (`centred`). */
  follow({ shift, alt }: Pick<CanvasPointer, 'shift' | 'alt'>): { readonly even: boolean; readonly centred: boolean } {
    this.#shift ||= !shift;
    this.#alt ||= !alt;
    return { even: this.#shift && shift, centred: this.#alt && alt };
  }
}

/** A press that moves at most this many CSS pixels is a click. */
const CLICK = 3;

export function isNear(a: Point, b: Point, within = CLICK): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) <= within;
}
