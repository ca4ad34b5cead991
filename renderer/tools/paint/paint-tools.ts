import type { ToolContext, ToolState } from '../tool.ts';
import { Idle } from './idle.ts';

/** Idle -> Painting -> Idle; Idle -> Resizing or Picking -> Idle. They paint on layers. */
export function paintbrushTool(context: ToolContext): ToolState {
  return new Idle(context, 'paintbrush');
}

export function pencilTool(context: ToolContext): ToolState {
  return new Idle(context, 'pencil');
}

export function paintEraserTool(context: ToolContext): ToolState {
  return new Idle(context, 'paint-eraser');
}
