import type { ToolContext, ToolState } from '../tool.ts';
import { Idle } from './idle.ts';

/** Idle -> Dragging -> Idle. Marks a rectangle or an ellipse. */
export function marqueeTool(context: ToolContext): ToolState {
  return new Idle(context);
}
