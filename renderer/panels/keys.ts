import type { KeyboardEvent } from 'react';
import type { ShortcutAction } from '../../preload/keys/shortcuts.ts';
import { showKey } from '../tools/key-names.ts';
import { useApp, useKeys, useWords } from './context.ts';

/** The key of an action as the platform writes it; undefined where the action has no key. */
export function useKey(action: ShortcutAction): string | undefined {
  const platform = useApp((app) => app.platform);
  const { names } = useWords().keys;
  const key = useKeys(({ current }) => current[action][0]);
  return key === undefined ? undefined : showKey(key, platform, names);
}

/** A key handler for a field. Enter starts the action beside the field and does not reach the window's handler. */
export function onEnter(begin: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    begin();
  };
}
