import { createStore } from 'zustand/vanilla';
import type { Frame } from '../../preload/contract/pictures.ts';
import type { CanvasPointer, ToolName } from '../document/canvas-port.ts';
import { HAIR } from '../document/mask-strokes.ts';
import { DEFAULT_BRUSH, limitBrush, stepBrush } from './brush-size.ts';
import { firstRectangle, moved, pointsOf, sized } from './rectangle-by-keyboard.ts';
import { toolNames, tools } from './registry.ts';
import type { ToolContext, ToolState } from './tool.ts';
import type { Toolbox, ToolboxParts, ToolboxState } from './toolbox-types.ts';

/** Gives every pointer gesture to the tool that it began with. */
export function createToolbox(parts: ToolboxParts): Toolbox {
  const dispatcher = new Dispatcher(parts);
  return Object.assign(dispatcher.state, { destroy: () => dispatcher.destroy() });
}

class Dispatcher {
  readonly state = createStore<ToolboxState>()(() => ({
    tool: 'move' as const,
    handHeld: false,
    brushSize: DEFAULT_BRUSH,
    path: 'move.idle',
    rectangle: null,
    select: (tool) => this.#select(tool),
    setBrushSize: (size) => this.#setBrushSize(size),
    stepBrushSize: (direction, big) => this.#setBrushSize(stepBrush(this.state.getState().brushSize, direction, big)),
    swapBrush: () => this.#select(this.state.getState().tool === 'brush' ? 'eraser' : 'brush'),
    holdHand: (held) => this.#holdHand(held),
    cancelGesture: () => this.#cancelGesture(),
    endGesture: () => this.#endGesture(),
    beginRectangle: () => this.#showRectangle(firstRectangle(this.#page)),
    moveRectangle: (dx, dy) => this.#changeRectangle((frame) => moved(frame, dx, dy, this.#page)),
    sizeRectangle: (across, down) => this.#changeRectangle((frame) => sized(frame, across, down, this.#page)),
    paintRectangle: () => this.#paintRectangle(),
  }));

  readonly #parts: ToolboxParts;
  readonly #states: Record<ToolName, ToolState>;
  readonly #stopListening: () => void;
  /** The tool of the gesture under way. */
  #holder: ToolName | null = null;
  #last: CanvasPointer | null = null;

  constructor(parts: ToolboxParts) {
    this.#parts = parts;
    const context: ToolContext = {
      ...parts,
      brushSize: () => this.state.getState().brushSize,
      setBrushSize: (size) => this.#setBrushSize(size),
    };
    const states = toolNames.map((name) => [name, tools[name].create(context)]);
    this.#states = Object.fromEntries(states) as Record<ToolName, ToolState>;
    this.#stopListening = parts.canvas.onPointer((pointer) => this.#pointer(pointer));
    this.#tellCanvas();
  }

  destroy(): void {
    this.#cancelGesture();
    this.#stopListening();
  }

  #pointer(pointer: CanvasPointer): void {
    this.#last = pointer;
    if (pointer.kind === 'down') this.#showsNoRectangle();
    const name = this.#holder ?? this.#toolFor(pointer);
    const next = this.#states[name].pointer(pointer);
    this.#states[name] = next;
    this.#holder = next.busy ? name : null;
    this.#showPath();
  }

  /** The middle button and a held Space pan, whatever the tool. */
  #toolFor(pointer: CanvasPointer): ToolName {
    const { tool, handHeld } = this.state.getState();
    return pointer.button === 1 || handHeld ? 'hand' : tool;
  }

  #select(tool: ToolName): void {
    this.#cancelGesture();
    this.state.setState({ tool });
    this.#tellCanvas();
    this.#showPath();
  }

  #holdHand(handHeld: boolean): void {
    // A gesture under way stays with its tool: Space in mid-stroke does not lose the stroke.
    if (this.state.getState().handHeld === handHeld) return;
    this.state.setState({ handHeld });
    this.#tellCanvas();
  }

  #setBrushSize(size: number): void {
    this.state.setState({ brushSize: limitBrush(size) });
    this.#tellCanvas();
  }

  #cancelGesture(): boolean {
    const holder = this.#holder;
    if (this.state.getState().rectangle !== null) {
      this.#showRectangle(null);
      return true;
    }
    if (holder === null) return false;
    this.#states[holder] = this.#states[holder].cancel();
    this.#holder = null;
    this.#showPath();
    return true;
  }

  #endGesture(): void {
    this.#showsNoRectangle();
    if (this.#holder !== null && this.#last !== null) this.#pointer({ ...this.#last, kind: 'up' });
  }

  get #page() {
    return this.#parts.document.getState().document;
  }

  /** A gesture of the pointer draws where the rectangle is shown. */
  #showsNoRectangle(): void {
    if (this.state.getState().rectangle !== null) this.#showRectangle(null);
  }

  #changeRectangle(change: (frame: Frame) => Frame): void {
    const { rectangle } = this.state.getState();
    if (rectangle !== null) this.#showRectangle(change(rectangle));
  }

  #showRectangle(rectangle: Frame | null): void {
    this.state.setState({ rectangle });
    const points = rectangle === null ? null : pointsOf(rectangle);
    this.#parts.canvas.showStroke(points === null ? null : { size: HAIR, erase: false, points });
  }

  #paintRectangle(): void {
    const { rectangle } = this.state.getState();
    if (rectangle === null) return;
    const painted = { id: this.#parts.newId(), size: HAIR, points: pointsOf(rectangle) };
    this.#parts.document.getState().addRegionStep({ kind: 'stroke', operation: 'add', ...painted });
    this.#showRectangle(null);
  }

  #tellCanvas(): void {
    const { tool, handHeld, brushSize } = this.state.getState();
    this.#parts.canvas.setTool(handHeld ? 'hand' : tool);
    this.#parts.canvas.setBrush({ size: brushSize, erase: tool === 'eraser' });
  }

  #showPath(): void {
    const name = this.#holder ?? this.state.getState().tool;
    const path = `${name}.${this.#states[name].name}`;
    // Runs with every pointer event: nobody is told where nothing changed.
    if (path !== this.state.getState().path) this.state.setState({ path });
  }
}
