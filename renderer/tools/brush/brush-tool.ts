import type { ToolContext, ToolState } from '../tool.ts';
import { Idle } from './idle.ts';

/** Idle -> Pointing -> Brushing -> Idle; Idle -> Resizing -> Idle. Paints the region to redraw. */
export function brushTool(context: ToolContext): ToolState {
  return new Idle(context, false);
}
