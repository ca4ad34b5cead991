import { idleState } from '../idle.ts';
import type { ToolContext, ToolState } from '../tool.ts';
import { Drawing } from './drawing.ts';
import { Placing } from './placing.ts';

/**
 * Idle -> Drawing -> Idle for a freehand outline; Idle -> Placing -> Idle corner by corner. Marks the inside of the
 * outline.
 */
export function lassoTool(context: ToolContext): ToolState {
  return idleState((press, idle) =>
    context.options().lasso === 'free' ? new Drawing(context, press, idle) : Placing.begin(context, press, idle),
  );
}
