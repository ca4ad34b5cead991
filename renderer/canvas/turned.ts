import type { Matrix } from '../document/layer-matrix.ts';
import { turnMatrix } from '../document/view-transform.ts';
import type { Viewport } from '../document/viewport-port.ts';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** The six numbers of a matrix in the order in which contexts take them. */
export const numbersOf = ({ a, b, c, d, e, f }: Matrix) => [a, b, c, d, e, f] as const;

/** Lets `draw` draw in device pixels of an upright view, and turns what it draws as the view is turned. */
export function turned<C extends Context>(context: C, view: Viewport, ratio: number, draw: () => void): void {
  context.save();
  context.transform(...numbersOf(turnMatrix(view, ratio)));
  draw();
  context.restore();
}
