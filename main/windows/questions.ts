import { type BrowserWindow, dialog } from 'electron';
import type { Unsaved } from '../../preload/contract/recovery.ts';

/** Questions in native dialogs, which appear whatever the page is doing. */

/** The sentence about copies, empty where none could be kept. */
function ofCopies(unsaved: readonly Unsaved[]): string {
  return unsaved.every(({ copyKept }) => copyKept)
    ? 'A copy of your work is kept apart and will be offered when the studio starts again.'
    : 'There is no copy of it elsewhere yet.';
}

export async function askToClose(
  window: BrowserWindow,
  unsaved: readonly Unsaved[],
): Promise<'stay' | 'retry' | 'close'> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: `${namesOf(unsaved)} ${unsaved.length === 1 ? 'is' : 'are'} not saved.`,
    detail: [...new Set(unsaved.map(({ reason }) => reason)), ofCopies(unsaved)].join('\n\n'),
    buttons: ['Keep working', 'Save again', 'Close anyway'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return (['stay', 'retry', 'close'] as const)[response] ?? 'stay';
}

export async function askToLeave(window: BrowserWindow, unsaved: Unsaved): Promise<boolean> {
  const { name, reason } = unsaved;
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: `“${name}” is not saved.`,
    detail: `${reason}\n\nIf you go on, it stays open in the background and saving is tried again. ${ofCopies([unsaved])}`,
    buttons: ['Stay here', 'Go on'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}

/** Asks what to do with a page that ended several times. */
export async function askToStartAgain(window: BrowserWindow, unsaved: readonly Unsaved[]): Promise<'start' | 'quit'> {
  const safe =
    unsaved.length === 0
      ? 'All your work is saved.'
      : `Everything is saved but the last changes to ${namesOf(unsaved)}. ${ofCopies(unsaved)}`;
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The window keeps stopping.',
    detail: `${safe}\n\nA drawing that was under way is lost. You can start the window again, or quit and start the studio later.`,
    buttons: ['Start again', 'Quit'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 0 ? 'start' : 'quit';
}

function namesOf(unsaved: readonly Unsaved[]): string {
  const names = unsaved.map(({ name }) => `“${name}”`);
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
