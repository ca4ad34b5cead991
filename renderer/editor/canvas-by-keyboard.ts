import type { LayerBox, PixelLayer } from '../../preload/contract/document.ts';
import type { KeyboardAction } from '../../preload/keys/shortcuts.ts';
import { middleOf, usualAngle } from '../document/layer-numbers.ts';
import { hasPixels } from '../document/layer-tree.ts';
import { locksOn } from '../document/locks.ts';
import { movable, moveLayers } from '../document/move-layers.ts';
import type { Studio } from '../state/studio.ts';
import { layerInWords } from '../theme/layer-in-words.ts';
import { STEP } from '../tools/rectangle-by-keyboard.ts';

/** Lets keys alone choose, move, scale and turn layers, and paint a rectangle. */

/** How many times as far an arrow key goes with Shift. */
const FAR = 10;
/** Share of a layer's size by which one press scales it. */
const SCALE_STEP = 0.01;
const DEGREES = 1;
const LEAST_SCALE = 0.001;

/** What each key does. It returns false where there is nothing to act on. */
export function keyboardActions(studio: Studio): Readonly<Record<KeyboardAction, () => boolean>> {
  const moves = (across: number, down: number) => change(studio, true, across, down);
  const changes = (across: number, down: number) => change(studio, false, across, down);
  return {
    'layer-above': () => chooseLayer(studio, 1),
    'layer-below': () => chooseLayer(studio, -1),
    'paint-rectangle': () => beginRectangle(studio),
    'move-left': moves(-1, 0),
    'move-right': moves(1, 0),
    'move-up': moves(0, -1),
    'move-down': moves(0, 1),
    'move-left-far': moves(-FAR, 0),
    'move-right-far': moves(FAR, 0),
    'move-up-far': moves(0, -FAR),
    'move-down-far': moves(0, FAR),
    'change-left': changes(-1, 0),
    'change-right': changes(1, 0),
    'change-up': changes(0, -1),
    'change-down': changes(0, 1),
    'change-left-far': changes(-FAR, 0),
    'change-right-far': changes(FAR, 0),
    'change-up-far': changes(0, -FAR),
    'change-down-far': changes(0, FAR),
  };
}

function beginRectangle(studio: Studio): boolean {
  studio.toolbox.getState().beginRectangle();
  sayRectangle(studio);
  return true;
}

/** Moves or changes the rectangle that is being placed, or the chosen layer where there is no rectangle. */
function change(studio: Studio, moves: boolean, across: number, down: number): () => boolean {
  return () =>
    studio.toolbox.getState().rectangle === null
      ? changeLayer(studio, moves, across, down)
      : changeRectangle(studio, moves, across, down);
}

/** Paints the rectangle that is being placed. Returns false where there is none. */
export function paintRectangle(studio: Studio): boolean {
  const tools = studio.toolbox.getState();
  if (tools.rectangle === null) return false;
  tools.paintRectangle();
  studio.app.setState({ said: ({ canvas }) => canvas.painted });
  return true;
}

function changeRectangle(studio: Studio, moves: boolean, across: number, down: number): boolean {
  const tools = studio.toolbox.getState();
  if (moves) tools.moveRectangle(across * STEP, down * STEP);
  // The arrow up makes the rectangle taller.
  else tools.sizeRectangle(across * STEP, -down * STEP);
  sayRectangle(studio);
  return true;
}

function sayRectangle(studio: Studio): void {
  const { rectangle } = studio.toolbox.getState();
  if (rectangle === null) return;
  const { x, y, width, height } = rectangle;
  studio.app.setState({ said: ({ canvas }) => canvas.rectangle({ x, y, width, height }) });
}

function chooseLayer(studio: Studio, by: 1 | -1): boolean {
  const { document, selectedLayerId, selectLayer } = studio.document.getState();
  const { layers } = document;
  const at = layers.findIndex(({ id }) => id === selectedLayerId);
  const next = at < 0 ? layers.at(by > 0 ? 0 : -1) : layers[at + by];
  if (next === undefined) return false;
  selectLayer(next.id);
  say(studio, next.id);
  return true;
}

/** All chosen layers move together. The one that was chosen last is scaled and turned. */
function changeLayer(studio: Studio, moves: boolean, across: number, down: number): boolean {
  const { document, selectedLayerId, selectedLayerIds, change, updateLayer } = studio.document.getState();
  const layer = document.layers.find(({ id }) => id === selectedLayerId);
  if (layer === undefined || studio.run.getState().phase === 'candidate') return false;
  if (moves) {
    const ids = movable(document.layers, selectedLayerIds);
    if (ids.length === 0) return false;
    change((page) => moveLayers(page, ids, across, down));
  } else {
    if (!hasPixels(layer) || locksOn(document.layers, layer.id).position) return false;
    updateLayer(layer.id, transformed(layer, across, -down));
  }
  say(studio, layer.id);
  return true;
}

/**
 * Turns and scales a layer about its middle, as its handles do.
 * @param turns degrees, clockwise
 * @param grows steps of SCALE_STEP
 */
function transformed(layer: PixelLayer, turns: number, grows: number): Partial<LayerBox> {
  const scale = Math.max(LEAST_SCALE / Math.min(layer.scaleX, layer.scaleY), 1 + grows * SCALE_STEP);
  const angle = usualAngle(layer.angle + turns * DEGREES);
  const next = { ...layer, scaleX: layer.scaleX * scale, scaleY: layer.scaleY * scale, angle };
  const before = middleOf(layer);
  const after = middleOf(next);
  return {
    scaleX: next.scaleX,
    scaleY: next.scaleY,
    angle,
    x: layer.x + before.x - after.x,
    y: layer.y + before.y - after.y,
  };
}

function say(studio: Studio, id: string): void {
  const { layers } = studio.document.getState().document;
  const at = layers.findIndex((layer) => layer.id === id);
  const layer = layers[at];
  if (layer === undefined) return;
  studio.app.setState({ said: ({ canvas }) => layerInWords(canvas, layer, at + 1, layers.length) });
}
