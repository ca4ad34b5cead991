import { app, type BrowserWindow } from 'electron';
import { channels } from '../../preload/contract/channels.ts';
import type { DesktopEvent } from '../../preload/contract/desktop.ts';
import type { Log } from '../logs/entries.ts';
import { Closing } from './closing.ts';
import { askToClose, askToStartAgain } from './questions.ts';
import { Revivals } from './revivals.ts';

let quitting = false;
app.on('before-quit', () => {
  quitting = true;
});

const closings = new WeakMap<BrowserWindow, Closing>();

/** What is known of the work in a window. */
export function closingOf(window: BrowserWindow): Closing {
  const closing = closings.get(window);
  if (closing === undefined) throw new Error('This window is not guarded.');
  return closing;
}

/** No way out of the window, and no death of its page, passes by the work in it that is not saved. */
export function guardWindow(window: BrowserWindow, log: Log): void {
  const closing = new Closing({
    ask: () => {
      if (window.webContents.isCrashed() || window.webContents.isLoadingMainFrame()) return false;
      window.webContents.send(channels.event, { kind: 'closing' } satisfies DesktopEvent);
      return true;
    },
    question: (unsaved) => askToClose(window, unsaved),
    // Closing one window ends no quit that was begun; that goes on from here.
    close: () => (quitting ? app.quit() : window.close()),
  });
  closings.set(window, closing);
  window.on('close', (event) => {
    const stay = () => {
      quitting = false;
    };
    if (!closing.mayClose(stay)) event.preventDefault();
  });
  reviveWhenLost(window, closing, log);
}

/** A page whose process died is loaded anew; what it showed is in the store. Not for ever without a word, though. */
function reviveWhenLost(window: BrowserWindow, closing: Closing, log: Log): void {
  const revivals = new Revivals();
  window.webContents.on('render-process-gone', async (_event, { reason }) => {
    log({ code: 'window-died', reason });
    if (reason === 'clean-exit') return;
    if (revivals.died()) return window.webContents.reload();
    if ((await askToStartAgain(window, closing.told)) === 'quit') return app.quit();
    revivals.forget();
    window.webContents.reload();
  });
}
