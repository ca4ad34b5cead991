import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Command } from '../../preload/contract/desktop.ts';
import { alignments } from '../../preload/contract/layer-commands.ts';
import type { StudioWords } from '../../preload/words/index.ts';

/** Items of the Help menu that need no window. */
export interface HelpActions {
  readonly showLogs: () => void;
  readonly saveReport: () => void;
}

/** The application menu. Items that act in the window send their command there. */
export function setMenu({ menu: words }: StudioWords, send: (command: Command) => void, help: HelpActions): void {
  const item = (label: string, command: Command, accelerator?: string): MenuItemConstructorOptions => ({
    id: command,
    label,
    ...(accelerator ? { accelerator } : {}),
    click: () => send(command),
  });
  const mac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    { label: words.file, submenu: fileMenu(words, item, mac) },
    { label: words.edit, submenu: editMenu(words, item) },
    { label: words.select, submenu: selectMenu(words, item) },
    { label: words.layer, submenu: layerMenu(words.layerItems, item) },
    { label: words.view, submenu: viewMenu(words, item) },
    { label: words.help, role: 'help', submenu: helpMenu(words, item, help, mac) },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

type MenuWords = StudioWords['menu'];
type Item = (label: string, command: Command, accelerator?: string) => MenuItemConstructorOptions;

const fileMenu = (words: MenuWords, item: Item, mac: boolean): MenuItemConstructorOptions[] => [
  item(words.newProject, 'new-project', 'CmdOrCtrl+N'),
  { type: 'separator' },
  item(words.import, 'import-pictures', 'CmdOrCtrl+O'),
  item(words.openAsProject, 'open-as-project', 'CmdOrCtrl+Shift+O'),
  item(words.export, 'export-picture', 'CmdOrCtrl+Shift+S'),
  item(words.exportAs, 'export-as', 'CmdOrCtrl+Alt+Shift+S'),
  { type: 'separator' },
  item(words.backUp, 'back-up'),
  item(words.restore, 'show-backups'),
  item(words.saveCopy, 'save-copy'),
  item(words.addProject, 'add-project'),
  item(words.showFolder, 'show-folder'),
  { type: 'separator' },
  item(words.preferences, 'show-preferences', 'CmdOrCtrl+,'),
  { type: 'separator' },
  mac ? { role: 'close', label: words.close } : { role: 'quit', label: words.quit },
];

const editMenu = (words: MenuWords, item: Item): MenuItemConstructorOptions[] => [
  item(words.undo, 'undo', 'CmdOrCtrl+Z'),
  item(words.redo, 'redo', 'CmdOrCtrl+Shift+Z'),
  // The other usual key of the same command.
  { ...item(words.redo, 'redo', 'CmdOrCtrl+Y'), id: 'redo-y', visible: false, acceleratorWorksWhenHidden: true },
  { type: 'separator' },
  // The page does what these mean there: with a field, its words; else what is marked of the picture.
  { id: 'cut-pixels', role: 'cut', label: words.cut },
  { id: 'copy-pixels', role: 'copy', label: words.copy },
  { role: 'paste', label: words.paste },
  {
    ...item(words.layerItems['copy-merged'], 'copy-merged', 'CmdOrCtrl+Shift+C'),
    registerAccelerator: false,
  },
  { ...item(words.layerItems['clear-pixels'], 'clear-pixels', 'Delete'), registerAccelerator: false },
  { type: 'separator' },
  item(words.cropToRegion, 'crop-to-region'),
  { ...item(words.canvasSize, 'canvas-size', 'CmdOrCtrl+Alt+C'), registerAccelerator: false },
  { ...item(words.imageSize, 'image-size', 'CmdOrCtrl+Alt+I'), registerAccelerator: false },
];

const selectMenu = (words: MenuWords, item: Item): MenuItemConstructorOptions[] => [
  item(words.selectAll, 'select-all', 'CmdOrCtrl+A'),
  item(words.deselect, 'clear-mask', 'CmdOrCtrl+D'),
  item(words.selectAgain, 'select-again', 'CmdOrCtrl+Shift+D'),
  item(words.invert, 'invert-region', 'CmdOrCtrl+Shift+I'),
  { type: 'separator' },
  item(words.feather, 'feather-region', 'Shift+F6'),
  item(words.grow, 'grow-region'),
  item(words.shrink, 'shrink-region'),
  { type: 'separator' },
  item(words.ofLayer, 'region-of-layer'),
  item(words.masks, 'show-masks'),
  // Without its key, a plain letter: fields have it first.
  item(words.quickMask, 'quick-mask'),
];

/** Its keys are the window's, which gives them to what has the focus: the menu shows them alone. */
const layerMenu = (words: MenuWords['layerItems'], item: Item): MenuItemConstructorOptions[] => {
  const shown = (command: keyof typeof words, accelerator?: string): MenuItemConstructorOptions => ({
    ...item(words[command], command, accelerator),
    registerAccelerator: false,
  });
  const rule = { type: 'separator' } as const;
  return [
    shown('layer-via-copy', 'CmdOrCtrl+J'),
    shown('duplicate-layer', 'CmdOrCtrl+J'),
    shown('remove-layer', 'Delete'),
    rule,
    shown('group-layers', 'CmdOrCtrl+G'),
    shown('ungroup-layers', 'CmdOrCtrl+Shift+G'),
    rule,
    shown('layer-to-front', 'CmdOrCtrl+Shift+]'),
    shown('layer-forward', 'CmdOrCtrl+]'),
    shown('layer-backward', 'CmdOrCtrl+['),
    shown('layer-to-back', 'CmdOrCtrl+Shift+['),
    rule,
    shown('mask-of-region'),
    shown('mask-of-outside'),
    shown('mask-show-all'),
    shown('mask-hide-all'),
    shown('mask-invert', 'CmdOrCtrl+I'),
    shown('mask-apply'),
    shown('mask-toggle'),
    shown('mask-delete'),
    shown('clip-layer', 'CmdOrCtrl+Alt+G'),
    rule,
    shown('merge-layers', 'CmdOrCtrl+E'),
    shown('merge-visible', 'CmdOrCtrl+Shift+E'),
    shown('flatten'),
    shown('rasterise'),
    rule,
    shown('flip-across'),
    shown('flip-down'),
    shown('turn-right'),
    shown('turn-left'),
    shown('turn-around'),
    rule,
    ...alignments.map((command) => shown(command)),
  ];
};

const viewMenu = (words: MenuWords, item: Item): MenuItemConstructorOptions[] => [
  item(words.zoomIn, 'zoom-in', 'CmdOrCtrl+Plus'),
  {
    ...item(words.zoomIn, 'zoom-in', 'CmdOrCtrl+='),
    id: 'zoom-in-equals',
    visible: false,
    acceleratorWorksWhenHidden: true,
  },
  item(words.zoomOut, 'zoom-out', 'CmdOrCtrl+-'),
  item(words.fit, 'zoom-fit', 'CmdOrCtrl+0'),
  item(words.actualSize, 'zoom-100', 'CmdOrCtrl+1'),
  { type: 'separator' },
  item(words.theme, 'toggle-theme'),
  { role: 'togglefullscreen', label: words.fullScreen },
  ...(app.isPackaged
    ? []
    : [
        { type: 'separator' } as const,
        { role: 'toggleDevTools', label: words.developerTools, accelerator: 'F12' } as const,
      ]),
];

const helpMenu = (words: MenuWords, item: Item, help: HelpActions, mac: boolean): MenuItemConstructorOptions[] => [
  item(words.findAction, 'find-action', 'CmdOrCtrl+K'),
  item(words.allKeys, 'show-shortcuts', 'CmdOrCtrl+/'),
  { type: 'separator' },
  { id: 'show-logs', label: words.showLogs, click: help.showLogs },
  { id: 'save-report', label: words.saveReport, click: help.saveReport },
  // On a Mac the item is in the application's menu.
  ...(mac ? [] : [{ type: 'separator' } as const, { role: 'about', label: words.about } as const]),
];
