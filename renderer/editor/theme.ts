import type { Theme } from '../panels/studio.ts';

const dark = window.matchMedia('(prefers-color-scheme: dark)');

/** Sets the page's theme and keeps it with the system's where the user left it to that. */
export function applyTheme(theme: Theme): void {
  const resolve = () => (theme === 'system' ? (dark.matches ? 'dark' : 'light') : theme);
  document.documentElement.dataset.theme = resolve();
  dark.onchange = () => {
    document.documentElement.dataset.theme = resolve();
  };
}
