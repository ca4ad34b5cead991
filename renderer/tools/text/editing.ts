import { MOST_LAYERS, type TextLayer } from '../../../preload/contract/document.ts';
import { MAX_SIDE } from '../../../preload/contract/pictures.ts';
import type { CanvasPointer, TextEditing } from '../../document/canvas-port.ts';
import { intersection } from '../../document/mask-raster.ts';
import { textLayer } from '../../document/new-layer.ts';
import type { Point } from '../../document/point.ts';
import { styleOnPage, type TypedText, textTyped } from '../../document/text-layers.ts';
import type { ToolContext, ToolState } from '../tool.ts';

/** The artist types. A press beside the text, Escape, or another tool keeps what was typed, in one undo step. */
export class Editing implements ToolState {
  readonly name = 'editing';
  readonly busy = false;
  readonly isOpen = true;
  readonly #context: ToolContext;
  readonly #layer: TextLayer;
  /** A new text lies above this layer. */
  readonly #aboveId: string | null;
  readonly #idle: ToolState;
  readonly #session: TextEditing;

  private constructor(context: ToolContext, layer: TextLayer, idle: ToolState) {
    const { selectedLayerId, document } = context.document.getState();
    this.#context = context;
    this.#layer = layer;
    this.#aboveId = selectedLayerId ?? document.layers.at(-1)?.id ?? null;
    this.#idle = idle;
    context.setOptions({ text: styleOnPage(layer) });
    this.#session = context.canvas.editText(layer, (typed) => this.#keep(typed), context.tellCut);
  }

  static of(context: ToolContext, layer: TextLayer, idle: ToolState): ToolState {
    context.document.getState().selectLayer(layer.id);
    return new Editing(context, layer, idle);
  }

  /** @param width of the box; null for a text without a box */
  static fresh(context: ToolContext, { x, y }: Point, width: number | null, idle: ToolState): ToolState {
    const { document } = context.document.getState();
    if (document.layers.length >= MOST_LAYERS) {
      context.tellFull();
      return idle;
    }
    const style = { ...context.options().text, colour: context.paint().colours.foreground };
    // The first line of a text without a box lies at the pointer.
    const top = width === null ? y - style.size : y;
    const firstLetters = { x, y: top, width: width ?? style.size, height: style.size };
    if (intersection(firstLetters, { x: 0, y: 0, width: document.width, height: document.height }) === null) {
      context.tellBeside();
      return idle;
    }
    const box = width === null ? { wraps: false } : { wraps: true, width: Math.min(width, MAX_SIDE) };
    return new Editing(context, textLayer({ id: context.newId(), style, x, y: top, ...box }), idle);
  }

  pointer(pointer: CanvasPointer): ToolState {
    return pointer.kind === 'down' ? this.cancel() : this;
  }

  finish(): ToolState {
    return this.cancel();
  }

  cancel(): ToolState {
    this.#session.end();
    return this.#idle;
  }

  #keep(typed: TypedText): void {
    const state = this.#context.document.getState();
    const { id } = this.#layer;
    state.changeInTurn((page) => textTyped(page, this.#layer, typed, this.#aboveId));
    // Where the text has become empty, its layer is gone.
    this.#context.document.getState().selectLayers([...this.#chosen(id)], id);
    this.#context.settle(this, this.#idle);
  }

  #chosen(id: string): readonly string[] {
    const { document, selectedLayerIds } = this.#context.document.getState();
    return document.layers.some((layer) => layer.id === id) ? [id] : selectedLayerIds;
  }
}
