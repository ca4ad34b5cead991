import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { Command } from '../../preload/contract/desktop.ts';

/** What the Help menu does without the window. */
export interface HelpActions {
  readonly showLogs: () => void;
  readonly saveReport: () => void;
}

/** The application menu. Items that act in the window send their command there. */
export function setMenu(send: (command: Command) => void, help: HelpActions): void {
  const item = (label: string, command: Command, accelerator?: string): MenuItemConstructorOptions => ({
    id: command,
    label,
    ...(accelerator ? { accelerator } : {}),
    click: () => send(command),
  });
  const mac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: fileMenu(item, mac) },
    { label: '&Edit', submenu: editMenu(item) },
    { label: '&View', submenu: viewMenu(item) },
    { label: '&Help', role: 'help', submenu: helpMenu(item, help, mac) },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

type Item = (label: string, command: Command, accelerator?: string) => MenuItemConstructorOptions;

const fileMenu = (item: Item, mac: boolean): MenuItemConstructorOptions[] => [
  item('New Project', 'new-project', 'CmdOrCtrl+N'),
  { type: 'separator' },
  item('Bring In Pictures…', 'import-pictures', 'CmdOrCtrl+O'),
  item('Export the Picture…', 'export-picture', 'CmdOrCtrl+Shift+S'),
  { type: 'separator' },
  item('Back Up Now', 'back-up'),
  item('Restore from a Backup…', 'show-backups'),
  item('Save a Copy of the Project…', 'save-copy'),
  item('Add a Project from a Folder…', 'add-project'),
  item('Show the Project’s Folder', 'show-folder'),
  { type: 'separator' },
  mac ? { role: 'close' } : { role: 'quit' },
];

const editMenu = (item: Item): MenuItemConstructorOptions[] => [
  item('Undo', 'undo', 'CmdOrCtrl+Z'),
  item('Redo', 'redo', 'CmdOrCtrl+Shift+Z'),
  // The other usual key for the same thing.
  { ...item('Redo', 'redo', 'CmdOrCtrl+Y'), id: 'redo-y', visible: false, acceleratorWorksWhenHidden: true },
  { type: 'separator' },
  { role: 'cut' },
  { role: 'copy' },
  { role: 'paste' },
  { role: 'selectAll' },
];

const viewMenu = (item: Item): MenuItemConstructorOptions[] => [
  item('Zoom In', 'zoom-in', 'CmdOrCtrl+Plus'),
  {
    ...item('Zoom In', 'zoom-in', 'CmdOrCtrl+='),
    id: 'zoom-in-equals',
    visible: false,
    acceleratorWorksWhenHidden: true,
  },
  item('Zoom Out', 'zoom-out', 'CmdOrCtrl+-'),
  item('Fit the Page', 'zoom-fit', 'CmdOrCtrl+0'),
  item('Actual Size', 'zoom-100', 'CmdOrCtrl+1'),
  { type: 'separator' },
  item('Light or Dark', 'toggle-theme'),
  { role: 'togglefullscreen' },
  ...(app.isPackaged ? [] : [{ type: 'separator' } as const, { role: 'toggleDevTools' } as const]),
];

const helpMenu = (item: Item, help: HelpActions, mac: boolean): MenuItemConstructorOptions[] => [
  item('Show All Keys', 'show-shortcuts', 'CmdOrCtrl+/'),
  { type: 'separator' },
  { id: 'show-logs', label: 'Show Logs', click: help.showLogs },
  { id: 'save-report', label: 'Save a Report…', click: help.saveReport },
  // On a Mac it is in the menu of the application.
  ...(mac ? [] : [{ type: 'separator' } as const, { role: 'about', label: 'About DiMOO Studio' } as const]),
];
