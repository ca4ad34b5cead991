import { createStore, type StoreApi } from 'zustand/vanilla';
import { type ToolName, toolNames } from '../../preload/contract/tool-names.ts';
import type { CanvasPointer, HoveringPointer } from '../document/canvas-port.ts';
import { DEFAULT_BRUSH } from './brush-size.ts';
import { firstPaint, isTipTool } from './paint-options.ts';
import { placedRectangle } from './placed-rectangle.ts';
import { isNear } from './region-gesture.ts';
import { tools, worksOnCovered } from './registry.ts';
import { Spring } from './spring.ts';
import type { ToolContext, ToolState } from './tool.ts';
import { firstOptions } from './tool-options.ts';
import { toolSettings } from './tool-settings.ts';
import type { Toolbox, ToolboxParts, ToolboxState } from './toolbox-types.ts';

/** Gives every pointer gesture to the tool with which it began. */
export function createToolbox(parts: ToolboxParts): Toolbox {
  const dispatcher = new Dispatcher(parts);
  return Object.assign(dispatcher.state, { destroy: () => dispatcher.destroy() });
}

class Dispatcher {
  readonly #parts: ToolboxParts;
  readonly #settings = toolSettings(
    () => this.state,
    () => this.#tellCanvas(),
  );
  readonly #rectangle: ReturnType<typeof placedRectangle>;
  readonly #spring = new Spring();
  readonly state: StoreApi<ToolboxState>;

  readonly #states: Record<ToolName, ToolState>;
  readonly #stopListening: () => void;
  /** The tool of the current gesture. */
  #holder: ToolName | null = null;
  #last: CanvasPointer | null = null;
  /** The press of a gesture that does nothing, until that is said. */
  #refusedFrom: CanvasPointer | null = null;
  /** The tool that comes back when what is open is finished: a text, or what a borrowed tool has begun. */
  #returnsTo: ToolName | null = null;

  constructor(parts: ToolboxParts) {
    this.#parts = parts;
    this.#rectangle = placedRectangle(parts, () => this.state);
    this.state = createStore<ToolboxState>()(() => this.#firstState());
    const context: ToolContext = {
      ...parts,
      brushSize: () => this.state.getState().brushSize,
      setBrushSize: this.#settings.setBrushSize,
      options: () => this.state.getState().options,
      setOptions: this.#settings.setOptions,
      paint: () => this.state.getState().paint,
      setPaint: this.#settings.setPaint,
      setTip: this.#settings.setTip,
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

  #firstState(): ToolboxState {
    return {
      tool: 'move',
      handHeld: false,
      brushSize: DEFAULT_BRUSH,
      options: firstOptions,
      paint: firstPaint,
      path: 'move.idle',
      rectangle: null,
      select: (tool) => this.#select(tool),
      ...this.#settings,
      cycle: (tool) => this.#cycle(tool),
      selectByKey: (tool, code) => this.#selectByKey(tool, code),
      holdKey: (code) => this.#spring.borrow(code),
      releaseKey: (code) => this.#releaseKey(code),
      swapBrush: () => this.#swapBrush(),
      holdHand: (held) => this.#holdHand(held),
      cancelGesture: () => this.#cancelGesture(),
      finishGesture: () => this.#changeOpen((state) => state.finish?.()),
      stepBackGesture: () => this.#changeOpen((state) => state.stepBack?.()),
      openText: (layerId) => this.#openText(layerId),
      endGesture: () => this.#endGesture(),
      ...this.#rectangle.keys,
    };
  }

  destroy(): void {
    this.#cancelGesture();
    this.#stopListening();
  }

  #pointer(pointer: CanvasPointer): void {
    this.#last = pointer;
    if (pointer.kind === 'down') this.#rectangle.hide();
    const name = this.#holder ?? this.#toolFor(pointer);
    if (this.#holder === null && this.#isHeldOff(name, pointer)) return;
    if (pointer.kind === 'down' && name === this.state.getState().tool) this.#spring.borrow();
    const next = this.#states[name].pointer(pointer);
    this.#states[name] = next;
    this.#holder = next.busy ? name : null;
    this.#showPath();
    this.#returnWhenDone();
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
    this.#returnWhenDone();
  }

  #returnWhenDone(): void {
    const tool = this.#returnsTo;
    if (tool === null || this.#holder !== null) return;
    if (this.#states[this.state.getState().tool].isOpen !== true) this.#select(tool);
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

  #selectByKey(tool: ToolName, code: string): void {
    const { tool: from } = this.state.getState();
    this.#select(tool);
    if (from !== tool) this.#spring.press(code, from);
  }

  #releaseKey(code: string | null): void {
    const from = this.#spring.release(code);
    if (from === null) return;
    this.#returnsTo = from;
    this.#returnWhenDone();
  }

  #select(tool: ToolName): void {
    this.#returnsTo = null;
    this.#spring.forget();
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
    this.#returnWhenDone();
    return true;
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
      this.#rectangle.hide();
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
    this.#settings.setOptions({ straightens: false });
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
    this.#rectangle.hide();
    this.state.getState().finishGesture();
    if (this.#holder !== null && this.#last !== null) this.#pointer({ ...this.#last, kind: 'up' });
  }

  get #page() {
    return this.#parts.document.getState().document;
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
