import type { ToolContext, ToolState } from '../tool.ts';
import { Idle } from './idle.ts';

/**
 * Idle -> Drawing -> Idle for a freehand outline; Idle -> Placing -> Idle corner by corner. Marks the inside of the
 * outline.
 */
export function lassoTool(context: ToolContext): ToolState {
  return new Idle(context);
}
