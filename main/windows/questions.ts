import { type BrowserWindow, dialog } from 'electron';
import type { Unsaved } from '../../preload/contract/recovery.ts';
import { localeOf, type StudioWords } from '../../preload/words/index.ts';
import { sentenceOf } from '../../preload/words/sentence.ts';

/** Questions in native dialogs, which appear whatever the page is doing. */

/** The sentence about copies, empty where none could be kept. */
function ofCopies({ questions }: StudioWords, unsaved: readonly Unsaved[]): string {
  return unsaved.every(({ copyKept }) => copyKept) ? questions.copyKept : questions.noCopy;
}

export async function askToClose(
  words: StudioWords,
  window: BrowserWindow,
  unsaved: readonly Unsaved[],
): Promise<'stay' | 'retry' | 'close'> {
  const { questions } = words;
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: questions.notSaved({ count: unsaved.length, names: namesOf(words, unsaved) }),
    detail: [...new Set(unsaved.map((one) => reasonOf(words, one))), ofCopies(words, unsaved)].join('\n\n'),
    buttons: [questions.keepWorking, questions.saveAgain, questions.closeAnyway],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return (['stay', 'retry', 'close'] as const)[response] ?? 'stay';
}

export async function askToLeave(words: StudioWords, window: BrowserWindow, unsaved: Unsaved): Promise<boolean> {
  const { questions } = words;
  const { response } = await dialog.showMessageBox(window, {
    type: 'warning',
    message: questions.notSaved({ count: 1, names: namesOf(words, [unsaved]) }),
    detail: `${reasonOf(words, unsaved)}\n\n${questions.leave({ copies: ofCopies(words, [unsaved]) })}`,
    buttons: [questions.stayHere, questions.goOn],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 1;
}

/** Asks what to do with a page that ended several times. */
export async function askToStartAgain(
  words: StudioWords,
  window: BrowserWindow,
  unsaved: readonly Unsaved[],
): Promise<'start' | 'quit'> {
  const { questions } = words;
  const safe =
    unsaved.length === 0
      ? questions.allSaved
      : questions.savedBut({ names: namesOf(words, unsaved), copies: ofCopies(words, unsaved) });
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: questions.stopping,
    detail: `${safe}\n\n${questions.startAgainHelp}`,
    buttons: [questions.startAgain, questions.quit],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 0 ? 'start' : 'quit';
}

const reasonOf = (words: StudioWords, { reasons }: Unsaved): string =>
  reasons.map((reason) => sentenceOf(words, reason)).join(' ');

function namesOf({ questions, language }: StudioWords, unsaved: readonly Unsaved[]): string {
  const names = unsaved.map(({ name }) => questions.named({ name }));
  return new Intl.ListFormat(localeOf[language], { type: 'conjunction' }).format(names);
}
