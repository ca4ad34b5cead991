import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { StudioError } from '../../preload/contract/errors.ts';
import { idSchema } from '../../preload/contract/ids.ts';
import {
  type Recovery,
  type RecoveryFile,
  type RecoveryNote,
  recoveryFileSchema,
  recoveryIdSchema,
} from '../../preload/contract/recovery.ts';
import { writeAtomically } from './atomic-write.ts';

/**
 * Keeps copies of documents that the store could not take, outside of its folders:
 *
 *   <data>/recovery/<id>/recovery.json, <id>/pictures/<hash>
 *
 * The id is the project's. A copy of an earlier run that waits for the user's decision is set aside under an id of its
 * own. Where the data folder's disk does not take a copy, the temporary folder does, with the same layout.
 */
export class RecoveryFolder {
  readonly #roots: readonly string[];
  /** Projects whose copies this run has written. */
  readonly #own = new Set<string>();

  constructor(data: string, temporary = tmpdir()) {
    const own = createHash('sha256').update(data).digest('hex').slice(0, 12);
    this.#roots = [join(data, 'recovery'), join(temporary, `dimoo-studio-recovery-${own}`)];
  }

  /** @throws StudioError `disk-full` where no folder takes it */
  async keep(recovery: Recovery): Promise<void> {
    const { pictures, ...rest } = recovery;
    await this.#setEarlierAside(recovery.projectId);
    await this.#firstThatTakes(recovery.projectId, async (folder) => {
      for (const { hash, bytes } of pictures) await writeAtomically(join(folder, 'pictures', hash), bytes);
      const note = { ...rest, pictures: pictures.map(({ hash, name }) => ({ hash, name })) };
      await writeAtomically(join(folder, 'recovery.json'), Buffer.from(JSON.stringify(note)));
    });
  }

  /** The copies, newest first. One that cannot be read is left out of the list and stays on disk. */
  async list(): Promise<RecoveryNote[]> {
    const notes = await Promise.all(
      (await this.#folders()).map(async (folder) => {
        const note = await this.#noteOf(folder);
        return note && { ...note, id: basename(folder) };
      }),
    );
    return notes.filter((note) => note !== null).toSorted((a, b) => b.keptAt - a.keptAt);
  }

  /** @throws StudioError `not-found` where there is none, `store-damaged` where it cannot be read */
  async read(id: string): Promise<Recovery> {
    for (const folder of await this.#folders()) {
      const kept = basename(folder) === id ? await this.#noteOf(folder) : null;
      if (kept === null) continue;
      const pictures = await Promise.all(
        kept.pictures.map(async ({ hash, name }) => {
          const bytes = new Uint8Array(await readFile(join(folder, 'pictures', hash)));
          return { hash, name, bytes };
        }),
      ).catch((cause: unknown) => {
        throw StudioError.of('recovery.unreadable', {}, { cause });
      });
      return { ...kept, pictures };
    }
    throw StudioError.of('recovery.gone', {});
  }

  async drop(id: string): Promise<void> {
    const name = recoveryIdSchema.parse(id);
    for (const root of this.#roots) await rm(join(root, name), { recursive: true, force: true });
  }

  async #setEarlierAside(projectId: string): Promise<void> {
    if (this.#own.has(projectId)) return;
    this.#own.add(projectId);
    for (const root of this.#roots) {
      const folder = join(root, idSchema.parse(projectId));
      const earlier = await this.#noteOf(folder);
      if (earlier !== null) await rename(folder, `${folder}.${earlier.keptAt}`).catch(() => undefined);
    }
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
    throw StudioError.of('recovery.not-kept', {}, { cause: problem });
  }

  async #folders(): Promise<string[]> {
    const lists = this.#roots.map(async (root) =>
      (await readdir(root).catch(() => []))
        .filter((name) => recoveryIdSchema.safeParse(name).success)
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
