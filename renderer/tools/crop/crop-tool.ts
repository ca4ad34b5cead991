import { idleState } from '../idle.ts';
import type { ToolContext, ToolState } from '../tool.ts';
import { Dragging } from './dragging.ts';
import { Framing } from './framing.ts';
import { levelling } from './levelling.ts';

/**
 * Idle -> Dragging -> Framing -> Dragging … -> Idle. Lays a box on the page, which Enter makes the page.
 * Idle -> Levelling -> Idle, once the artist has asked for it. Draws a line that becomes level.
 */
export function cropTool(context: ToolContext): ToolState {
  return idleState((press, idle) =>
    context.options().straightens
      ? levelling(context, press, idle)
      : Dragging.newBox(context, press, idle, (box) => new Framing(context, box, idle)),
  );
}
