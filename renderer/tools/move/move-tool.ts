import type { ToolState } from '../tool.ts';

/** The canvas moves, scales and turns layers with its own handles, so this tool does nothing. */
export function moveTool(): ToolState {
  const idle: ToolState = { name: 'idle', busy: false, pointer: () => idle, cancel: () => idle };
  return idle;
}
