import type { CanvasPointer, HoveringPointer } from '../document/canvas-port.ts';
import type { DocumentStore } from '../document/store.ts';
import type { FindAlike } from './find-alike.ts';
import type { ToolOptions } from './tool-options.ts';
import type { ToolCanvas } from './toolbox-types.ts';

/**
 * A tool is a folder, and each of its states a file. A state answers an event with the state that
 * follows, often itself: reading the folder is reading the diagram. The eraser has the brush's states.
 */
export interface ToolState {
  readonly name: string;
  /** True from press to release: the pointer belongs to this tool until it is false again. */
  readonly busy: boolean;
  /** Begun and not finished, though no button is held: Escape takes it back. */
  readonly isOpen?: boolean;
  pointer(pointer: CanvasPointer): ToolState;
  /** Takes the gesture back. */
  cancel(): ToolState;
  /** While nothing is pressed. */
  hover?(pointer: HoveringPointer): ToolState;
  /** Enter: what is open is done. */
  finish?(): ToolState;
  /** Backspace: the last part of what is open is taken back. */
  stepBack?(): ToolState;
}

export interface ToolContext {
  readonly document: DocumentStore;
  readonly canvas: ToolCanvas;
  readonly newId: () => string;
  readonly brushSize: () => number;
  readonly setBrushSize: (size: number) => void;
  readonly options: () => ToolOptions;
  readonly findAlike: FindAlike;
  /** A gesture has marked nothing. */
  readonly tellNothing: () => void;
  /** What a state has waited for has come: it gives way to another, where it is still the one that stands. */
  readonly settle: (state: ToolState, next: ToolState) => void;
}
