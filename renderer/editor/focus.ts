import type { Zone } from '../../preload/keys/scopes.ts';
import type { KeyPress } from '../tools/key-names.ts';

const OVERLAY = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]:not([data-panel])';
const NO_TYPING = ['range', 'checkbox', 'radio', 'button'];

/** Whether a dialog or a menu is open. It keeps the keys even before it has the focus. */
const isOverlaid = () => document.querySelector('[role=dialog], [role=alertdialog], [role=menu]') !== null;

/** Whether the page of the gallery lies over the canvas. */
const isGalleryShown = () => document.querySelector('[data-keys=gallery]') !== null;

/** Finds the zone of an element. `data-keys` marks the canvas and the layers, and any other element is a panel. */
export function zoneOf(target: EventTarget | null): Zone {
  if (isOverlaid()) return 'overlay';
  // Nothing behind the page can be reached, wherever the focus is.
  if (isGalleryShown()) return isField(target) ? 'gallery-field' : 'gallery';
  if (!(target instanceof Element)) return 'canvas';
  if (target.closest(OVERLAY) !== null) return 'overlay';
  if (isField(target)) return 'field';
  if (target.matches('input')) return 'panel';
  if (target === document.body || target === document.documentElement) return 'canvas';
  const owner = target.closest<HTMLElement>('[data-keys]')?.dataset.keys;
  return owner === 'canvas' || owner === 'layers' ? owner : 'panel';
}

export function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target instanceof HTMLTextAreaElement ||
      (target instanceof HTMLInputElement && !NO_TYPING.includes(target.type)))
  );
}

/**
 * Whether an undo means the element's own history. A field for a number of the document has none once the number is
 * taken, since the document has the change then.
 */
export function undoesItself(target: EventTarget | null): boolean {
  return isField(target) && !(target as HTMLElement).matches('[data-number=taken]');
}

const PRESSED = ['Enter', ' '];
const MOVES = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'];

/** Keys that elements use themselves, with or without modifier keys. */
const own: readonly (readonly [selector: string, keys: readonly string[]])[] = [
  ['button, a, select, input, [role=button], [role=tab], [role=row], [role=option], [role=radio]', PRESSED],
  [
    'input, select, [role=slider], [role=tab], [role=row], [role=option], [role=radiogroup], [role=toolbar], [role=grid]',
    MOVES,
  ],
];

/** Whether the element with the focus uses the key itself. */
export function keeps(target: EventTarget | null, { key }: KeyPress): boolean {
  return target instanceof Element && own.some(([selector, keys]) => keys.includes(key) && target.closest(selector));
}

/** Waits for work that takes long, and says whether the artist has pressed no key and no button meanwhile. */
export async function untilPressed<T>(
  work: Promise<T>,
): Promise<{ readonly result: T; readonly isUntouched: boolean }> {
  const pressed = new AbortController();
  const options = { capture: true, signal: pressed.signal };
  for (const type of ['keydown', 'pointerdown']) window.addEventListener(type, () => pressed.abort(), options);
  try {
    const result = await work;
    return { result, isUntouched: !pressed.signal.aborted };
  } finally {
    pressed.abort();
  }
}
