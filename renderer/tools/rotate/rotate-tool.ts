import { idleState } from '../idle.ts';
import type { ToolContext, ToolState } from '../tool.ts';
import { Turning } from './turning.ts';

/** Idle -> Turning -> Idle. Turns the view, never the picture. */
export function rotateTool(context: ToolContext): ToolState {
  return idleState((press, idle) => new Turning(context, press.screen, idle));
}
