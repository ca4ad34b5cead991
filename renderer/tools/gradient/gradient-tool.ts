import { chosenGradient } from '../../document/adjustment-layers.ts';
import type { CanvasPointer } from '../../document/canvas-port.ts';
import { inEvenDirection } from '../../document/even-direction.ts';
import type { GradientInk } from '../../document/paint.ts';
import type { FillStyle, LaidGradient } from '../../document/painter.ts';
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

/** The most pixels of a page on which a gradient is shown while it is dragged. A larger one shows its line, and is filled at the end. */
const MOST_LIVE = 2048 * 2048;

function dragging(context: ToolContext, press: CanvasPointer, idle: ToolState): ToolState {
  const { width, height } = context.document.getState().document;
  const isLive = width * height <= MOST_LIVE;
  let laid: LaidGradient | null = null;
  return new LineDrag(context, press, {
    idle,
    endOf: (from, pointer) => (pointer.shift ? inEvenDirection(from.page, pointer.page) : pointer.page),
    moved: (from, to) => {
      if (!isLive) return;
      const style = styleOf(context, from, to);
      laid ??= context.painter().beginGradient(style);
      laid.lay(style.ink);
    },
    drawn: (from, to) => {
      const style = styleOf(context, from, to);
      laid?.lay(style.ink);
      if (laid === null) void context.painter().fill(style);
      else laid.end();
    },
    clicked: context.tellNothing,
    dropped: () => laid?.cancel(),
  });
}

function styleOf(context: ToolContext, from: Point, to: Point): FillStyle & { readonly ink: GradientInk } {
  const { colours, gradient } = context.paint();
  const { foreground, background } = colours;
  const second = gradient.toClear ? { ...foreground, alpha: 0 } : { ...background, alpha: 1 };
  const first = { ...foreground, alpha: 1 };
  const ink = { kind: 'gradient', shape: gradient.shape, from, to, first, second } as const;
  return { ink, opacity: gradient.opacity, eraserColour: background };
}
