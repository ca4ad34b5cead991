import type { CanvasPointer } from '../document/canvas-port.ts';
import type { DocumentStore } from '../document/store.ts';
import type { ToolCanvas } from './toolbox-types.ts';

/**
 * A tool is a folder, and each of its states a file. A state answers an event with the state that
 * follows, often itself: reading the folder is reading the diagram. The eraser has the brush's states.
 */
export interface ToolState {
  readonly name: string;
  /** True from press to release: the pointer belongs to this tool until it is false again. */
  readonly busy: boolean;
  pointer(pointer: CanvasPointer): ToolState;
  /** Takes the gesture back. */
  cancel(): ToolState;
}

export interface ToolContext {
  readonly document: DocumentStore;
  readonly canvas: ToolCanvas;
  readonly newId: () => string;
  readonly brushSize: () => number;
  readonly setBrushSize: (size: number) => void;
}
