import { MOST_LAYERS, type PictureDocument, type ShapeLayer } from '../../preload/contract/document.ts';
import type { ShapeForm, ShapeStyle } from '../../preload/contract/drawn-layers.ts';
import type { Box } from './layer-bounds.ts';
import { inverted, mapped, matrixOf } from './layer-matrix.ts';
import { flattened, layerTree, shownPictures } from './layer-tree.ts';
import { placeAbove } from './lift-commands.ts';
import { locksOn } from './locks.ts';
import { addLayer, findLayer } from './operations.ts';
import type { Point } from './point.ts';
import { thicknessOf } from './shape-box.ts';

/** Shapes as they are drawn and restyled. */

/** The corners of a regular polygon in the ellipse of a box, clockwise from the top. */
export function polygonIn({ x, y, width, height }: Box, sides: number): readonly Point[] {
  return Array.from({ length: sides }, (_, at) => {
    const angle = (2 * Math.PI * at) / sides;
    return { x: x + (width / 2) * (1 + Math.sin(angle)), y: y + (height / 2) * (1 - Math.cos(angle)) };
  });
}

/** A style in which a shape of this form is visible. A line has only its stroke, and another form fill or stroke. */
export function visibleStyle(style: ShapeStyle, form: ShapeForm): ShapeStyle {
  const hasStroke = style.stroke !== null && style.strokeWidth > 0;
  if (hasStroke || (form !== 'line' && style.fill !== null)) return { ...style, form };
  const stroke = style.stroke ?? style.fill ?? { red: 0, green: 0, blue: 0 };
  return { ...style, form, stroke, strokeWidth: Math.max(1, style.strokeWidth) };
}

/** The document with a new shape above a layer; unchanged where the page holds no more layers. */
export function shapeAdded(document: PictureDocument, layer: ShapeLayer, aboveId: string | null): PictureDocument {
  if (document.layers.length >= MOST_LAYERS) return document;
  const { parentId, index } = placeAbove(document, aboveId);
  return addLayer(document, { ...layer, parentId }, index);
}

/** Changes how a shape looks. The middle of a line stays where it is. */
export function restyledShape(document: PictureDocument, id: string, patch: Partial<ShapeStyle>): PictureDocument {
  const at = document.layers.findIndex((layer) => layer.id === id);
  const layer = document.layers[at];
  if (layer?.kind !== 'shape' || locksOn(document.layers, id).all) return document;
  const keys = Object.keys(patch) as (keyof ShapeStyle)[];
  if (keys.every((key) => layer.style[key] === patch[key])) return document;
  const restyled = { ...layer, style: { ...layer.style, ...patch } };
  return { ...document, layers: document.layers.with(at, inItsBox(restyled, layer)) };
}

function inItsBox(layer: ShapeLayer, before: ShapeLayer): ShapeLayer {
  const isLine = layer.style.form === 'line';
  // A line does not become another form, nor the other way round, since its box means something else.
  if (isLine !== (before.style.form === 'line'))
    return { ...layer, style: { ...layer.style, form: before.style.form } };
  const height = thicknessOf(layer.style.strokeWidth);
  if (!isLine || height === layer.height) return layer;
  const angle = (layer.angle * Math.PI) / 180;
  const moved = ((height - layer.height) * layer.scaleY) / 2;
  return { ...layer, height, x: layer.x + Math.sin(angle) * moved, y: layer.y - Math.cos(angle) * moved };
}

/** The topmost shape whose box holds a place of the page; null where there is none. */
export function shapeAt(document: PictureDocument, place: Point): ShapeLayer | null {
  const shown = new Set(shownPictures(document.layers));
  const found = flattened(layerTree(document.layers)).findLast(
    (layer) => layer.kind === 'shape' && shown.has(layer) && holds(layer, place),
  );
  return found === undefined ? null : shapeOf(document, found.id);
}

function shapeOf(document: PictureDocument, id: string): ShapeLayer | null {
  const layer = findLayer(document, id);
  return layer?.kind === 'shape' ? layer : null;
}

function holds(layer: ShapeLayer, place: Point): boolean {
  const { x, y } = mapped(inverted(matrixOf(layer)), place);
  return x >= 0 && y >= 0 && x <= layer.width && y <= layer.height;
}
