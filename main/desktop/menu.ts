import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Command } from '../../preload/contract/desktop.ts';
import { alignments, fillCommands } from '../../preload/contract/layer-commands.ts';
import type { CurrentKeys } from '../../preload/keys/current-keys.ts';
import type { StudioWords } from '../../preload/words/index.ts';
import { acceleratorsOf } from './accelerators.ts';

/** Items of the Help menu that need no window. */
export interface HelpActions {
  readonly showLogs: () => void;
  readonly saveReport: () => void;
}

/** The application menu. Items that act in the window send their command there. */
export function setMenu(
  { menu: words }: StudioWords,
  keys: CurrentKeys,
  send: (command: Command) => void,
  help: HelpActions,
): void {
  const mac = process.platform === 'darwin';
  const item: Item = (label, command) => {
    const plain = { id: command, label, click: () => send(command) };
    const [shown, ...others] = acceleratorsOf(keys[command], command, mac);
    const unseen = others.filter(({ registerAccelerator }) => registerAccelerator);
    return [
      { ...plain, ...shown },
      // An item has one accelerator, so the other keys of the command are those of items that are not seen.
      ...unseen.map((one, index) => ({ ...plain, ...one, ...UNSEEN, id: `${command}-${index + 2}` })),
    ];
  };
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    { label: words.file, submenu: fileMenu(words, item, mac) },
    { label: words.edit, submenu: editMenu(words, item) },
    { label: words.select, submenu: selectMenu(words, item) },
    { label: words.layer, submenu: layerMenu(words, item) },
    { label: words.view, submenu: viewMenu(words, item) },
    { label: words.help, role: 'help', submenu: helpMenu(words, item, help, mac) },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

const UNSEEN = { visible: false, acceleratorWorksWhenHidden: true } as const;

type MenuWords = StudioWords['menu'];
type Item = (label: string, command: Command) => MenuItemConstructorOptions[];

const fileMenu = (words: MenuWords, item: Item, mac: boolean): MenuItemConstructorOptions[] => [
  ...item(words.newProject, 'new-project'),
  ...item(words.allProjects, 'show-projects'),
  { type: 'separator' },
  ...item(words.import, 'import-pictures'),
  ...item(words.openAsProject, 'open-as-project'),
  ...item(words.openRecipe, 'open-recipe'),
  ...item(words.export, 'export-picture'),
  ...item(words.exportAs, 'export-as'),
  { type: 'separator' },
  ...item(words.versions, 'show-versions'),
  ...item(words.backUp, 'back-up'),
  ...item(words.restore, 'show-backups'),
  ...item(words.saveCopy, 'save-copy'),
  ...item(words.addProject, 'add-project'),
  ...item(words.showFolder, 'show-folder'),
  ...item(words.exportProject, 'export-project'),
  ...item(words.importProject, 'import-project'),
  ...item(words.duplicateProject, 'duplicate-project'),
  ...item(words.deleteProject, 'delete-project'),
  { type: 'separator' },
  ...item(words.models, 'show-models'),
  ...item(words.preferences, 'show-preferences'),
  { type: 'separator' },
  mac ? { role: 'close', label: words.close } : { role: 'quit', label: words.quit },
];

const editMenu = (words: MenuWords, item: Item): MenuItemConstructorOptions[] => [
  ...item(words.undo, 'undo'),
  ...item(words.redo, 'redo'),
  { type: 'separator' },
  // The page does what these mean there: with a field, its words; else what is marked of the picture.
  { id: 'cut-pixels', role: 'cut', label: words.cut },
  { id: 'copy-pixels', role: 'copy', label: words.copy },
  { role: 'paste', label: words.paste },
  ...item(words.layerItems['copy-merged'], 'copy-merged'),
  ...item(words.layerItems['clear-pixels'], 'clear-pixels'),
  { type: 'separator' },
  ...item(words.removeObject, 'remove-object'),
  ...item(words.replaceBackground, 'replace-background'),
  { type: 'separator' },
  ...item(words.cropToRegion, 'crop-to-region'),
  ...item(words.canvasSize, 'canvas-size'),
  ...item(words.imageSize, 'image-size'),
];

const selectMenu = (words: MenuWords, item: Item): MenuItemConstructorOptions[] => [
  ...item(words.selectAll, 'select-all'),
  ...item(words.deselect, 'clear-mask'),
  ...item(words.selectAgain, 'select-again'),
  ...item(words.invert, 'invert-region'),
  { type: 'separator' },
  ...item(words.feather, 'feather-region'),
  ...item(words.grow, 'grow-region'),
  ...item(words.shrink, 'shrink-region'),
  { type: 'separator' },
  ...item(words.selectSubject, 'select-subject'),
  ...item(words.selectByWords, 'select-by-words'),
  ...item(words.ofLayer, 'region-of-layer'),
  ...item(words.masks, 'show-masks'),
  ...item(words.quickMask, 'quick-mask'),
];

const layerMenu = ({ layerItems: words, newFills }: MenuWords, item: Item): MenuItemConstructorOptions[] => {
  const shown = (command: keyof typeof words) => item(words[command], command);
  const rule = { type: 'separator' } as const;
  return [
    { label: newFills, submenu: fillCommands.flatMap(shown) },
    rule,
    ...shown('layer-via-copy'),
    ...shown('duplicate-layer'),
    ...shown('remove-layer'),
    rule,
    ...shown('group-layers'),
    ...shown('ungroup-layers'),
    rule,
    ...shown('layer-to-front'),
    ...shown('layer-forward'),
    ...shown('layer-backward'),
    ...shown('layer-to-back'),
    rule,
    ...shown('mask-of-region'),
    ...shown('mask-of-outside'),
    ...shown('mask-of-subject'),
    ...shown('mask-show-all'),
    ...shown('mask-hide-all'),
    ...shown('mask-invert'),
    ...shown('mask-clear'),
    ...shown('mask-apply'),
    ...shown('mask-toggle'),
    ...shown('mask-delete'),
    ...shown('clip-layer'),
    rule,
    ...shown('merge-layers'),
    ...shown('merge-visible'),
    ...shown('flatten'),
    ...shown('rasterise'),
    ...shown('drop-lost'),
    rule,
    ...shown('flip-across'),
    ...shown('flip-down'),
    ...shown('turn-right'),
    ...shown('turn-left'),
    ...shown('turn-around'),
    rule,
    ...alignments.flatMap(shown),
  ];
};

const viewMenu = (words: MenuWords, item: Item): MenuItemConstructorOptions[] => [
  ...item(words.gallery, 'show-gallery'),
  ...item(words.history, 'show-history'),
  { type: 'separator' },
  ...item(words.zoomIn, 'zoom-in'),
  ...item(words.zoomOut, 'zoom-out'),
  ...item(words.fit, 'zoom-fit'),
  ...item(words.actualSize, 'zoom-100'),
  { type: 'separator' },
  ...item(words.turnViewLeft, 'turn-view-left'),
  ...item(words.turnViewRight, 'turn-view-right'),
  ...item(words.resetViewTurn, 'reset-view-turn'),
  { type: 'separator' },
  ...item(words.rulers, 'toggle-rulers'),
  ...item(words.guides, 'toggle-guides'),
  ...item(words.lockGuides, 'lock-guides'),
  ...item(words.editGuides, 'edit-guides'),
  ...item(words.clearGuides, 'clear-guides'),
  ...item(words.grid, 'toggle-grid'),
  ...item(words.pixelGrid, 'toggle-pixel-grid'),
  ...item(words.snapping, 'toggle-snapping'),
  ...item(words.navigator, 'toggle-navigator'),
  ...item(words.panels, 'toggle-panels'),
  ...item(words.panelsLeft, 'panels-left'),
  ...item(words.panelsRight, 'panels-right'),
  { type: 'separator' },
  ...item(words.theme, 'toggle-theme'),
  ...item(words.fullScreen, 'toggle-full-screen'),
  ...(app.isPackaged
    ? []
    : [
        { type: 'separator' } as const,
        { role: 'toggleDevTools', label: words.developerTools, accelerator: 'F12' } as const,
      ]),
];

const helpMenu = (words: MenuWords, item: Item, help: HelpActions, mac: boolean): MenuItemConstructorOptions[] => [
  ...item(words.findAction, 'find-action'),
  ...item(words.allKeys, 'show-shortcuts'),
  ...item(words.tour, 'show-tour'),
  { type: 'separator' },
  { id: 'show-logs', label: words.showLogs, click: help.showLogs },
  { id: 'save-report', label: words.saveReport, click: help.saveReport },
  // On a Mac the item is in the application's menu.
  ...(mac ? [] : [{ type: 'separator' } as const, { role: 'about', label: words.about } as const]),
];
