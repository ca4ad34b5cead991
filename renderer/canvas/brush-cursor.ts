import type { ToolName } from '../../preload/contract/tool-names.ts';
import type { Point } from '../document/point.ts';

/** A circle below this many CSS pixels is too small to find, so a cross is shown instead. */
const SMALLEST = 6;

const WITH_CIRCLE: readonly ToolName[] = ['brush', 'eraser', 'paintbrush', 'pencil', 'paint-eraser'];

/**
 * A circle at the pointer with the size of the brush. It is a separate element, so that moving it redraws no canvas.
 */
export class BrushCursor {
  readonly element: HTMLElement;
  #tool: ToolName = 'move';
  #size = 1;
  #zoom = 1;
  #at: Point | null = null;

  constructor(element: HTMLElement) {
    this.element = element;
    Object.assign(element.style, {
      position: 'absolute',
      left: '0',
      top: '0',
      boxSizing: 'border-box',
      borderRadius: '50%',
      border: '1px solid #ffffff',
      boxShadow: '0 0 0 1px rgba(0, 0, 0, 0.7), inset 0 0 0 1px rgba(0, 0, 0, 0.35)',
      pointerEvents: 'none',
      display: 'none',
    });
  }

  setTool(tool: ToolName): void {
    this.#tool = tool;
    this.#show();
  }

  /** The size is in page pixels. */
  setSize(size: number, erase: boolean): void {
    this.#size = size;
    this.element.style.borderStyle = erase ? 'dashed' : 'solid';
    this.#show();
  }

  setZoom(zoom: number): void {
    this.#zoom = zoom;
    this.#show();
  }

  moveTo(screen: Point | null): void {
    this.#at = screen;
    this.#show();
  }

  /** The CSS cursor to show with the circle. */
  get cssCursor(): string {
    if (this.#tool === 'hand' || this.#tool === 'rotate') return 'grab';
    if (this.#tool === 'move') return 'default';
    return this.#hasCircle ? 'none' : 'crosshair';
  }

  /** A tool without a circle shows a cross. */
  get #hasCircle(): boolean {
    const isBrush = WITH_CIRCLE.includes(this.#tool);
    return isBrush && this.#size * this.#zoom >= SMALLEST;
  }

  #show(): void {
    const diameter = this.#size * this.#zoom;
    const { style } = this.element;
    if (this.#at === null || !this.#hasCircle) {
      style.display = 'none';
      return;
    }
    style.display = 'block';
    style.width = `${diameter}px`;
    style.height = `${diameter}px`;
    style.transform = `translate(${this.#at.x - diameter / 2}px, ${this.#at.y - diameter / 2}px)`;
  }
}
