import type { ToolContext, ToolState } from '../tool.ts';
import { Idle } from './idle.ts';

/** Idle -> Searching -> Idle. Marks the area with the colour under the pointer. */
export function wandTool(context: ToolContext): ToolState {
  return new Idle(context);
}
