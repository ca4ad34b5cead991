import type { ShortcutAction } from './shortcuts.ts';

/**
 * The keys of Krita 5 where they differ from those of the table (krita.action and kritamenu.action in its source). An
 * action that Krita has not keeps its key, unless the key means something else here. The digits zoom and turn the view in Krita. The two
 * tools of the region have no counterpart there and make room for those that paint.
 */
export const kritaKeys: Readonly<Partial<Record<ShortcutAction, readonly string[]>>> = {
  'tool-move': ['T'],
  'tool-marquee': ['Ctrl+R'],
  'tool-brush': ['Shift+B'],
  'tool-eraser': ['Shift+E'],
  'tool-paintbrush': ['B'],
  'tool-paint-eraser': ['E'],
  'tool-bucket': ['F'],
  'tool-eyedropper': ['P'],
  'toggle-full-screen': ['F11'],
  'zoom-100': ['Ctrl+0', '1'],
  'zoom-fit': ['2'],
  'turn-view-left': ['4'],
  'turn-view-right': ['6'],
  'reset-view-turn': ['5'],
  'layer-opacity': [],
  'toggle-rulers': [],
  'toggle-grid': ["Ctrl+Shift+'"],
  'import-pictures': ['Ctrl+Shift+O'],
  'open-as-project': ['Ctrl+O'],
  redo: ['Ctrl+Shift+Z'],
  'clear-mask': ['Ctrl+Shift+A'],
  'clear-pixels': ['Delete'],
  'remove-layer': ['Shift+Delete'],
  'layer-via-copy': ['Ctrl+Alt+J'],
  'ungroup-layers': ['Ctrl+Alt+G'],
  'clip-layer': ['Ctrl+Shift+G'],
  'merge-visible': [],
  flatten: ['Ctrl+Shift+E'],
  'layer-forward': ['Ctrl+PageUp'],
  'layer-backward': ['Ctrl+PageDown'],
};
