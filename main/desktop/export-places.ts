import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { StudioError } from '../../preload/contract/errors.ts';
import { type ExportType, exportFormatOf, isOfType } from '../../preload/contract/exporting.ts';
import { safeStem } from '../../preload/contract/file-names.ts';
import type { StudioWords } from '../../preload/words/index.ts';
import { writeAtomically } from './atomic-write.ts';
import { saveFailure } from './export.ts';
import { freeName } from './free-name.ts';
import { pictureStem } from './pictures.ts';

interface Asked {
  readonly suggestedName: string;
  readonly mediaType: ExportType;
  /** Whether several files are to be written, into a new folder. */
  readonly several: boolean;
}

interface Place {
  readonly path: string;
  readonly mediaType: ExportType;
  readonly several: boolean;
}

/** The places that the user chose for exports. The window names a place by its id and never learns its path. */
export class ExportPlaces {
  readonly #places = new Map<string, Place>();

  /**
   * Asks for a file of this format, or for the folder in which a new folder of files is made. Returns null where the
   * user cancelled.
   * @throws StudioError where the name that would be written exists and the user was not asked about it
   */
  async choose({ dialogs }: StudioWords, window: BrowserWindow, asked: Asked): Promise<string | null> {
    const { mediaType, several } = asked;
    const stem = pictureStem(asked.suggestedName, dialogs.pictureName);
    const path = await (several ? chooseFolder(dialogs, window, stem) : chooseFile(dialogs, window, stem, mediaType));
    if (path === null) return null;
    const place = randomUUID();
    this.#places.set(place, { path, mediaType, several });
    return place;
  }

  /**
   * Writes a file of the chosen format, whole or not at all. A place for one file can be written to once.
   * @param name the name in the folder, without an extension
   */
  async write(id: string, name: string, bytes: Uint8Array): Promise<void> {
    const place = this.#places.get(id);
    if (place === undefined || !isOfType(bytes, place.mediaType)) {
      throw StudioError.of('desktop.not-chosen', {});
    }
    const { path, mediaType, several } = place;
    if (!several) this.#places.delete(id);
    const file = several
      ? freeName(join(path, safeStem(name, 'Layer')), `.${exportFormatOf(mediaType).extensions[0]}`)
      : path;
    await writeAtomically(file, bytes).catch((cause: unknown) => {
      throw saveFailure(basename(file), cause);
    });
  }
}

async function chooseFile(
  dialogs: StudioWords['dialogs'],
  window: BrowserWindow,
  stem: string,
  mediaType: ExportType,
): Promise<string | null> {
  const extensions = exportFormatOf(mediaType).extensions;
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: dialogs.exportAs,
    defaultPath: `${stem}.${extensions[0]}`,
    filters: [{ name: dialogs.pictureOf({ format: exportFormatOf(mediaType).name }), extensions: [...extensions] }],
  });
  if (canceled || !filePath) return null;
  const file = withOneOf(filePath, extensions);
  // The dialog asked only about the typed name, so a name with an added extension must not overwrite a file.
  if (file !== filePath && existsSync(file)) throw StudioError.of('desktop.file-exists', { file: basename(file) });
  return file;
}

/** A new folder in the chosen one. It is made when its first file is written. */
async function chooseFolder(dialogs: StudioWords['dialogs'], window: BrowserWindow, stem: string) {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: dialogs.exportLayers,
    buttonLabel: dialogs.exportLayersButton,
    properties: ['openDirectory', 'createDirectory'],
  });
  const [place] = filePaths;
  return canceled || place === undefined ? null : freeName(join(place, dialogs.layersOf({ name: stem })));
}

/** The name, with the usual extension where it has none of the format. */
export function withOneOf(file: string, extensions: readonly string[]): string {
  const has = extensions.some((extension) => file.toLowerCase().endsWith(`.${extension}`));
  return has ? file : `${file}.${extensions[0]}`;
}
