import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '../../preload/contract/errors.ts';
import { sniffMediaType } from '../../preload/contract/media-type.ts';
import { writeAtomically } from './atomic-write.ts';
import { saveFailure } from './export.ts';
import { safeName } from './pictures.ts';

/** Files that can be dragged out at a time. The program that takes one may copy it a while after the drop. */
const MOST_KEPT = 16;

/** A file that lies ready to be dragged. */
export interface DraggedFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * Pictures that are dragged out of the window, as files of a folder of their own. The page knows them by ids. The folder
 * is emptied when the studio starts and when it ends.
 */
export class DraggedFiles {
  readonly #folder: string;
  readonly #files = new Map<string, DraggedFile>();
  #emptied: Promise<void>;

  /** @param folder a folder that holds nothing else */
  constructor(folder: string) {
    this.#folder = folder;
    this.#emptied = rm(folder, { recursive: true, force: true });
    // A folder that could not be emptied is reported by the first file that is written there.
    this.#emptied.catch(() => undefined);
  }

  /**
   * Writes one of our PNG files and returns its id. The oldest file goes where there are too many.
   * @param otherwise the name of a picture whose own name is empty
   * @throws StudioError `desktop.only-png`, or the sentence for a file that could not be written
   */
  async prepare(suggestedName: string, otherwise: string, bytes: Uint8Array): Promise<string> {
    if (sniffMediaType(bytes) !== 'image/png') throw StudioError.of('desktop.only-png', {});
    const id = randomUUID();
    const name = safeName(suggestedName, otherwise).replaceAll(/\s+/g, ' ');
    const path = join(this.#folder, id, name);
    try {
      await this.#emptied;
      await writeAtomically(path, bytes);
      this.#files.set(id, { path, bytes: Buffer.from(bytes) });
      await this.#dropOldest();
    } catch (cause) {
      throw saveFailure(name, cause);
    }
    return id;
  }

  /** @throws StudioError `desktop.not-dragged` where there is no such file any more */
  get(id: string): DraggedFile {
    const file = this.#files.get(id);
    if (file === undefined) throw StudioError.of('desktop.not-dragged', {});
    return file;
  }

  async removeAll(): Promise<void> {
    this.#files.clear();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #dropOldest(): Promise<void> {
    for (const id of [...this.#files.keys()].slice(0, -MOST_KEPT)) {
      this.#files.delete(id);
      await rm(join(this.#folder, id), { recursive: true, force: true });
    }
  }
}
