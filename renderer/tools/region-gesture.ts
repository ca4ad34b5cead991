import type { RegionOperation, ShapeStep } from '../../preload/contract/region-steps.ts';
import type { CanvasPointer, Point } from '../document/canvas-port.ts';
import { type Shape, touchesPage } from '../document/region-raster.ts';
import type { DocumentState } from '../document/store.ts';
import type { ToolContext } from './tool.ts';

/** What a gesture that marks a shape does with the region that is there. */
export type GestureMode = RegionOperation | 'replace';

/** Read at the press: Shift adds, Alt takes away, both keep what is in both; neither begins anew. */
export function modeOf({ shift, alt }: Pick<CanvasPointer, 'shift' | 'alt'>): GestureMode {
  if (shift && alt) return 'intersect';
  if (shift) return 'add';
  return alt ? 'subtract' : 'replace';
}

/** Gives the region the shape that a gesture has marked: one undo step. What lies beside the page says so instead. */
export function mark(context: ToolContext, document: DocumentState, shape: Shape, mode: GestureMode): void {
  const step: ShapeStep = { ...shape, id: context.newId(), operation: mode === 'replace' ? 'add' : mode };
  if (!touchesPage(step, document.document)) {
    context.tellNothing();
    return;
  }
  if (mode === 'replace') document.replaceRegion([step]);
  else document.addRegionStep(step);
}

/** Of keys that also choose a mode at the press: they count as held only once they have been let go since. */
export class HeldSincePress {
  #shift: boolean;
  #alt: boolean;

  constructor({ shift, alt }: Pick<CanvasPointer, 'shift' | 'alt'>) {
    this.#shift = !shift;
    this.#alt = !alt;
  }

  /** Whether Shift keeps both sides alike, and whether Alt draws from the middle. */
  follow({ shift, alt }: Pick<CanvasPointer, 'shift' | 'alt'>): { readonly even: boolean; readonly centred: boolean } {
    this.#shift ||= !shift;
    this.#alt ||= !alt;
    return { even: this.#shift && shift, centred: this.#alt && alt };
  }
}

/** CSS pixels: a press that moves less is a click. */
const CLICK = 3;

export function isNear(a: Point, b: Point, within = CLICK): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) <= within;
}
