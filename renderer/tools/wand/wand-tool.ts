import { idleState } from '../idle.ts';
import type { ToolContext, ToolState } from '../tool.ts';
import { Searching } from './searching.ts';

/** Idle -> Searching -> Idle. Marks the area with the colour under the pointer. */
export function wandTool(context: ToolContext): ToolState {
  return idleState((press, idle) => {
    const { width, height } = context.document.getState().document;
    const [x, y] = [Math.floor(press.page.x), Math.floor(press.page.y)];
    if (x >= 0 && y >= 0 && x < width && y < height) return new Searching(context, press, idle);
    context.tellNothing();
    return idle;
  });
}
