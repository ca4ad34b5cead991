import { app, type BrowserWindow } from 'electron';
import { channels } from '../../preload/contract/channels.ts';
import type { DesktopEvent } from '../../preload/contract/desktop.ts';
import type { StudioWords } from '../../preload/words/index.ts';
import type { Log } from '../logs/entries.ts';
import { Closing } from './closing.ts';
import { askToClose, askToStartAgain } from './questions.ts';
import { Revivals } from './revivals.ts';

let quitting = false;
app.on('before-quit', () => {
  quitting = true;
});

const closings = new WeakMap<BrowserWindow, Closing>();

/** The closing state of a window. */
export function closingOf(window: BrowserWindow): Closing {
  const closing = closings.get(window);
  if (closing === undefined) throw new Error('This window is not guarded.');
  return closing;
}

/** Guards unsaved work in a window against every way of closing it and against the death of its page. */
export function guardWindow(window: BrowserWindow, log: Log, words: () => StudioWords): void {
  const closing = new Closing({
    ask: () => {
      if (window.webContents.isCrashed() || window.webContents.isLoadingMainFrame()) return false;
      window.webContents.send(channels.event, { kind: 'closing' } satisfies DesktopEvent);
      return true;
    },
    // A quit that was begun continues from here.
    question: (unsaved) => askToClose(words(), window, unsaved),
    close: () => (quitting ? app.quit() : window.close()),
  });
  closings.set(window, closing);
  window.on('close', (event) => {
    const stay = () => {
      quitting = false;
    };
    if (!closing.mayClose(stay)) event.preventDefault();
  });
  reviveWhenLost(window, closing, log, words);
}

/** Reloads a page whose process died, since the store has its content. After several deaths it asks first. */
function reviveWhenLost(window: BrowserWindow, closing: Closing, log: Log, words: () => StudioWords): void {
  const revivals = new Revivals();
  window.webContents.on('render-process-gone', async (_event, { reason }) => {
    log({ code: 'window-died', reason });
    if (reason === 'clean-exit') return;
    if (revivals.died()) return window.webContents.reload();
    if ((await askToStartAgain(words(), window, closing.told)) === 'quit') return app.quit();
    revivals.forget();
    window.webContents.reload();
  });
}
