import { idleState } from '../idle.ts';
import type { ToolContext, ToolState } from '../tool.ts';
import { Dragging } from './dragging.ts';

/** Idle -> Dragging -> Idle. Marks a rectangle or an ellipse. */
export function marqueeTool(context: ToolContext): ToolState {
  return idleState((press, idle) => new Dragging(context, press, idle));
}
