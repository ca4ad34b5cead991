import type { MenuItemConstructorOptions } from 'electron';
import { beforeEach, expect, test, vi } from 'vitest';
import { setMenu } from '../../../main/desktop/menu.ts';
import { shortcuts } from '../../../renderer/tools/shortcuts.ts';

const built = vi.hoisted(() => ({ template: [] as MenuItemConstructorOptions[] }));

vi.mock('electron', () => ({
  app: { isPackaged: true, setAboutPanelOptions: () => undefined },
  Menu: {
    buildFromTemplate: (template: MenuItemConstructorOptions[]) => {
      built.template = template;
    },
    setApplicationMenu: () => undefined,
  },
}));

const items = () =>
  built.template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : [])).filter(({ id }) => id !== undefined);

beforeEach(() => setMenu(() => undefined));

test('the menu calls a thing as the key list and the buttons call it', () => {
  const plain = (label: string) => label.replace('…', '').toLowerCase();
  const named = items().flatMap(({ id, label = '' }) => {
    const shortcut = shortcuts.find(({ action }) => action === id);
    return shortcut === undefined ? [] : [[plain(label), plain(shortcut.label)]];
  });
  expect(named.length).toBeGreaterThanOrEqual(9);
  for (const [menu, list] of named) expect(menu).toBe(list);
});
