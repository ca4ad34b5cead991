import type { CanvasPointer } from '../../document/canvas-port.ts';
import type { ToolContext, ToolState } from '../tool.ts';
import { Picking } from './picking.ts';

/** Idle -> Picking -> Idle. */
export function eyedropperTool(context: ToolContext): ToolState {
  const idle: ToolState = {
    name: 'idle',
    busy: false,
    pointer: (pointer: CanvasPointer) => {
      if (pointer.kind !== 'down' || pointer.button !== 0) return idle;
      return new Picking(context, pointer, idle, pointer.alt ? 'background' : 'foreground');
    },
    cancel: () => idle,
  };
  return idle;
}
