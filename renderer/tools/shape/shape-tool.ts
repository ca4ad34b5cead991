import { idleState } from '../idle.ts';
import type { ToolContext, ToolState } from '../tool.ts';
import { Dragging } from './dragging.ts';

/** Idle -> Dragging -> Idle. A drag draws a shape as a layer of its own, and a click chooses the one there. */
export function shapeTool(context: ToolContext): ToolState {
  return idleState((press, idle) => new Dragging(context, press, idle));
}
