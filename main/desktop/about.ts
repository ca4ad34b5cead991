import type { AboutPanelOptionsOptions } from 'electron';
import { electronTitle } from '../electron-line.ts';

/** What the system's About panel says. */
export function aboutPanel(version: string, electron: string): AboutPanelOptionsOptions {
  return {
    applicationName: 'DiMOO Studio',
    applicationVersion: version,
    version: electronTitle(electron),
    copyright: 'Apache License 2.0',
    credits: 'An image studio for artists around Lumina-DiMOO.',
  };
}
