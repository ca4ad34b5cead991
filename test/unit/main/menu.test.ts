import type { MenuItemConstructorOptions } from 'electron';
import { beforeEach, expect, test, vi } from 'vitest';
import { aboutPanel } from '../../../main/desktop/about.ts';
import { setMenu } from '../../../main/desktop/menu.ts';
import { usualBindings } from '../../../preload/contract/key-bindings.ts';
import { layerCommands, pixelCommands } from '../../../preload/contract/layer-commands.ts';
import { currentKeys, keysOfSet, rebound } from '../../../preload/keys/current-keys.ts';
import { labelOf, shortcuts } from '../../../preload/keys/shortcuts.ts';
import { english } from '../../helpers/english.ts';

const built = vi.hoisted(() => ({ template: [] as MenuItemConstructorOptions[] }));

vi.mock('electron', () => ({
  app: { isPackaged: true },
  Menu: {
    buildFromTemplate: (template: MenuItemConstructorOptions[]) => {
      built.template = template;
    },
    setApplicationMenu: () => undefined,
  },
}));

const within = ({ submenu }: MenuItemConstructorOptions): MenuItemConstructorOptions[] =>
  Array.isArray(submenu) ? submenu.flatMap((item) => [item, ...within(item)]) : [];

const items = () => built.template.flatMap(within).filter(({ id }) => id !== undefined);

const called: string[] = [];
const help = { showLogs: () => called.push('logs'), saveReport: () => called.push('report') };
beforeEach(() => setMenu(english, keysOfSet('photoshop'), () => undefined, help));

test('the menu calls a thing as the key list and the buttons call it', () => {
  const plain = (label: string) => label.replace('…', '').toLowerCase();
  const named = items().flatMap(({ id, label = '' }) => {
    const shortcut = shortcuts.find(({ action }) => action === id);
    if (shortcut === undefined || shortcut.label === null) return [];
    return [[plain(label), plain(labelOf(english, shortcut.label))]];
  });
  expect(named.length).toBeGreaterThanOrEqual(9);
  for (const [menu, list] of named) expect(menu).toBe(list);
});

test('the menu has every command on layers once', () => {
  const ids = items().map(({ id }) => id);
  const commands = [...layerCommands, ...pixelCommands];
  expect(ids.filter((id) => commands.some((command) => command === id)).sort()).toEqual([...commands].sort());
});

test('the menu shows the keys of the moment, and listens to those that nothing else has', () => {
  const found = (id: string) => {
    const { accelerator, registerAccelerator, visible } = items().find((item) => item.id === id) ?? {};
    return { accelerator, registerAccelerator, visible };
  };
  expect(found('redo')).toMatchObject({ accelerator: 'CmdOrCtrl+Shift+Z', registerAccelerator: true });
  expect(found('redo-2')).toMatchObject({ accelerator: 'CmdOrCtrl+Y', registerAccelerator: true, visible: false });
  expect(found('zoom-in').accelerator).toBe('CmdOrCtrl+Plus');
  expect(found('show-shortcuts').accelerator).toBe('CmdOrCtrl+/');
  expect(found('group-layers')).toMatchObject({ accelerator: 'CmdOrCtrl+G', registerAccelerator: false });

  let bindings = rebound(usualBindings, 'new-project', ['Y']);
  bindings = rebound(bindings, 'clear-mask', ['Ctrl+A']);
  bindings = rebound(bindings, 'undo', ['Ctrl+U']);
  bindings = rebound(bindings, 'redo', ['ß', 'Ctrl+ArrowUp', 'ContextMenu', 'Ctrl+Pause']);
  setMenu(english, currentKeys(bindings), () => undefined, help);
  // Both belong to fields for words while one has the focus.
  expect(found('new-project')).toMatchObject({ accelerator: 'Y', registerAccelerator: false });
  expect(found('clear-mask')).toMatchObject({ accelerator: 'CmdOrCtrl+A', registerAccelerator: false });
  expect(found('select-all').accelerator).toBeUndefined();
  expect(found('undo')).toMatchObject({ accelerator: 'CmdOrCtrl+U', registerAccelerator: true });
  // Electron's menus know none of these keys, and Ctrl+↑ is a key of the canvas that stays.
  expect(found('redo').accelerator).toBeUndefined();
});

test('Help leads to the logs, to a report and to what the studio is', () => {
  const { submenu } = built.template.at(-1) ?? {};
  const entries = Array.isArray(submenu) ? submenu : [];
  for (const id of ['show-logs', 'save-report']) {
    const click = entries.find((entry) => entry.id === id)?.click as (() => void) | undefined;
    // Both act without what Electron hands to a click.
    click?.();
  }
  expect(called).toEqual(['logs', 'report']);
  expect(entries.map(({ label }) => label)).toEqual(expect.arrayContaining(['Show Logs', 'Save a Report…']));
  if (process.platform !== 'darwin') expect(entries).toContainEqual({ role: 'about', label: 'About DiMOO Studio' });
});

test('About names the studio, its version and an Electron that is old as such', () => {
  const { applicationName, applicationVersion, version } = aboutPanel(english, '0.1.0', '33.2.1');
  expect([applicationName, applicationVersion]).toEqual(['DiMOO Studio', '0.1.0']);
  expect(version).toContain('Electron 33.2.1 (older than');
});
