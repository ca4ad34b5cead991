import type { CanvasPointer } from '../document/canvas-port.ts';
import type { ToolState } from './tool.ts';

/** Whether the pointer presses the main button. */
const isMainPress = ({ kind, button }: CanvasPointer): boolean => kind === 'down' && button === 0;

/**
 * The state of a tool that waits for a press, from which its gesture begins.
 * @param begin returns the state after the press, or the given idle state where nothing begins
 * @param isPress which pointer events begin; by default presses of the main button
 */
export function idleState(
  begin: (press: CanvasPointer, idle: ToolState) => ToolState,
  isPress: (pointer: CanvasPointer) => boolean = isMainPress,
): ToolState {
  const idle: ToolState = {
    name: 'idle',
    busy: false,
    pointer: (pointer) => (isPress(pointer) ? begin(pointer, idle) : idle),
    cancel: () => idle,
  };
  return idle;
}
