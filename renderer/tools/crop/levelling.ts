import type { CanvasPointer } from '../../document/canvas-port.ts';
import { levellingDegrees } from '../../document/straighten.ts';
import { LineDrag } from '../line-drag.ts';
import type { ToolContext, ToolState } from '../tool.ts';

/** A line is drawn along a horizon. The picture is turned when it ends, in one undo step. After a click the next press draws it. */
export function levelling(context: ToolContext, press: CanvasPointer, idle: ToolState): ToolState {
  return new LineDrag(context, press, {
    idle,
    drawn: (from, to) => {
      context.setOptions({ straightens: false });
      context.straighten(levellingDegrees(from, to));
    },
  });
}
