import { idleState } from '../idle.ts';
import type { ToolContext, ToolState } from '../tool.ts';
import { Dragging } from './dragging.ts';
import { Framing } from './framing.ts';

/** Idle -> Dragging -> Framing -> Dragging … -> Idle. Lays a box on the page, which Enter makes the page. */
export function cropTool(context: ToolContext): ToolState {
  return idleState((press, idle) => Dragging.newBox(context, press, idle, (box) => new Framing(context, box, idle)));
}
