import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { idSchema } from '../../preload/contract/document.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import {
  type Recovery,
  type RecoveryFile,
  type RecoveryNote,
  recoveryFileSchema,
} from '../../preload/contract/recovery.ts';
import { writeAtomically } from './atomic-write.ts';

/**
 * Copies of documents that the store could not take, outside of its folders:
 *
 *   <data>/recovery/<project id>/recovery.json, <project id>/pictures/<hash>
 *
 * Where the data folder's disk does not take them, they lie in the same way in the temporary folder.
 */
export class RecoveryFolder {
  readonly #roots: readonly string[];

  constructor(data: string, temporary = tmpdir()) {
    const own = createHash('sha256').update(data).digest('hex').slice(0, 12);
    this.#roots = [join(data, 'recovery'), join(temporary, `dimoo-studio-recovery-${own}`)];
  }

  /** @throws StudioError `disk-full` where no place takes it */
  async keep(recovery: Recovery): Promise<void> {
    const { pictures, ...rest } = recovery;
    await this.#firstThatTakes(recovery.projectId, async (folder) => {
      for (const { hash, bytes } of pictures) await writeAtomically(join(folder, 'pictures', hash), bytes);
      const note = { ...rest, pictures: pictures.map(({ hash, name }) => ({ hash, name })) };
      await writeAtomically(join(folder, 'recovery.json'), Buffer.from(JSON.stringify(note)));
    });
  }

  /** Newest first; what cannot be read is left out, and stays. */
  async list(): Promise<RecoveryNote[]> {
    const notes = await Promise.all((await this.#folders()).map((folder) => this.#noteOf(folder)));
    return notes.filter((note) => note !== null).toSorted((a, b) => b.keptAt - a.keptAt);
  }

  /** @throws StudioError `not-found` where there is none, `store-damaged` where it cannot be read */
  async read(projectId: string): Promise<Recovery> {
    for (const folder of await this.#folders()) {
      const kept = await this.#noteOf(folder);
      if (kept?.projectId !== projectId) continue;
      const pictures = await Promise.all(
        kept.pictures.map(async ({ hash, name }) => {
          const bytes = new Uint8Array(await readFile(join(folder, 'pictures', hash)));
          return { hash, name, bytes };
        }),
      ).catch((cause: unknown) => {
        throw new StudioError('store-damaged', 'The copy that was kept of this project cannot be read.', { cause });
      });
      return { ...kept, pictures };
    }
    throw new StudioError('not-found', 'There is no copy of this project any more.');
  }

  async drop(projectId: string): Promise<void> {
    const id = idSchema.parse(projectId);
    for (const root of this.#roots) await rm(join(root, id), { recursive: true, force: true });
  }

  async #firstThatTakes(projectId: string, write: (folder: string) => Promise<void>): Promise<void> {
    let problem: unknown;
    for (const root of this.#roots) {
      try {
        const folder = join(root, idSchema.parse(projectId));
        await mkdir(join(folder, 'pictures'), { recursive: true });
        await write(folder);
        return;
      } catch (error) {
        problem = error;
      }
    }
    throw new StudioError('disk-full', 'No copy of this project could be kept on this computer’s disks.', {
      cause: problem,
    });
  }

  async #folders(): Promise<string[]> {
    const lists = this.#roots.map(async (root) =>
      (await readdir(root).catch(() => []))
        .filter((name) => idSchema.safeParse(name).success)
        .map((name) => join(root, name)),
    );
    return (await Promise.all(lists)).flat();
  }

  async #noteOf(folder: string): Promise<RecoveryFile | null> {
    try {
      return recoveryFileSchema.parse(JSON.parse(await readFile(join(folder, 'recovery.json'), 'utf8')));
    } catch {
      return null;
    }
  }
}
