import { type ShortcutAction, shortcuts, showKey } from '../tools/shortcuts.ts';
import { useApp } from './context.ts';

/** The key of an action as this machine writes it; undefined where it has none. */
export function useKey(action: ShortcutAction): string | undefined {
  const platform = useApp((app) => app.platform);
  const key = shortcuts.find((shortcut) => shortcut.action === action)?.keys[0];
  return key === undefined ? undefined : showKey(key, platform);
}
