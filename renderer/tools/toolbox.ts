import { createStore } from 'zustand/vanilla';
import type { Frame } from '../../preload/contract/pictures.ts';
import { type ToolName, toolNames } from '../../preload/contract/tool-names.ts';
import type { CanvasPointer, HoveringPointer } from '../document/canvas-port.ts';
import type { Tip } from '../document/paint.ts';
import { DEFAULT_BRUSH, limitBrush, stepBrush } from './brush-size.ts';
import { firstPaint, isTipTool, type PaintOptions, stepHardness, type TipTool } from './paint-options.ts';
import { firstRectangle, moved, sized } from './rectangle-by-keyboard.ts';
import { isNear } from './region-gesture.ts';
import { tools, worksOnCovered } from './registry.ts';
import type { ToolContext, ToolState } from './tool.ts';
import { firstOptions, type ToolOptions } from './tool-options.ts';
import type { Toolbox, ToolboxParts, ToolboxState } from './toolbox-types.ts';

/** Gives every pointer gesture to the tool with which it began. */
export function createToolbox(parts: ToolboxParts): Toolbox {
  const dispatcher = new Dispatcher(parts);
  return Object.assign(dispatcher.state, { destroy: () => dispatcher.destroy() });
}

class Dispatcher {
  readonly state = createStore<ToolboxState>()(() => ({
    tool: 'move' as const,
    handHeld: false,
    brushSize: DEFAULT_BRUSH,
    options: firstOptions,
    paint: firstPaint,
    path: 'move.idle',
    rectangle: null,
    select: (tool) => this.#select(tool),
    setBrushSize: (size) => this.#setBrushSize(size),
    setOptions: (options) => this.#setOptions(options),
    cycle: (tool) => this.#cycle(tool),
    setPaint: (options) => this.#setPaint(options),
    setTip: (tool, tip) => this.#setTip(tool, tip),
    stepBrushSize: (direction, big) => this.#stepSize(direction, big),
    swapBrush: () => this.#swapBrush(),
    holdHand: (held) => this.#holdHand(held),
    cancelGesture: () => this.#cancelGesture(),
    finishGesture: () => this.#changeOpen((state) => state.finish?.()),
    stepBackGesture: () => this.#changeOpen((state) => state.stepBack?.()),
    openText: (layerId) => this.#openText(layerId),
    endGesture: () => this.#endGesture(),
    beginRectangle: () => this.#showRectangle(firstRectangle(this.#page)),
    moveRectangle: (dx, dy) => this.#changeRectangle((frame) => moved(frame, dx, dy, this.#page)),
    sizeRectangle: (across, down) => this.#changeRectangle((frame) => sized(frame, across, down, this.#page)),
    paintRectangle: () => this.#paintRectangle(),
  }));

  readonly #parts: ToolboxParts;
  readonly #states: Record<ToolName, ToolState>;
  readonly #stopListening: () => void;
  /** The tool of the current gesture. */
  #holder: ToolName | null = null;
  #last: CanvasPointer | null = null;
  /** The press of a gesture that does nothing, until that is said. */
  #refusedFrom: CanvasPointer | null = null;
  /** The tool with which a text was opened, and to which the end of the text returns. */
  #returnsTo: ToolName | null = null;

  constructor(parts: ToolboxParts) {
    this.#parts = parts;
    const context: ToolContext = {
      ...parts,
      brushSize: () => this.state.getState().brushSize,
      setBrushSize: (size) => this.#setBrushSize(size),
      options: () => this.state.getState().options,
      setOptions: (options) => this.#setOptions(options),
      paint: () => this.state.getState().paint,
      setPaint: (options) => this.#setPaint(options),
      setTip: (tool, tip) => this.#setTip(tool, tip),
      settle: (state, next) => this.#settle(state, next),
    };
    const states = toolNames.map((name) => [name, tools[name].create(context)]);
    this.#states = Object.fromEntries(states) as Record<ToolName, ToolState>;
    const stops = [
      parts.canvas.onPointer((pointer) => this.#pointer(pointer)),
      parts.canvas.onHover((pointer) => this.#hover(pointer)),
      parts.canvas.onOpenLayer((layerId) => this.#openText(layerId)),
    ];
    this.#stopListening = () => {
      for (const stop of stops) stop();
    };
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
    if (this.#holder === null && this.#isHeldOff(name, pointer)) return;
    const next = this.#states[name].pointer(pointer);
    this.#states[name] = next;
    this.#holder = next.busy ? name : null;
    this.#showPath();
    this.#returnAfterText();
  }

  /** No tool changes layers that a result covers. What is open already goes on. */
  #isRefused(tool: ToolName): boolean {
    return !worksOnCovered(tool) && this.#states[tool].isOpen !== true && this.#parts.isCovered();
  }

  /** Says why a gesture does nothing. A mere click with the move tool asks for nothing. */
  #isHeldOff(tool: ToolName, pointer: CanvasPointer): boolean {
    if (!this.#isRefused(tool)) return false;
    if (pointer.kind === 'down') this.#refusedFrom = pointer;
    const from = this.#refusedFrom;
    if (from === null || (tool === 'move' && isNear(from.screen, pointer.screen))) return true;
    this.#parts.tellCovered();
    this.#refusedFrom = null;
    return true;
  }

  #hover(pointer: HoveringPointer): void {
    const { tool } = this.state.getState();
    if (this.#holder === null) this.#become(tool, this.#states[tool].hover?.(pointer));
  }

  /** @param next undefined where the state does not handle the event */
  #become(tool: ToolName, next: ToolState | undefined): void {
    if (next === undefined || next === this.#states[tool]) return;
    this.#states[tool] = next;
    this.#showPath();
    this.#returnAfterText();
  }

  #returnAfterText(): void {
    const tool = this.#returnsTo;
    if (tool !== null && this.#holder === null && this.#states.text.isOpen !== true) this.#select(tool);
  }

  /**
   * Changes what a tool has open while no button is held. Only the chosen tool can have something open, since choosing
   * another tool cancels it.
   */
  #changeOpen(change: (state: ToolState) => ToolState | undefined): boolean {
    const { tool } = this.state.getState();
    const state = this.#states[tool];
    if (this.#holder !== null || state.isOpen !== true) return false;
    this.#become(tool, change(state));
    return true;
  }

  #settle(state: ToolState, next: ToolState): void {
    const tool = toolNames.find((name) => this.#states[name] === state);
    if (tool !== undefined) this.#become(tool, next);
  }

  /** The middle button and a held Space pan with any tool. */
  #toolFor(pointer: CanvasPointer): ToolName {
    const { tool, handHeld } = this.state.getState();
    return pointer.button === 1 || handHeld ? 'hand' : tool;
  }

  #select(tool: ToolName): void {
    this.#returnsTo = null;
    this.#leaveGesture();
    this.state.setState({ tool });
    this.#tellCanvas();
    this.#showPath();
  }

  #cycle(tool: 'marquee' | 'lasso'): void {
    if (this.state.getState().tool !== tool) {
      this.#select(tool);
      return;
    }
    this.#cancelGesture();
    const { options, setOptions } = this.state.getState();
    if (tool === 'marquee') setOptions({ marquee: options.marquee === 'rectangle' ? 'ellipse' : 'rectangle' });
    else setOptions({ lasso: options.lasso === 'free' ? 'corners' : 'free' });
  }

  #holdHand(handHeld: boolean): void {
    // A gesture stays with its tool, so Space in the middle of a stroke does not lose the stroke.
    if (this.state.getState().handHeld === handHeld) return;
    this.state.setState({ handHeld });
    this.#tellCanvas();
  }

  #setOptions(options: Partial<ToolOptions>): void {
    this.state.setState((now) => ({ options: { ...now.options, ...options } }));
  }

  #openText(layerId: string | null): boolean {
    const { layers } = this.#page;
    if (layerId !== null && !layers.some(({ id, kind }) => id === layerId && kind === 'text')) return false;
    if (this.#isRefused('text')) {
      this.#parts.tellCovered();
      return true;
    }
    const { tool } = this.state.getState();
    if (tool !== 'text') this.#select('text');
    this.#become('text', this.#states.text.open?.(layerId));
    if (tool === 'move') this.#returnsTo = tool;
    this.#returnAfterText();
    return true;
  }

  #setBrushSize(size: number): void {
    this.state.setState({ brushSize: limitBrush(size) });
    this.#tellCanvas();
  }

  #setPaint(options: Partial<PaintOptions>): void {
    this.state.setState(({ paint }) => ({ paint: { ...paint, ...options } }));
    this.#tellCanvas();
  }

  #setTip(tool: TipTool, tip: Partial<Tip>): void {
    const { tips } = this.state.getState().paint;
    const size = limitBrush(tip.size ?? tips[tool].size);
    this.#setPaint({ tips: { ...tips, [tool]: { ...tips[tool], ...tip, size } } });
  }

  #stepSize(direction: 1 | -1, big: boolean): void {
    const { tool, brushSize, paint } = this.state.getState();
    if (!isTipTool(tool)) this.#setBrushSize(stepBrush(brushSize, direction, big));
    else if (big) this.#setTip(tool, { hardness: stepHardness(paint.tips[tool], direction) });
    else this.#setTip(tool, { size: stepBrush(paint.tips[tool].size, direction, false) });
  }

  #swapBrush(): boolean {
    const { tool } = this.state.getState();
    if (tool !== 'brush' && tool !== 'eraser') return false;
    this.#select(tool === 'brush' ? 'eraser' : 'brush');
    return true;
  }

  #cancelGesture(): boolean {
    const holder = this.#holder;
    if (this.state.getState().rectangle !== null) {
      this.#showRectangle(null);
      return true;
    }
    if (holder === null) return this.#changeOpen((state) => state.cancel()) || this.#endStraightening();
    this.#states[holder] = this.#states[holder].cancel();
    this.#holder = null;
    this.#showPath();
    return true;
  }

  #endStraightening(): boolean {
    const { tool, options } = this.state.getState();
    if (tool !== 'crop' || !options.straightens) return false;
    this.#setOptions({ straightens: false });
    return true;
  }

  #leaveGesture(): void {
    const holder = this.#holder;
    const left = holder === null ? undefined : this.#states[holder].leave?.();
    if (holder === null || left === undefined) {
      this.#cancelGesture();
      return;
    }
    this.#states[holder] = left;
    this.#holder = null;
  }

  #endGesture(): void {
    this.#showsNoRectangle();
    this.state.getState().finishGesture();
    if (this.#holder !== null && this.#last !== null) this.#pointer({ ...this.#last, kind: 'up' });
  }

  get #page() {
    return this.#parts.document.getState().document;
  }

  /** A gesture of the pointer draws its shape in the place of the rectangle. */
  #showsNoRectangle(): void {
    if (this.state.getState().rectangle !== null) this.#showRectangle(null);
  }

  #changeRectangle(change: (frame: Frame) => Frame): void {
    const { rectangle } = this.state.getState();
    if (rectangle !== null) this.#showRectangle(change(rectangle));
  }

  #showRectangle(rectangle: Frame | null): void {
    this.state.setState({ rectangle });
    this.#parts.canvas.showShape(rectangle === null ? null : { kind: 'rectangle', ...rectangle });
  }

  #paintRectangle(): void {
    const { rectangle } = this.state.getState();
    if (rectangle === null) return;
    const step = { kind: 'rectangle', id: this.#parts.newId(), operation: 'add', ...rectangle } as const;
    this.#parts.document.getState().addRegionStep(step);
    this.#showRectangle(null);
  }

  #tellCanvas(): void {
    const { tool, handHeld, brushSize, paint } = this.state.getState();
    this.#parts.canvas.setTool(handHeld ? 'hand' : tool);
    const size = isTipTool(tool) ? paint.tips[tool].size : brushSize;
    this.#parts.canvas.setBrush({ size, erase: tool === 'eraser' || tool === 'paint-eraser' });
  }

  #showPath(): void {
    const name = this.#holder ?? this.state.getState().tool;
    const path = `${name}.${this.#states[name].name}`;
    // This runs at every pointer event, so the state is set only where the path has changed.
    if (path !== this.state.getState().path) this.state.setState({ path });
  }
}
