/** The parts of the Help menu that need no window: showing the logs and saving the report. */
import { mkdir } from 'node:fs/promises';
import { type BrowserWindow, dialog, shell } from 'electron';
import { failureOf } from '../../preload/contract/errors.ts';
import type { StudioWords } from '../../preload/words/index.ts';
import { sentenceOf } from '../../preload/words/sentence.ts';

/** Opens the folder in the system's file manager. */
export async function showLogs({ dialogs }: StudioWords, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const problem = await shell.openPath(folder);
  if (problem !== '') dialog.showErrorBox(dialogs.logsNotShown, dialogs.logsLieIn({ folder }));
}

/**
 * Asks for a file, writes the report into it, and shows an error box where that fails.
 * @param write writes the report into a file; rejects with one sentence
 */
export async function saveReport(
  words: StudioWords,
  window: BrowserWindow | null,
  write: (file: string) => Promise<void>,
): Promise<void> {
  const { dialogs } = words;
  const day = new Date().toISOString().slice(0, 10);
  const options = {
    title: dialogs.saveReport,
    defaultPath: `dimoo-studio-report-${day}.txt`,
    filters: [{ name: dialogs.text, extensions: ['txt'] }],
  };
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  if (canceled || !filePath) return;
  await write(filePath).catch((error: unknown) =>
    dialog.showErrorBox(dialogs.reportNotSaved, sentenceOf(words, failureOf(error))),
  );
}
