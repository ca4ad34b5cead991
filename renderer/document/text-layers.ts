import type { Layer, LayerBox, PictureDocument, TextLayer } from '../../preload/contract/document.ts';
import { MOST_LAYERS } from '../../preload/contract/document.ts';
import { LARGEST_TEXT, SMALLEST_TEXT, type TextStyle } from '../../preload/contract/drawn-layers.ts';
import { MAX_SIDE } from '../../preload/contract/pictures.ts';
import { removeLayers } from './arrange-layers.ts';
import { inverted, mapped, matrixOf } from './layer-matrix.ts';
import { flattened, isShown, layerTree, shownPictures } from './layer-tree.ts';
import { placeAbove } from './lift-commands.ts';
import { locksOn } from './locks.ts';
import { addLayer, findLayer } from './operations.ts';
import type { Point } from './point.ts';

/** Text as it is typed and restyled. */

/** What the size of a text depends on. */
export type TextLook = Pick<TextLayer, 'text' | 'style' | 'wraps' | 'width'>;

/** Measures the box of a text with the fonts of this machine. */
export type SizeOfText = (look: TextLook) => Pick<LayerBox, 'width' | 'height'>;

/** A text as the artist has left it. */
export type TypedText = Pick<TextLayer, 'text' | 'style' | 'x' | 'y' | 'width' | 'height'>;

const NAME_LENGTH = 40;

/** A text may be longer than a layer is wide. What lies beyond its box is then not drawn. */
const withinLimit = <Box extends Pick<LayerBox, 'width' | 'height'>>(box: Box): Box => ({
  ...box,
  width: Math.min(MAX_SIDE, box.width),
  height: Math.min(MAX_SIDE, box.height),
});

/** The name of a text layer: how its text begins. */
export function nameOfText(text: string): string | null {
  const [line = ''] = text.trim().split(/\r?\n/);
  return line === '' ? null : line.slice(0, NAME_LENGTH).trim();
}

/**
 * The document after a text was typed. A text that is empty leaves no layer. A layer that was named after its text is
 * still named after it.
 * @param aboveId a new text lies above this layer
 */
export function textTyped(
  document: PictureDocument,
  layer: TextLayer,
  asTyped: TypedText,
  aboveId: string | null,
): PictureDocument {
  const typed = withinLimit(asTyped);
  const name = nameOfText(typed.text);
  const now = findLayer(document, layer.id);
  if (now === null) {
    // A text that was there before has been removed meanwhile.
    if (layer.text !== '' || name === null || document.layers.length >= MOST_LAYERS) return document;
    const { parentId, index } = placeAbove(document, aboveId);
    return addLayer(document, { ...layer, ...typed, name, parentId }, index);
  }
  if (now.kind !== 'text' || locksOn(document.layers, now.id).all) return document;
  if (name === null) return removeLayers(document, [now.id]);
  const isSame = (Object.keys(typed) as (keyof TypedText)[]).every((key) => typed[key] === now[key]);
  if (isSame) return document;
  const named = now.name === nameOfText(now.text) ? name : now.name;
  return replaced(document, { ...now, ...typed, name: named });
}

/** The style of a text as the page shows it: a text that was scaled has the size that it has grown to. */
export function styleOnPage({ style, scaleY }: Pick<TextLayer, 'style' | 'scaleY'>): TextStyle {
  return { ...style, size: style.size * scaleY };
}

/** The style of a text in pixels of its layer, from its style on the page. */
export function styleInLayer(style: TextStyle, { scaleY }: Pick<TextLayer, 'scaleY'>): TextStyle {
  return { ...style, size: Math.min(LARGEST_TEXT, Math.max(SMALLEST_TEXT, style.size / scaleY)) };
}

/**
 * Changes how a text looks. Its first line stays where it is.
 * @param patch with the size on the page
 */
export function restyled(
  document: PictureDocument,
  id: string,
  patch: Partial<TextStyle>,
  sizeOf: SizeOfText,
): PictureDocument {
  const layer = findLayer(document, id);
  if (layer?.kind !== 'text' || locksOn(document.layers, id).all) return document;
  const shown = styleOnPage(layer);
  if ((Object.keys(patch) as (keyof TextStyle)[]).every((key) => shown[key] === patch[key])) return document;
  const { size: sizeInLayer } = styleInLayer({ ...shown, ...patch }, layer);
  const style = { ...layer.style, ...patch, ...('size' in patch && { size: sizeInLayer }) };
  const size = sizeOf({ ...layer, style });
  return replaced(document, { ...layer, style, ...withinLimit(size) });
}

function replaced(document: PictureDocument, layer: Layer): PictureDocument {
  const at = document.layers.findIndex(({ id }) => id === layer.id);
  return { ...document, layers: document.layers.with(at, layer) };
}

/** The topmost text that can be edited at a place of the page; null where there is none. */
export function textAt(document: PictureDocument, place: Point): TextLayer | null {
  const order = flattened(layerTree(document.layers));
  const shown = new Set(shownPictures(document.layers));
  const found = order.findLast(
    (layer) =>
      layer.kind === 'text' &&
      shown.has(layer) &&
      isShown(layer) &&
      !locksOn(document.layers, layer.id).all &&
      holds(layer, place),
  );
  return found?.kind === 'text' ? found : null;
}

function holds(layer: TextLayer, place: Point): boolean {
  const { x, y } = mapped(inverted(matrixOf(layer)), place);
  return x >= 0 && y >= 0 && x <= layer.width && y <= layer.height;
}
