import type { StoreApi } from 'zustand/vanilla';
import type { Frame } from '../../preload/contract/pictures.ts';
import type { ToolName } from '../../preload/contract/tool-names.ts';
import type { StudioWords } from '../../preload/words/index.ts';
import type { CanvasPort } from '../document/canvas-port.ts';
import type { Tip } from '../document/paint.ts';
import type { Painter } from '../document/painter.ts';
import type { DocumentStore } from '../document/store.ts';
import type { FindAlike, FindThing } from './find-alike.ts';
import type { PaintOptions, TipTool } from './paint-options.ts';
import type { ToolOptions } from './tool-options.ts';

export type ToolCanvas = Pick<
  CanvasPort,
  | 'setTool'
  | 'onPointer'
  | 'onHover'
  | 'onOpenLayer'
  | 'setBrush'
  | 'showStroke'
  | 'showShape'
  | 'editText'
  | 'colourAt'
  | 'viewport'
  | 'snapping'
>;

export interface ToolboxParts {
  readonly document: DocumentStore;
  readonly canvas: ToolCanvas;
  readonly newId: () => string;
  readonly painter: () => Painter;
  readonly findAlike: FindAlike;
  readonly findThing: FindThing;
  readonly straighten: (degrees: number) => void;
  /** Makes a box the page. Returns false where that is refused. */
  readonly cropTo: (box: Frame) => boolean;
  /** Makes a box the page, and has the model draw what lies beyond the page that was. Returns false where that is refused. */
  readonly extendTo: (box: Frame) => boolean;
  /** Shows that a gesture has marked nothing, because it lies beside the page or encloses nothing. */
  readonly tellNothing: () => void;
  /** Whether a result that waits lies over the page, so that a change of the layers could not be seen. */
  readonly isCovered: () => boolean;
  /** Shows that a tool does nothing to a page that is covered. */
  readonly tellCovered: () => void;
  readonly tellFull: () => void;
  readonly tellCut: () => void;
  readonly tellBeside: () => void;
  readonly words: () => StudioWords;
}

export interface ToolboxState {
  /** The tool that the toolbar shows as chosen. */
  readonly tool: ToolName;
  /** True while Space selects the hand for the moment. */
  readonly handHeld: boolean;
  /** Diameter in page pixels, for the brush and the eraser of the region. */
  readonly brushSize: number;
  /** The options of the other tools. */
  readonly options: ToolOptions;
  /** The options of the tools that paint, and the colours. */
  readonly paint: PaintOptions;
  /** The tool and its state, for tests: 'brush.idle', 'brush.brushing'. */
  readonly path: string;
  /** The rectangle that is being placed by keys; null where there is none. */
  readonly rectangle: Frame | null;

  select(tool: ToolName): void;
  /**
   * For the key of a tool, which is a spring: where the tool is used while the key is held, or the key is held until it
   * repeats, the tool before comes back at its release, once what was begun is finished.
   * @param code the place of the key on the keyboard, by which its release is known
   */
  selectByKey(tool: ToolName, code: string): void;
  /** The held key repeats. */
  holdKey(code: string): void;
  /** @param code null where the window has lost the keys */
  releaseKey(code: string | null): void;
  setBrushSize(size: number): void;
  setOptions(options: Partial<ToolOptions>): void;
  /**
   * For Shift and the key of a tool: switches the tool to its next kind, or chooses the tool where another one is
   * chosen.
   */
  cycle(tool: 'marquee' | 'lasso'): void;
  setPaint(options: Partial<PaintOptions>): void;
  setTip(tool: TipTool, tip: Partial<Tip>): void;
  /**
   * One step of [ or ] for the chosen tool. `big` is the step with Shift, which changes the hardness of a tool that
   * paints.
   */
  stepBrushSize(direction: 1 | -1, big: boolean): void;
  /**
   * For X: switches between the brush and the eraser of the region.
   * @returns false where another tool is chosen
   */
  swapBrush(): boolean;
  holdHand(held: boolean): void;
  /** Places a rectangle in the middle of the page, to be moved by keys and then painted. */
  beginRectangle(): void;
  /** In page pixels. */
  moveRectangle(dx: number, dy: number): void;
  sizeRectangle(across: number, down: number): void;
  /** Paints the rectangle, in one undo step. */
  paintRectangle(): void;
  /**
   * For Escape: cancels the gesture, or removes the placed rectangle.
   * @returns false where there was neither
   */
  cancelGesture(): boolean;
  /**
   * For Enter: finishes what a tool has open while no button is held.
   * @returns false where nothing was open
   */
  finishGesture(): boolean;
  /**
   * For Backspace: removes the last part of what is open.
   * @returns false where nothing was open
   */
  stepBackGesture(): boolean;
  /**
   * Opens a text with the text tool, which it chooses. Null begins a new text.
   * @returns false where there is no such text
   */
  openText(layerId: string | null): boolean;
  /** Ends the gesture as if the pointer had been released. What it has done stays. */
  endGesture(): void;
}

export type Toolbox = StoreApi<ToolboxState> & { destroy(): void };
