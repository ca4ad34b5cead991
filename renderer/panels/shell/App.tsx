import { useEffect, useLayoutEffect, useSyncExternalStore } from 'react';
import { I18nProvider } from 'react-aria-components';
import '../../theme/theme.css';

import { localeOf } from '../../../preload/words/index.ts';
import type { Studio } from '../../state/studio.ts';
import { StudioContext, useApp } from '../context.ts';
import { standInForPressableStyle } from '../controls/pressable.ts';
import { Phase } from './Phase.tsx';
import { Window } from './Window.tsx';

standInForPressableStyle();

/** The root component of the window. */
export function App({ studio }: { readonly studio: Studio }) {
  return (
    <StudioContext value={studio}>
      <Themed />
    </StudioContext>
  );
}

function Themed() {
  const phase = useApp((app) => app.phase);
  const theme = useShownTheme();
  const language = useApp((app) => app.language);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    // The library has words of its own, for instance for the hidden buttons that close a menu.
    <I18nProvider locale={localeOf[language]}>{phase === 'ready' ? <Window theme={theme} /> : <Phase />}</I18nProvider>
  );
}

const darkSystem = '(prefers-color-scheme: dark)';

function watchSystem(changed: () => void): () => void {
  const query = window.matchMedia(darkSystem);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** The theme that is shown. 'system' becomes the current theme of the system. */
function useShownTheme(): 'light' | 'dark' {
  const theme = useApp((app) => app.theme);
  const dark = useSyncExternalStore(watchSystem, () => window.matchMedia(darkSystem).matches);
  if (theme !== 'system') return theme;
  return dark ? 'dark' : 'light';
}
