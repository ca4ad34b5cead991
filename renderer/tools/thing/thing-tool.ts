import { searchState } from '../searching.ts';
import type { ToolContext, ToolState } from '../tool.ts';

/** Idle -> Searching -> Idle. Marks the part of the picture under the pointer, as the model tells the parts apart. */
export function thingTool(context: ToolContext): ToolState {
  return searchState(context, (at, signal) => context.findThing(at, signal));
}
