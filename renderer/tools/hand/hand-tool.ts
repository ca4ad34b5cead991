import type { ToolContext, ToolState } from '../tool.ts';
import { Idle } from './idle.ts';

/** Idle -> Dragging -> Idle. Moves the view, never the picture. */
export function handTool(context: ToolContext): ToolState {
  return new Idle(context);
}
