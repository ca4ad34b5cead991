import type { ToolContext, ToolState } from '../tool.ts';
import { Idle } from './idle.ts';

/** Idle -> Drawing -> Idle by a free hand; Idle -> Placing -> Idle corner by corner. Marks what the line goes around. */
export function lassoTool(context: ToolContext): ToolState {
  return new Idle(context);
}
