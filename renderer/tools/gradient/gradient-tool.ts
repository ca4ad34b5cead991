import type { CanvasPointer } from '../../document/canvas-port.ts';
import type { Point } from '../../document/point.ts';
import { inEvenDirection } from '../even-direction.ts';
import { Picking } from '../eyedropper/picking.ts';
import { isNear } from '../region-gesture.ts';
import type { ToolContext, ToolState } from '../tool.ts';

/** Idle -> Dragging -> Idle. A drag lays the colours along its line; with Alt a press takes a colour. */
export function gradientTool(context: ToolContext): ToolState {
  const idle: ToolState = {
    name: 'idle',
    busy: false,
    pointer: (pointer: CanvasPointer) => {
      if (pointer.kind !== 'down' || pointer.button !== 0) return idle;
      return pointer.alt ? new Picking(context, pointer, idle) : new Dragging(context, pointer, idle);
    },
    cancel: () => idle,
  };
  return idle;
}

class Dragging implements ToolState {
  readonly name = 'dragging';
  readonly busy = true;
  readonly #context: ToolContext;
  readonly #from: CanvasPointer;
  readonly #idle: ToolState;

  constructor(context: ToolContext, from: CanvasPointer, idle: ToolState) {
    this.#context = context;
    this.#from = from;
    this.#idle = idle;
  }

  pointer(pointer: CanvasPointer): ToolState {
    if (pointer.kind === 'cancel') return this.cancel();
    const to = pointer.shift ? inEvenDirection(this.#from.page, pointer.page) : pointer.page;
    const { canvas } = this.#context;
    if (pointer.kind === 'move') {
      const { x, y } = this.#from.page;
      canvas.showShape({ kind: 'polygon', points: [x, y, to.x, to.y] });
    }
    if (pointer.kind !== 'up') return this;
    canvas.showShape(null);
    if (isNear(this.#from.screen, pointer.screen)) this.#context.tellNothing();
    else this.#lay(to);
    return this.#idle;
  }

  cancel(): ToolState {
    this.#context.canvas.showShape(null);
    return this.#idle;
  }

  #lay(to: Point): void {
    const { colours, gradient } = this.#context.paint();
    const { foreground, background } = colours;
    const second = gradient.toClear ? { ...foreground, alpha: 0 } : { ...background, alpha: 1 };
    const ink = {
      kind: 'gradient',
      shape: gradient.shape,
      from: this.#from.page,
      to,
      first: { ...foreground, alpha: 1 },
      second,
    } as const;
    void this.#context.painter().fill({ ink, opacity: gradient.opacity, eraserColour: background });
  }
}
