import type { Command } from '../../preload/contract/desktop.ts';
import type { Studio } from '../panels/studio.ts';
import { type KeyPress, matchShortcut, type ShortcutAction } from '../tools/shortcuts.ts';
import { guarded } from './parts.ts';

/** Keys of the whole window. Fields keep what belongs to typing; dialogs and menus keep everything. */
export function watchKeys(studio: Studio, newId: () => string): () => void {
  const listening = new AbortController();
  const options = { signal: listening.signal };
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || isInOverlay(event.target)) return;
    const typing = isField(event.target);
    if (event.code === 'Space' && !typing && !isControl(event.target)) {
      event.preventDefault();
      studio.toolbox.getState().holdHand(true);
      return;
    }
    const action = matchShortcut(event, typing);
    if (action === null || (action === 'accept' && isControl(event.target))) return;
    if (event.key.startsWith('Arrow') && usesArrows(event.target)) return;
    if (perform(studio, action, newId)) event.preventDefault();
  };
  window.addEventListener('keydown', onKey, options);
  const letGo = () => {
    studio.toolbox.getState().holdHand(false);
    studio.canvas.hideCandidate(false);
  };
  const onKeyUp = (event: KeyboardEvent) => {
    if (event.code === 'Space') studio.toolbox.getState().holdHand(false);
    // Whatever is still held with it: the key that hid the candidate has gone up.
    else if (matchShortcut(bare(event), false) === 'compare') {
      studio.canvas.hideCandidate(false);
    }
  };
  window.addEventListener('keyup', onKeyUp, options);
  window.addEventListener('blur', letGo, options);
  window.addEventListener('paste', (event) => pastePictures(studio, event), options);
  return () => listening.abort();
}

/** The key alone, without what is held beside it. */
const bare = ({ key, code }: KeyboardEvent): KeyPress => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
});

/** The menu's items; while a field has the focus, undo and redo are the field's. */
export function performCommand(studio: Studio, command: Command, newId: () => string): void {
  const app = studio.app.getState();
  if ((command === 'undo' || command === 'redo') && isField(document.activeElement)) {
    // Deprecated, and still the only way to reach a field's own history.
    document.execCommand(command);
    return;
  }
  switch (command) {
    case 'new-project':
      void app.createProject('Untitled');
      return;
    case 'import-pictures':
      void app.importPictures();
      return;
    case 'export-picture':
      void app.exportPicture();
      return;
    case 'toggle-theme':
      app.setTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
      return;
    default:
      perform(studio, command, newId);
  }
}

/** True where the action had something to do. */
function perform(studio: Studio, action: ShortcutAction, newId: () => string): boolean {
  const tools = studio.toolbox.getState();
  const picture = studio.document.getState();
  const session = studio.session.getState();
  const { viewport } = studio.canvas;
  const selected = picture.selectedLayerId;
  const actions: Record<ShortcutAction, () => unknown> = {
    'tool-move': () => tools.select('move'),
    'tool-brush': () => tools.select('brush'),
    'tool-eraser': () => tools.select('eraser'),
    'tool-hand': () => tools.select('hand'),
    'swap-brush': () => tools.swapBrush(),
    'brush-smaller': () => tools.stepBrushSize(-1, false),
    'brush-bigger': () => tools.stepBrushSize(1, false),
    'brush-much-smaller': () => tools.stepBrushSize(-1, true),
    'brush-much-bigger': () => tools.stepBrushSize(1, true),
    'zoom-in': () => viewport.zoomIn(),
    'zoom-out': () => viewport.zoomOut(),
    'zoom-fit': () => viewport.fit(),
    'zoom-100': () => viewport.actualSize(),
    'import-pictures': () => void studio.app.getState().importPictures(),
    'export-picture': () => void studio.app.getState().exportPicture(),
    undo: () => picture.undo(),
    redo: () => picture.redo(),
    'clear-mask': () => picture.clearMask(),
    'remove-layer': () => (selected === null ? false : picture.removeLayer(selected)),
    'duplicate-layer': () => (selected === null ? false : picture.duplicateLayer(selected, newId())),
    generate: () => guarded({ notify: () => undefined }, () => studio.prompt.getState().run()),
    accept: () => session.phase === 'candidate' && session.accept(),
    cancel: () => cancel(studio),
    compare: () => session.phase === 'candidate' && studio.canvas.hideCandidate(true),
    'choose-task': () => session.phase === 'idle' && studio.prompt.getState().showPicker(true),
    'previous-candidate': () => session.phase === 'candidate' && session.flip(-1),
    'next-candidate': () => session.phase === 'candidate' && session.flip(1),
    'show-confidence': () => session.phase === 'candidate' && session.showConfidence(!session.confidenceShown),
    'show-shortcuts': () => studio.app.getState().showShortcuts(true),
  };
  return actions[action]() !== false;
}

/** Escape takes back the nearest thing: a stroke on its way, a running job, a waiting result. */
function cancel(studio: Studio): boolean {
  if (studio.toolbox.getState().cancelGesture()) return true;
  const session = studio.session.getState();
  if (session.phase === 'running') session.cancel();
  else if (session.phase === 'candidate') void session.drop();
  else if (studio.describe.getState().phase === 'running') studio.describe.getState().cancel();
  else return false;
  return true;
}

function pastePictures(studio: Studio, event: ClipboardEvent): void {
  const files = [...(event.clipboardData?.files ?? [])];
  if (files.length === 0) return;
  event.preventDefault();
  void studio.app.getState().importFiles(files);
}

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !['range', 'checkbox', 'radio', 'button'].includes(target.type)));

/** Enter and Space press the button that has the focus; arrow keys move a slider. */
const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('button, a, input, select, [role=slider], [role=tab], [role=row], [role=option]') !== null;

/** Arrows move within these. */
const usesArrows = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input, select, [role=slider], [role=tab], [role=row], [role=radiogroup], [role=toolbar]') !== null;

const isInOverlay = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role=dialog], [role=menu], [role=listbox]:not([data-panel])') !== null;
