import { idleState } from '../idle.ts';
import type { ToolContext, ToolState } from '../tool.ts';
import { Dragging } from './dragging.ts';

/** Idle -> Dragging -> Idle. Moves the view, never the picture. */
export function handTool(context: ToolContext): ToolState {
  return idleState(
    (press, idle) => new Dragging(context, press.screen, idle),
    ({ kind, button }) => kind === 'down' && button !== 2,
  );
}
