import { BrowserWindow, nativeTheme, type Rectangle, screen, session } from 'electron';
import type { StudioWords } from '../../preload/words/index.ts';
import type { Log } from '../logs/entries.ts';
import { guardWindow } from './guarded-window.ts';
import { logPageErrors } from './page-errors.ts';
import { PAGE_ORIGIN } from './policy.ts';
import type { WindowStateFile } from './window-state.ts';

const SIZE = { width: 1440, height: 900 };
const LEAST = { width: 1024, height: 640 };

export interface WindowPlan {
  readonly preload: string;
  readonly state: WindowStateFile;
  readonly log: Log;
  /** A picture for systems that have none of the program's; undefined: the system's own way. */
  readonly icon: string | undefined;
  /** In the language of the moment. */
  readonly words: () => StudioWords;
}

/** Opens the studio's window, which appears once its page is painted. */
export function openStudioWindow({ preload, state, log, icon, words }: WindowPlan): BrowserWindow {
  const window = new BrowserWindow({
    ...place(state.state.bounds),
    minWidth: LEAST.width,
    minHeight: LEAST.height,
    show: false,
    title: words().product,
    ...(icon === undefined ? {} : { icon }),
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#17181b' : '#f4f4f5',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      spellcheck: false,
      // Progress and autosave continue while another window covers this one.
      backgroundThrottling: false,
    },
  });
  if (state.state.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => void state.update({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }));
  keepToOurPage(window);
  guardWindow(window, log, words);
  logPageErrors(window, log);
  void window.loadURL(`${PAGE_ORIGIN}/index.html`);
  return window;
}

/**
 * Denies every permission but writing text to the clipboard, which captions need, and listing the fonts of the system,
 * which text needs.
 */
export function denyPermissions(): void {
  // Electron's types lack the name for fonts.
  const isAllowed = (permission: string) => permission === 'clipboard-sanitized-write' || permission === 'local-fonts';
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => answer(isAllowed(permission)));
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => isAllowed(permission));
}

function keepToOurPage(window: BrowserWindow): void {
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  window.webContents.on('will-redirect', (event) => event.preventDefault());
  window.webContents.on('will-attach-webview', (event) => event.preventDefault());
  window.on('page-title-updated', (event) => event.preventDefault());
}

/** The window's last position, if a screen still shows it. */
function place(bounds: Rectangle | null): Partial<Rectangle> {
  if (!bounds) return SIZE;
  const { workArea } = screen.getDisplayMatching(bounds);
  const overlapX = Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x);
  const overlapY = Math.min(bounds.y + bounds.height, workArea.y + workArea.height) - Math.max(bounds.y, workArea.y);
  return overlapX > 100 && overlapY > 100 ? bounds : SIZE;
}
