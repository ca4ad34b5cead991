/** What the Help menu does by itself: shows the logs and saves the report. */
import { mkdir } from 'node:fs/promises';
import { type BrowserWindow, dialog, shell } from 'electron';

/** Opens the folder in the system's file manager. */
export async function showLogs(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const problem = await shell.openPath(folder);
  if (problem !== '') dialog.showErrorBox('The logs could not be shown', `They lie in ${folder}`);
}

/**
 * Asks where to, and says it where it cannot be written.
 * @param write writes the report into a file; rejects with one sentence
 */
export async function saveReport(window: BrowserWindow | null, write: (file: string) => Promise<void>): Promise<void> {
  const day = new Date().toISOString().slice(0, 10);
  const options = {
    title: 'Save a report for a bug report',
    defaultPath: `dimoo-studio-report-${day}.txt`,
    filters: [{ name: 'Text', extensions: ['txt'] }],
  };
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  if (canceled || !filePath) return;
  await write(filePath).catch((error: unknown) =>
    dialog.showErrorBox('The report was not saved', error instanceof Error ? error.message : String(error)),
  );
}
