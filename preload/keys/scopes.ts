/** Where keys act. */

/**
 * The place of the focus, which decides what a key does. `gallery` is the page of the gallery, and `gallery-field` a field
 * on it. `overlay` is a dialog or a menu, which keeps every key.
 */
export type Zone = 'canvas' | 'layers' | 'panel' | 'field' | 'gallery' | 'gallery-field' | 'overlay';

/**
 * Where an action can be reached by its key. The focused element handles a key first (editor/focus.ts). No key acts
 * behind a dialog or a menu.
 *   canvas: with the focus on the picture, on its tools, or on nothing
 *   layer:  as canvas, and in the list of layers, where it acts on the focused row
 *   list:   only in the list of layers
 *   window: anywhere except in a field for words or numbers
 *   always: in such a field as well, unless the key is one that fields use for typing
 *   pages:  as always, and on the page of the gallery
 *   gallery: only on the page of the gallery
 */
export type Scope = 'canvas' | 'layer' | 'list' | 'window' | 'always' | 'pages' | 'gallery';

const reach: Readonly<Record<Scope, readonly Zone[]>> = {
  canvas: ['canvas'],
  layer: ['canvas', 'layers'],
  list: ['layers'],
  window: ['canvas', 'layers', 'panel'],
  always: ['canvas', 'layers', 'panel', 'field'],
  pages: ['canvas', 'layers', 'panel', 'field', 'gallery', 'gallery-field'],
  gallery: ['gallery', 'gallery-field'],
};

export function reaches(scope: Scope, zone: Zone): boolean {
  return reach[scope].includes(zone);
}

/** Whether the key means an action of this scope, with the focus in this zone. */
export function actsIn(scope: Scope, zone: Zone, key: string): boolean {
  return reaches(scope, zone) && (!isFieldZone(zone) || !isTyped(key));
}

/** Whether the focus is on the page of the gallery, behind which the canvas lies. */
export const isGalleryZone = (zone: Zone): boolean => zone === 'gallery' || zone === 'gallery-field';

const isFieldZone = (zone: Zone): boolean => zone === 'field' || zone === 'gallery-field';

/** Whether there is a place where actions of both scopes are reached. */
export function meet(one: Scope, other: Scope): boolean {
  return reach[one].some((zone) => reach[other].includes(zone));
}

/** Keys with Ctrl that fields have for typing, with Shift or without. */
const TYPING = /^Ctrl\+(Shift\+)?([ACVXYZ]|Arrow\w+|Home|End|Backspace|Delete)$/;

/** Whether a field for words uses the key itself: it types, moves the cursor, or edits. Escape and F1 to F24 do not. */
export function isTyped(key: string): boolean {
  return key.startsWith('Ctrl+') ? TYPING.test(key) : !/^(Shift\+)?(Escape|F\d+)$/.test(key);
}
