import { type RefObject, useEffect } from 'react';

/**
 * Keeps the keyboard in a dialog. What had the focus may go, or may be disabled while something is done, and the browser
 * leaves the focus nowhere then: neither Escape nor Tab would reach the dialog.
 * @param onEscape called where Escape is pressed then
 */
export function useKeptFocus(dialog: RefObject<HTMLElement | null>, onEscape: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { current } = dialog;
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (current === null || !isLost || !isUppermost(current)) return;
      current.focus();
      if (event.key === 'Escape') onEscape();
    };
    window.addEventListener('keydown', press, true);
    return () => window.removeEventListener('keydown', press, true);
  }, [dialog, onEscape]);
}

const isUppermost = (dialog: HTMLElement) =>
  [...document.querySelectorAll('[role=dialog], [role=alertdialog]')].at(-1) === dialog;
