import { MOST_LAYERS, type ShapeLayer } from '../../../preload/contract/document.ts';
import type { CanvasPointer, LiveShape } from '../../document/canvas-port.ts';
import { inEvenDirection } from '../../document/even-direction.ts';
import type { Box } from '../../document/layer-bounds.ts';
import { shapeLayer } from '../../document/new-layer.ts';
import type { Point } from '../../document/point.ts';
import { boxOfLine } from '../../document/shape-box.ts';
import { polygonIn, shapeAdded, shapeAt, visibleStyle } from '../../document/shape-layers.ts';
import { boxBetween } from '../marquee/dragging.ts';
import { isNear } from '../region-gesture.ts';
import { snappedCorner } from '../snapped-corner.ts';
import type { ToolContext, ToolState } from '../tool.ts';

/** The button is held. Shift keeps the sides alike or the direction even, and Alt draws from the middle. */
export class Dragging implements ToolState {
  readonly name = 'dragging';
  readonly busy = true;
  readonly #context: ToolContext;
  readonly #from: CanvasPointer;
  /** The corner or the end that stays. */
  readonly #start: Point;
  readonly #idle: ToolState;

  constructor(context: ToolContext, from: CanvasPointer, idle: ToolState) {
    this.#context = context;
    this.#from = from;
    this.#start = snappedCorner(context, from, false);
    this.#idle = idle;
  }

  pointer(pointer: CanvasPointer): ToolState {
    if (pointer.kind === 'cancel') return this.cancel();
    if (pointer.kind === 'down') return this;
    const isClick = isNear(this.#from.screen, pointer.screen);
    if (pointer.kind === 'move') {
      this.#context.canvas.showShape(isClick ? null : this.#outline(pointer));
      return this;
    }
    if (isClick) this.#choose();
    else this.#draw(pointer);
    // The last corner snaps as well, so that the lines are taken away after it.
    this.#end();
    return this.#idle;
  }

  cancel(): ToolState {
    this.#end();
    return this.#idle;
  }

  #end(): void {
    this.#context.canvas.snapping.end();
    this.#context.canvas.showShape(null);
  }

  #choose(): void {
    const { document, selectLayer } = this.#context.document.getState();
    const shape = shapeAt(document, this.#from.page);
    if (shape === null) return;
    selectLayer(shape.id);
    this.#context.setOptions({ shape: shape.style });
  }

  #draw(to: CanvasPointer): void {
    const { document, selectedLayerId, changeInTurn, selectLayer } = this.#context.document.getState();
    if (document.layers.length >= MOST_LAYERS) {
      this.#context.tellFull();
      return;
    }
    const layer = this.#shape(to);
    if (layer === null) {
      this.#context.tellNothing();
      return;
    }
    changeInTurn((page) => shapeAdded(page, layer, selectedLayerId ?? page.layers.at(-1)?.id ?? null));
    selectLayer(layer.id);
  }

  #shape(to: CanvasPointer): ShapeLayer | null {
    const { form } = this.#context.options().shape;
    const style = visibleStyle(this.#context.options().shape, form);
    const { names } = this.#context.words();
    const own = { id: this.#context.newId(), name: names.shapes[form], style };
    if (form === 'line') {
      const [from, end] = this.#ends(to);
      return shapeLayer({ ...own, ...boxOfLine(from, end, style.strokeWidth) });
    }
    const box = this.#box(to);
    return box.width === 0 || box.height === 0 ? null : shapeLayer({ ...own, ...box });
  }

  #outline(to: CanvasPointer): LiveShape | null {
    const { form, sides } = this.#context.options().shape;
    if (form === 'line') return { kind: 'polygon', points: this.#ends(to).flatMap(({ x, y }) => [x, y]) };
    const box = this.#box(to);
    if (box.width === 0 || box.height === 0) return null;
    if (form !== 'polygon') return { kind: form, ...box };
    const corners = polygonIn(box, sides);
    return { kind: 'polygon', points: [...corners, ...corners.slice(0, 1)].flatMap(({ x, y }) => [x, y]) };
  }

  #box(to: CanvasPointer): Box {
    const corner = snappedCorner(this.#context, to, to.shift);
    return boxBetween(this.#start, corner, { even: to.shift, centred: to.alt });
  }

  #ends(to: CanvasPointer): readonly [Point, Point] {
    const from = this.#start;
    const end = to.shift ? inEvenDirection(from, to.page) : snappedCorner(this.#context, to, false);
    return to.alt ? [{ x: 2 * from.x - end.x, y: 2 * from.y - end.y }, end] : [from, end];
  }
}
