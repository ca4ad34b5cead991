import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { StudioError } from '../../preload/contract/errors.ts';
import { sniffMediaType } from '../../preload/contract/media-type.ts';
import type { Recovery } from '../../preload/contract/recovery.ts';
import type { StudioWords } from '../../preload/words/index.ts';
import { writeAtomically } from './atomic-write.ts';
import { freeName } from './free-name.ts';
import { safeName } from './pictures.ts';

/** Lets the user choose a folder and writes the work into a new folder there, as files that any program reads. */
export async function saveCopy(
  { dialogs }: StudioWords,
  window: BrowserWindow,
  copy: Recovery & { page: Uint8Array },
): Promise<boolean> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: dialogs.saveCopy,
    buttonLabel: dialogs.saveCopyButton,
    properties: ['openDirectory', 'createDirectory'],
  });
  const [place] = filePaths;
  if (canceled || place === undefined) return false;
  await writeCopy(dialogs, place, copy).catch((cause: unknown) => {
    throw StudioError.of('desktop.copy-not-written', {}, { cause, detail: String(cause) });
  });
  return true;
}

/** The page, each layer's picture from the bottom up, and the document as the studio has it. */
export async function writeCopy(
  dialogs: StudioWords['dialogs'],
  place: string,
  { page, pictures, ...rest }: Recovery & { page: Uint8Array },
) {
  const folder = freeName(join(place, dialogs.copyOf({ name: stem(dialogs, rest.name) })));
  await mkdir(join(folder, 'layers'), { recursive: true });
  await writeAtomically(join(folder, 'page.png'), page);
  for (const [at, { name, bytes }] of pictures.entries()) {
    await writeAtomically(join(folder, 'layers', `${at + 1} ${stem(dialogs, name)}.${extensionOf(bytes)}`), bytes);
  }
  await writeAtomically(join(folder, 'document.json'), Buffer.from(JSON.stringify(rest)));
  return folder;
}

const stem = (dialogs: StudioWords['dialogs'], name: string) =>
  safeName(name, dialogs.pictureName)
    .replace(/\.png$/, '')
    .replaceAll(/\s+/g, ' ');

function extensionOf(bytes: Uint8Array): string {
  const type = sniffMediaType(bytes);
  return type === null ? 'bin' : (type.split('/')[1] ?? 'bin').replace('jpeg', 'jpg');
}
