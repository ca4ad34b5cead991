import type { CanvasPointer } from '../../document/canvas-port.ts';
import type { Ink, PenPoint } from '../../document/paint.ts';
import type { PaintStroke } from '../../document/painter.ts';
import { type TipTool, used } from '../paint-options.ts';
import type { ToolContext, ToolState } from '../tool.ts';

interface Begun {
  readonly tool: TipTool;
  readonly erases: boolean;
  /** The first places; one before the press is the begin of a straight line. */
  readonly first: readonly PenPoint[];
}

/** Paints. Every place of the pen is added to the stroke until the release, on the page and beside it. */
export class Painting implements ToolState {
  readonly name = 'painting';
  readonly busy = true;
  readonly #stroke: PaintStroke;
  readonly #back: (end: PenPoint | null) => ToolState;
  #end: PenPoint | null;

  constructor(context: ToolContext, { tool, erases, first }: Begun, back: (end: PenPoint | null) => ToolState) {
    const { tips, colours } = context.paint();
    const { foreground, background } = colours;
    const ink: Ink = erases ? { kind: 'erase' } : { kind: 'colour', colour: foreground };
    const tip = tips[tool];
    if (!erases) context.setPaint({ colours: used(colours, foreground) });
    this.#stroke = context.painter().begin({ tip, ink, opacity: tip.opacity, eraserColour: background });
    this.#stroke.add(first);
    this.#end = first.at(-1) ?? null;
    this.#back = back;
  }

  pointer(pointer: CanvasPointer): ToolState {
    switch (pointer.kind) {
      case 'move':
        this.#add(pointer.points);
        return this;
      case 'up':
        // A pen that is lifted has no pressure any more, and its last dab keeps that of the one before.
        this.#add(pointer.points.map((point) => ({ ...point, pressure: this.#end?.pressure ?? point.pressure })));
        return this.#finish();
      case 'cancel':
        // A second finger moves the view, so that the first one has not meant to paint. A pen that the system takes away
        // has painted.
        return pointer.device === 'touch' ? this.cancel() : this.#finish();
      case 'down':
        return this;
    }
  }

  cancel(): ToolState {
    this.#stroke.cancel();
    return this.#back(null);
  }

  /** What was painted stays. */
  leave(): ToolState {
    return this.#finish();
  }

  #add(points: readonly PenPoint[]): void {
    const moved = points.filter((point, at) => {
      const before = points[at - 1] ?? this.#end;
      return before === null || before.x !== point.x || before.y !== point.y || before.pressure !== point.pressure;
    });
    if (moved.length === 0) return;
    this.#stroke.add(moved);
    this.#end = moved.at(-1) ?? this.#end;
  }

  #finish(): ToolState {
    this.#stroke.end();
    return this.#back(this.#end);
  }
}
