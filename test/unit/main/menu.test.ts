import type { MenuItemConstructorOptions } from 'electron';
import { beforeEach, expect, test, vi } from 'vitest';
import { aboutPanel } from '../../../main/desktop/about.ts';
import { setMenu } from '../../../main/desktop/menu.ts';
import { layerCommands, pixelCommands } from '../../../preload/contract/layer-commands.ts';
import { labelOf, shortcuts } from '../../../renderer/tools/shortcuts.ts';
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

const items = () =>
  built.template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : [])).filter(({ id }) => id !== undefined);

const called: string[] = [];
const help = { showLogs: () => called.push('logs'), saveReport: () => called.push('report') };
beforeEach(() => setMenu(english, () => undefined, help));

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
