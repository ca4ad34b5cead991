import { Idle } from '../brush/idle.ts';
import type { ToolContext, ToolState } from '../tool.ts';

/** The brush's states, taking paint away. */
export function eraserTool(context: ToolContext): ToolState {
  return new Idle(context, true);
}
