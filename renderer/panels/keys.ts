import type { KeyboardEvent } from 'react';
import { showKey } from '../tools/key-names.ts';
import { type ShortcutAction, shortcuts } from '../tools/shortcuts.ts';
import { useApp, useWords } from './context.ts';

/** The key of an action as this machine writes it; undefined where it has none. */
export function useKey(action: ShortcutAction): string | undefined {
  const platform = useApp((app) => app.platform);
  const { names } = useWords().keys;
  const key = shortcuts.find((shortcut) => shortcut.action === action)?.keys[0];
  return key === undefined ? undefined : showKey(key, platform, names);
}

/** For a field in the window's way: its Enter begins what stands beside it, and does not reach the window's own. */
export function onEnter(begin: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    begin();
  };
}
