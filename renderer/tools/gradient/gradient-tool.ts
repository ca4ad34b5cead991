import { chosenGradient } from '../../document/adjustment-layers.ts';
import type { CanvasPointer } from '../../document/canvas-port.ts';
import { inEvenDirection } from '../../document/even-direction.ts';
import type { Point } from '../../document/point.ts';
import { Picking } from '../eyedropper/picking.ts';
import { LineDrag } from '../line-drag.ts';
import type { ToolContext, ToolState } from '../tool.ts';
import { Shaping } from './shaping.ts';

/**
 * Idle -> Dragging -> Idle. A drag lays the colours along its line; with Alt a press takes a colour. Where a layer with a
 * gradient is chosen: Idle -> Shaping -> Idle.
 */
export function gradientTool(context: ToolContext): ToolState {
  const idle: ToolState = {
    name: 'idle',
    busy: false,
    pointer: (pointer: CanvasPointer) => {
      if (pointer.kind !== 'down' || pointer.button !== 0) return idle;
      if (pointer.alt) return new Picking(context, pointer, idle);
      const layer = chosenGradient(context.document.getState());
      return layer === null ? dragging(context, pointer, idle) : new Shaping(context, pointer, layer, idle);
    },
    cancel: () => idle,
  };
  return idle;
}

function dragging(context: ToolContext, press: CanvasPointer, idle: ToolState): ToolState {
  return new LineDrag(context, press, {
    idle,
    endOf: (from, pointer) => (pointer.shift ? inEvenDirection(from.page, pointer.page) : pointer.page),
    drawn: (from, to) => layGradient(context, from, to),
    clicked: context.tellNothing,
  });
}

function layGradient(context: ToolContext, from: Point, to: Point): void {
  const { colours, gradient } = context.paint();
  const { foreground, background } = colours;
  const second = gradient.toClear ? { ...foreground, alpha: 0 } : { ...background, alpha: 1 };
  const first = { ...foreground, alpha: 1 };
  const ink = { kind: 'gradient', shape: gradient.shape, from, to, first, second } as const;
  void context.painter().fill({ ink, opacity: gradient.opacity, eraserColour: background });
}
