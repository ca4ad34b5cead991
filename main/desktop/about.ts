import type { AboutPanelOptionsOptions } from 'electron';
import type { StudioWords } from '../../preload/words/index.ts';
import { electronTitle } from '../electron-line.ts';

/** The content of the system's About panel. */
export function aboutPanel(
  { product, dialogs }: StudioWords,
  version: string,
  electron: string,
): AboutPanelOptionsOptions {
  return {
    applicationName: product,
    applicationVersion: version,
    version: electronTitle(electron),
    copyright: 'Apache License 2.0',
    credits: dialogs.credits,
  };
}
