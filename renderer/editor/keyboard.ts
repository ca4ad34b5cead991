import type { Command } from '../../preload/contract/desktop.ts';
import { rowOf } from '../../preload/keys/current-keys.ts';
import { actsIn, isGalleryZone, reaches } from '../../preload/keys/scopes.ts';
import type { ShortcutAction } from '../../preload/keys/shortcuts.ts';
import { focusCanvas } from '../panels/canvas-focus.ts';
import type { Studio } from '../state/studio.ts';
import { type KeyPress, meantBy, nameOf } from '../tools/key-names.ts';
import { type Acting, chosenLayers, layersOnCanvas, perform, stepBack } from './actions.ts';
import { paintRectangle } from './canvas-by-keyboard.ts';
import { isField, keeps, undoesItself, zoneOf } from './focus.ts';

/** Handles the keys of the whole window. The element with the focus has a key first, and the key table comes after. */
export function watchKeys(studio: Studio, newId: () => string): () => void {
  const listening = new AbortController();
  const options = { signal: listening.signal };
  window.addEventListener('keydown', (event) => onKey(studio, event, newId), options);
  window.addEventListener('keydown', (event) => pastTooltip(studio, event), { ...options, capture: true });
  const letGo = () => {
    studio.toolbox.getState().holdHand(false);
    studio.toolbox.getState().releaseKey(null);
    studio.canvas.hideCandidate(false);
  };
  const onKeyUp = (event: KeyboardEvent) => {
    studio.toolbox.getState().releaseKey(event.code);
    if (event.code === 'Space') studio.toolbox.getState().holdHand(false);
    // Modifier keys do not count: they may still be held when the key that hides the candidate goes up.
    else if (meansCompare(studio, event)) studio.canvas.hideCandidate(false);
  };
  window.addEventListener('keyup', onKeyUp, options);
  window.addEventListener('blur', letGo, options);
  window.addEventListener('paste', (event) => pastePictures(studio, event), options);
  window.addEventListener('copy', (event) => copyPixels(studio, event, 'copy-pixels', newId), options);
  window.addEventListener('cut', (event) => copyPixels(studio, event, 'cut-pixels', newId), options);
  return () => listening.abort();
}

function onKey(studio: Studio, event: KeyboardEvent, newId: () => string): void {
  const { target } = event;
  if (event.repeat) studio.toolbox.getState().holdKey(event.code);
  if (event.defaultPrevented || event.isComposing || keeps(target, event)) return;
  const zone = zoneOf(target);
  if (event.code === 'Space' && reaches('window', zone)) {
    event.preventDefault();
    studio.toolbox.getState().holdHand(true);
    return;
  }
  if (reaches('canvas', zone) && !event.ctrlKey && !event.metaKey && ofGesture(studio, event.key)) {
    event.preventDefault();
    return;
  }
  const layerIds = zone === 'layers' ? layersAtRow(target, studio) : layersOnCanvas(studio);
  const acting = { newId, layerIds, key: event.key, code: event.code };
  const zoneFor = (action: ShortcutAction) =>
    zone === 'field' && isHistory(action) && !undoesItself(target) ? 'panel' : zone;
  const meant = meantBy(studio.keys.getState().current, event).filter(
    ({ key, row }) => actsIn(row.scope, zoneFor(row.action), key) && (row.repeats || !event.repeat),
  );
  const done = meant.find(({ row }) => perform(studio, row.action, acting));
  // A key of the canvas that the menu listens to must not reach it from the page of the gallery.
  if (done === undefined && zone === 'gallery' && meantBy(studio.keys.getState().current, event).length > 0) {
    event.preventDefault();
  }
  if (done === undefined) return;
  event.preventDefault();
  // The rectangle is moved by keys of the canvas. On a tool's button the arrow keys would choose the next tool.
  if (done.row.action === 'paint-rectangle') focusCanvas();
}

/** Handles keys for a gesture that is not finished. Returns false where there is none, or the key means nothing to it. */
function ofGesture(studio: Studio, key: string): boolean {
  const { finishGesture, stepBackGesture } = studio.toolbox.getState();
  if (key === 'Enter') return finishGesture() || paintRectangle(studio);
  return key === 'Backspace' && stepBackGesture();
}

/** Steps back while a tooltip is open. The tooltip takes Escape for itself, but must not keep a drawing from ending. */
function pastTooltip(studio: Studio, event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.repeat || event.isComposing) return;
  if (reaches('pages', zoneOf(event.target)) && document.querySelector('[role=tooltip]') !== null) stepBack(studio);
}

/**
 * Returns the layers on which a key in the list of layers acts: the row with the focus, or all chosen layers where that
 * row is one of them.
 */
function layersAtRow(target: EventTarget | null, studio: Studio): readonly string[] {
  const row = target instanceof Element ? target.closest<HTMLElement>('[role=row]') : null;
  const chosen = chosenLayers(studio);
  const id = row?.dataset.key;
  return id === undefined || chosen.includes(id) ? chosen : [id];
}

/** Whether the key that goes up is one that compares, whichever modifier keys are held by now. */
function meansCompare({ keys }: Studio, event: KeyboardEvent): boolean {
  const base = (key: string) => key.replace(/^(Ctrl\+|Alt\+|Shift\+)+(?=.)/, '');
  const up: KeyPress = { key: event.key, code: event.code, ...NO_MODIFIERS };
  return keys.getState().current.compare.some((key) => base(key) === nameOf(up));
}

const NO_MODIFIERS = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };

/** Runs an item of the menu. While a field has the focus, undo, redo and selecting all act in that field. */
export function performCommand(studio: Studio, command: Command, newId: () => string): void {
  const zone = zoneOf(document.activeElement);
  if (command === 'select-all' && isField(document.activeElement)) document.execCommand('selectAll');
  else if (isHistory(command) && undoesItself(document.activeElement)) {
    // It is deprecated, but nothing else reaches a field's own history.
    document.execCommand(command);
  } else if (command === 'toggle-theme' || zone !== 'overlay') performAnywhere(studio, command, newId);
}

const isHistory = (action: string): action is 'undo' | 'redo' => action === 'undo' || action === 'redo';

/**
 * Runs an action on what is chosen on the canvas, wherever the focus is. On the page of the gallery, an action of the canvas
 * brings the canvas back.
 */
export function performAnywhere(studio: Studio, action: ShortcutAction, newId: () => string): void {
  const { isShown, show } = studio.galleryPage.getState();
  if (isShown && !reaches(rowOf(action).scope, 'gallery')) show(false);
  perform(studio, action, { newId, layerIds: layersOnCanvas(studio) } satisfies Acting);
}

function pastePictures(studio: Studio, event: ClipboardEvent): void {
  const files = [...(event.clipboardData?.files ?? [])];
  const zone = zoneOf(event.target);
  if (files.length === 0 || zone === 'overlay' || isGalleryZone(zone)) return;
  event.preventDefault();
  void studio.layers.paste(files);
}

/** The menu's Copy and Cut come as events of the page. Where words are marked, these are meant. */
function copyPixels(
  studio: Studio,
  event: ClipboardEvent,
  command: 'copy-pixels' | 'cut-pixels',
  newId: () => string,
): void {
  // Chromium names the body as the target where no words can be marked, whatever has the focus.
  const zone = zoneOf(document.activeElement);
  if ((zone !== 'canvas' && zone !== 'layers') || document.getSelection()?.isCollapsed === false) return;
  const acting = { newId, layerIds: layersOnCanvas(studio), key: command === 'cut-pixels' ? 'x' : 'c' };
  if (perform(studio, command, acting)) event.preventDefault();
}
