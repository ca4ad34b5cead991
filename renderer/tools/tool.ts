import type { Frame } from '../../preload/contract/pictures.ts';
import type { StudioWords } from '../../preload/words/index.ts';
import type { CanvasPointer, HoveringPointer } from '../document/canvas-port.ts';
import type { Tip } from '../document/paint.ts';
import type { Painter } from '../document/painter.ts';
import type { DocumentStore } from '../document/store.ts';
import type { FindAlike, FindThing } from './find-alike.ts';
import type { PaintOptions, TipTool } from './paint-options.ts';
import type { ToolOptions } from './tool-options.ts';
import type { ToolCanvas } from './toolbox-types.ts';

/**
 * A tool is a folder, and each of its states but the idle one is a file. A state answers an event with the next state,
 * which is often itself, so the folder reads as a state diagram. The eraser has the brush's states.
 */
export interface ToolState {
  readonly name: string;
  /** True from press to release. While it is true, the pointer belongs to this tool. */
  readonly busy: boolean;
  /** True where something is begun and not finished although no button is held. Escape cancels it. */
  readonly isOpen?: boolean;
  pointer(pointer: CanvasPointer): ToolState;
  /** Cancels the gesture. */
  cancel(): ToolState;
  /** Called where another tool is chosen in the middle of the gesture. Without it, the gesture is cancelled. */
  leave?(): ToolState;
  /** Called while the pointer moves without a button. */
  hover?(pointer: HoveringPointer): ToolState;
  /** Called for Enter: finishes what is open. */
  finish?(): ToolState;
  /** Opens a layer that the tool can edit. Null begins a new one. */
  open?(layerId: string | null): ToolState;
  /** Called for Backspace: removes the last part of what is open. */
  stepBack?(): ToolState;
}

export interface ToolContext {
  readonly document: DocumentStore;
  readonly canvas: ToolCanvas;
  readonly newId: () => string;
  readonly brushSize: () => number;
  readonly setBrushSize: (size: number) => void;
  readonly options: () => ToolOptions;
  /** The words in the language of the window, for the names of new layers. */
  readonly words: () => StudioWords;
  readonly setOptions: (options: Partial<ToolOptions>) => void;
  readonly paint: () => PaintOptions;
  readonly setPaint: (options: Partial<PaintOptions>) => void;
  readonly setTip: (tool: TipTool, tip: Partial<Tip>) => void;
  /** Paints on the shown project. */
  readonly painter: () => Painter;
  readonly findAlike: FindAlike;
  readonly findThing: FindThing;
  /** Makes a box the page. Where that is refused, it says why and returns false. */
  readonly cropTo: (box: Frame) => boolean;
  /** Turns the picture on its page, clockwise. Where that is impossible, it says why. */
  readonly straighten: (degrees: number) => void;
  /** Makes the box the page, and has the model draw what lies beyond the page that was. Returns false where that is refused. */
  readonly extendTo: (box: Frame) => boolean;
  /** Shows that a gesture has marked nothing. */
  readonly tellNothing: () => void;
  /** Shows that the page holds no more layers. */
  readonly tellFull: () => void;
  /** Shows that a text would become too long, and that its end was left out. */
  readonly tellCut: () => void;
  /** Shows that a text would begin beside the page, where nobody would see it. */
  readonly tellBeside: () => void;
  /** Replaces a waiting state by the next one. It does nothing where that state is not current. */
  readonly settle: (state: ToolState, next: ToolState) => void;
}
