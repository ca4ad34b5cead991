import type { ShortcutAction } from '../../../preload/keys/shortcuts.ts';
import { useKey } from '../keys.ts';

/** The first key of an action; nothing where it has none. */
export function KeyHint({ action, className }: { readonly action: ShortcutAction; readonly className?: string }) {
  const key = useKey(action);
  return key === undefined ? null : <kbd className={className}>{key}</kbd>;
}
