import type { ToolContext, ToolState } from '../tool.ts';
import { Idle } from './idle.ts';

/** Idle -> Placing -> Editing -> Idle. A click places a text or opens the one there, and a drag makes a box. */
export function textTool(context: ToolContext): ToolState {
  return new Idle(context);
}
