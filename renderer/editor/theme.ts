import type { Theme } from '../panels/studio.ts';

/**
 * Shows a theme as `data-theme` of the page's root, 'light' or 'dark', following the system where
 * that is the choice. Returns the end of following.
 */
export function createTheme(root: HTMLElement): { apply(theme: Theme): void; stop(): void } {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  let chosen: Theme = 'system';
  const show = () => {
    const system = dark.matches ? 'dark' : 'light';
    root.dataset.theme = chosen === 'system' ? system : chosen;
  };
  dark.addEventListener('change', show);
  show();
  return {
    apply: (theme) => {
      chosen = theme;
      show();
    },
    stop: () => dark.removeEventListener('change', show),
  };
}
