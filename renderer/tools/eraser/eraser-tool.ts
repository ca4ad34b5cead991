import { Idle } from '../brush/idle.ts';
import type { ToolContext, ToolState } from '../tool.ts';

/** The eraser has the states of the brush, and removes paint. */
export function eraserTool(context: ToolContext): ToolState {
  return new Idle(context, true);
}
