import type { StoreApi } from 'zustand/vanilla';
import type { Frame } from '../../preload/contract/pictures.ts';
import type { CanvasPort, ToolName } from '../document/canvas-port.ts';
import type { DocumentStore } from '../document/store.ts';
import type { FindAlike } from './find-alike.ts';
import type { ToolOptions } from './tool-options.ts';

export type ToolCanvas = Pick<
  CanvasPort,
  'setTool' | 'onPointer' | 'onHover' | 'setBrush' | 'showStroke' | 'showShape' | 'viewport'
>;

export interface ToolboxParts {
  readonly document: DocumentStore;
  readonly canvas: ToolCanvas;
  readonly newId: () => string;
  readonly findAlike: FindAlike;
  /** A gesture has marked nothing: it lies beside the page, or goes around nothing. */
  readonly tellNothing: () => void;
}

export interface ToolboxState {
  /** The tool that the toolbar shows as chosen. */
  readonly tool: ToolName;
  /** True while Space lends the hand. */
  readonly handHeld: boolean;
  /** Diameter in page pixels, shared by brush and eraser. */
  readonly brushSize: number;
  /** Of the tools that have any besides the size of the brush. */
  readonly options: ToolOptions;
  /** Where the chosen tool stands, for tests and the status line: 'brush.idle', 'brush.brushing'. */
  readonly path: string;
  /** The rectangle that is being placed by keys; null where there is none. */
  readonly rectangle: Frame | null;

  select(tool: ToolName): void;
  setBrushSize(size: number): void;
  setOptions(options: Partial<ToolOptions>): void;
  /** Shift and the key of a tool: its next kind. Chooses the tool where it was not chosen. */
  cycle(tool: 'marquee' | 'lasso'): void;
  /** One step of [ or ]; `big` with Shift. */
  stepBrushSize(direction: 1 | -1, big: boolean): void;
  /** X: brush to eraser and back; from other tools to the brush. */
  swapBrush(): void;
  holdHand(held: boolean): void;
  /** Lays a rectangle on the middle of the page, to be placed by keys and then painted. */
  beginRectangle(): void;
  /** Page pixels. */
  moveRectangle(dx: number, dy: number): void;
  sizeRectangle(across: number, down: number): void;
  /** Paints it: one undo step. */
  paintRectangle(): void;
  /** Escape in mid-gesture, or with a rectangle laid down: takes it back. False where there was none. */
  cancelGesture(): boolean;
  /** Enter: what a tool has begun without holding the pointer is done. False where there was none. */
  finishGesture(): boolean;
  /** Backspace: takes the last part of it back. False where there was none. */
  stepBackGesture(): boolean;
  /** Ends a gesture under way as if the pointer had been let go: what it has done stays. */
  endGesture(): void;
}

export type Toolbox = StoreApi<ToolboxState> & { destroy(): void };
