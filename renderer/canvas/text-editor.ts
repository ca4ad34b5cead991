import { type Canvas, IText, Textbox } from 'fabric';
import type { TextLayer } from '../../preload/contract/document.ts';
import { MOST_LETTERS, type TextStyle } from '../../preload/contract/drawn-layers.ts';
import type { TextEditing } from '../document/canvas-port.ts';
import type { Point } from '../document/point.ts';
import { styleInLayer, type TypedText } from '../document/text-layers.ts';
import { shownWords } from '../theme/shown-words.ts';
import { familyOf, layoutOf } from './text-layout.ts';

/** Without a box, or with one. */
type TextObject = IText | Textbox;

interface Edited {
  readonly layer: TextLayer;
  readonly object: TextObject;
  style: TextStyle;
  readonly ended: (typed: TypedText) => void;
}

export interface TextEditorParts {
  readonly canvas: Canvas;
  /** The element that holds the field of the keyboard. */
  readonly element: HTMLElement;
  /** Called when a text begins or ceases to be edited. */
  readonly editing: (layerId: string | null) => void;
  /** CSS pixels per page pixel. */
  readonly zoom: () => number;
}

/** How far beside the text a press still belongs to it, in CSS pixels. Its grips lie there. */
const REACH = 10;

/** The text that is being typed. Fabric has the caret and the selection, and takes the keys in a field of its own. */
export class TextEditor {
  readonly #parts: TextEditorParts;
  #edited: Edited | null = null;

  constructor(parts: TextEditorParts) {
    this.#parts = parts;
  }

  get isEditing(): boolean {
    return this.#edited !== null;
  }

  begin(layer: TextLayer, ended: (typed: TypedText) => void, cut: () => void): TextEditing {
    this.end();
    const { canvas, editing } = this.#parts;
    const object = this.#objectOf(layer);
    const edited: Edited = { layer, object, style: layer.style, ended };
    this.#edited = edited;
    editing(layer.id);
    canvas.add(object);
    canvas.setActiveObject(object);
    object.on('editing:exited', () => this.#finish(edited));
    object.enterEditing();
    object.selectAll();
    this.#watchKeys(object);
    limitLength(object, cut);
    canvas.requestRenderAll();
    return { end: () => this.#edited === edited && this.end() };
  }

  /** @param onPage the style with the size on the page */
  restyle(onPage: TextStyle): void {
    if (this.#edited === null) return;
    const style = styleInLayer(onPage, this.#edited.layer);
    this.#edited.style = style;
    this.#edited.object.set(looksOf(style));
    this.#edited.object.initDimensions();
    this.#parts.canvas.requestRenderAll();
  }

  /** Ends it and keeps what was typed. */
  end(): void {
    this.#edited?.object.exitEditing();
  }

  /** Whether a press at a place of the page belongs to the text. */
  holds({ x, y }: Point): boolean {
    if (this.#edited === null) return false;
    const box = this.#edited.object.getBoundingRect();
    const reach = REACH / this.#parts.zoom();
    const [right, bottom] = [box.left + box.width + reach, box.top + box.height + reach];
    return x >= box.left - reach && y >= box.top - reach && x <= right && y <= bottom;
  }

  #objectOf({ text, style, wraps, x, y, width, angle, scaleX, scaleY, flipX, flipY }: TextLayer): TextObject {
    const options = {
      ...{ left: x, top: y, angle, scaleX, scaleY, flipX: flipX === true, flipY: flipY === true },
      ...looksOf(style),
      ...({ originX: 'left', originY: 'top' } as const),
      strokeWidth: 0,
      objectCaching: false,
      lockMovementX: true,
      lockMovementY: true,
      editingBorderColor: '#4c8dff',
      borderColor: '#4c8dff',
      cornerColor: '#ffffff',
      cornerStrokeColor: '#4c8dff',
      cornerSize: 10,
      transparentCorners: false,
      hiddenTextareaContainer: this.#parts.element,
    };
    if (!wraps) return new IText(text, { ...options, hasControls: false });
    const object = new Textbox(text, { ...options, width });
    object.setControlsVisibility({ mt: false, mb: false, tl: false, tr: false, bl: false, br: false, mtr: false });
    return object;
  }

  /** Ctrl+Enter ends it, as Escape does, and is no other key of the window then. */
  #watchKeys({ hiddenTextarea: field }: TextObject): void {
    if (field === null) return;
    field.setAttribute('aria-label', shownWords().text.field);
    const take = (event: KeyboardEvent) => {
      const ends = event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey));
      if (!ends || event.isComposing) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      this.end();
    };
    field.addEventListener('keydown', take, { capture: true });
  }

  #finish({ layer, object, style, ended }: Edited): void {
    if (this.#edited?.object !== object) return;
    this.#edited = null;
    const { canvas, editing } = this.#parts;
    const { text, left, top } = object;
    const width = layer.wraps ? Math.max(1, Math.round(object.width)) : layer.width;
    const size = layoutOf({ text, style, wraps: layer.wraps, width });
    canvas.remove(object);
    editing(null);
    canvas.requestRenderAll();
    ended({ text, style, x: left, y: top, width: size.width, height: size.height });
  }
}

/** The field takes no more letters than a text may have. A long paste is cut before it is laid out, which would take minutes. */
function limitLength({ hiddenTextarea: field }: TextObject, cut: () => void): void {
  if (field === null) return;
  field.maxLength = MOST_LETTERS;
  const watch = ({ clipboardData }: ClipboardEvent) => {
    const added = clipboardData?.getData('text/plain').length ?? 0;
    const replaced = field.selectionEnd - field.selectionStart;
    if (field.value.length - replaced + added > MOST_LETTERS) cut();
  };
  field.addEventListener('paste', watch);
}

function looksOf({ family, size, bold, italic, colour, align, lineHeight }: TextStyle) {
  const { red, green, blue } = colour;
  const ink = `rgb(${red}, ${green}, ${blue})`;
  return {
    fontFamily: familyOf(family),
    fontSize: size,
    fontWeight: bold ? 'bold' : 'normal',
    fontStyle: italic ? ('italic' as const) : ('normal' as const),
    fill: ink,
    cursorColor: ink,
    textAlign: align,
    lineHeight,
  };
}
