import { searchState } from '../searching.ts';
import type { ToolContext, ToolState } from '../tool.ts';

/** Idle -> Searching -> Idle. Marks the area with the colour under the pointer. */
export function wandTool(context: ToolContext): ToolState {
  return searchState(context, (at, signal) => context.findAlike(at, context.options().wand, signal));
}
