import type { CanvasPointer } from '../../document/canvas-port.ts';
import type { PenPoint } from '../../document/paint.ts';
import { Resizing } from '../brush/resizing.ts';
import { Picking } from '../eyedropper/picking.ts';
import type { TipTool } from '../paint-options.ts';
import type { ToolContext, ToolState } from '../tool.ts';
import { Painting } from './painting.ts';

/** The button of a pen's other end. */
const ERASER_END = 5;

/** Waits for a press. It remembers where the last stroke ended, for straight lines with Shift. */
export class Idle implements ToolState {
  readonly name = 'idle';
  readonly busy = false;
  readonly #context: ToolContext;
  readonly #tool: TipTool;
  readonly #lastEnd: PenPoint | null;

  constructor(context: ToolContext, tool: TipTool, lastEnd: PenPoint | null = null) {
    this.#context = context;
    this.#tool = tool;
    this.#lastEnd = lastEnd;
  }

  pointer(pointer: CanvasPointer): ToolState {
    if (pointer.kind !== 'down') return this;
    const { button, alt, shift, device } = pointer;
    if (button === 2 && alt) return new Resizing(this.#sized(), pointer, this);
    // A pen's button picks a colour, as in other editors.
    if ((button === 0 && alt) || (button === 2 && device === 'pen')) return new Picking(this.#context, pointer, this);
    if (button !== 0 && button !== ERASER_END) return this;
    const erases = this.#tool === 'paint-eraser' || button === ERASER_END;
    const from =
      shift && this.#lastEnd !== null ? [{ ...this.#lastEnd, pressure: pointer.points[0]?.pressure ?? 1 }] : [];
    return new Painting(
      this.#context,
      { tool: this.#tool, erases, first: [...from, ...pointer.points] },
      (end) => new Idle(this.#context, this.#tool, end ?? this.#lastEnd),
    );
  }

  cancel(): ToolState {
    return this;
  }

  #sized(): Pick<ToolContext, 'brushSize' | 'setBrushSize'> {
    const { paint, setTip } = this.#context;
    return {
      brushSize: () => paint().tips[this.#tool].size,
      setBrushSize: (size) => setTip(this.#tool, { size }),
    };
  }
}
