import type { CanvasPointer } from '../../document/canvas-port.ts';
import type { ToolContext, ToolState } from '../tool.ts';

/** Takes the colour under the pointer until the release. With Alt in the eyedropper it is the background colour. */
export class Picking implements ToolState {
  readonly name = 'picking';
  readonly busy = true;
  readonly #context: ToolContext;
  readonly #which: 'foreground' | 'background';
  readonly #idle: ToolState;
  readonly #before: ReturnType<ToolContext['paint']>['colours'];

  constructor(
    context: ToolContext,
    from: CanvasPointer,
    idle: ToolState,
    which: 'foreground' | 'background' = 'foreground',
  ) {
    this.#context = context;
    this.#which = which;
    this.#idle = idle;
    this.#before = context.paint().colours;
    this.#take(from);
  }

  pointer(pointer: CanvasPointer): ToolState {
    if (pointer.kind === 'cancel') return this.cancel();
    this.#take(pointer);
    return pointer.kind === 'up' ? this.#idle : this;
  }

  cancel(): ToolState {
    this.#context.setPaint({ colours: this.#before });
    return this.#idle;
  }

  #take({ page }: CanvasPointer): void {
    const colour = this.#context.canvas.colourAt(page);
    if (colour === null) return;
    this.#context.setPaint({ colours: { ...this.#context.paint().colours, [this.#which]: colour } });
  }
}
