import { createHash } from 'node:crypto';
import { readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { manifestSchema } from '../../preload/contract/manifest.ts';
import { sha256OfFile } from '../checkpoint/checkpoint-files.ts';
import type { ConvertedFile } from './convert-file.ts';
import { writeFileDurably } from './file-writer.ts';

/** Name of the journal in the folder that a conversion fills. */
export const JOURNAL_NAME = 'conversion.json';

const journalSchema = z.object({
  /** What is converted, and into what. */
  key: z.string(),
  files: z.array(
    z.object({
      name: z.string(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      records: manifestSchema.shape.files,
    }),
  ),
});
type Journal = z.infer<typeof journalSchema>;

/** Names a conversion: the files of the checkpoint as they are now, and the options. */
export async function conversionKey(folder: string, names: readonly string[], options: unknown): Promise<string> {
  const files = await Promise.all(
    names.map(async (name) => {
      const { size, mtimeMs } = await stat(join(folder, name));
      return [name, size, mtimeMs];
    }),
  );
  return createHash('sha256')
    .update(JSON.stringify([files, options]))
    .digest('hex');
}

/** Which files of a checkpoint are converted already, kept beside them for a conversion that follows a killed one. */
export class ConversionJournal {
  readonly #folder: string;
  readonly #journal: Journal;
  /** Two files may be done at the same time. */
  #writing: Promise<void> = Promise.resolve();

  private constructor(folder: string, journal: Journal) {
    this.#folder = folder;
    this.#journal = journal;
  }

  /** Opens the journal of a folder. Files that are not as it says are forgotten, and all of them where it has another key. */
  static async open(folder: string, key: string): Promise<ConversionJournal> {
    const journal = await readJournal(folder);
    const files: ConvertedFile[] = [];
    if (journal?.key === key) {
      for (const file of journal.files) if (await isWhole(folder, file)) files.push(file);
    }
    return new ConversionJournal(folder, { key, files });
  }

  get files(): readonly ConvertedFile[] {
    return this.#journal.files;
  }

  /** Notes a file whose weights are on the disk. */
  async add(file: ConvertedFile): Promise<void> {
    this.#journal.files.push({ ...file, records: [...file.records] });
    this.#writing = this.#writing.then(() => this.#write());
    await this.#writing;
  }

  async #write(): Promise<void> {
    const next = join(this.#folder, `${JOURNAL_NAME}.next`);
    await rm(next, { force: true });
    await writeFileDurably(next, new TextEncoder().encode(JSON.stringify(this.#journal)));
    await rename(next, join(this.#folder, JOURNAL_NAME));
  }

  /** Takes the journal away, since the model is whole. */
  async end(): Promise<void> {
    await rm(join(this.#folder, JOURNAL_NAME), { force: true });
  }
}

/** Whether a folder holds the beginning of this conversion. */
export async function hasBegun(folder: string, key: string): Promise<boolean> {
  return (await readJournal(folder))?.key === key;
}

async function readJournal(folder: string): Promise<Journal | null> {
  try {
    return journalSchema.parse(JSON.parse(await readFile(join(folder, JOURNAL_NAME), 'utf8')));
  } catch {
    return null;
  }
}

async function isWhole(folder: string, { records }: ConvertedFile): Promise<boolean> {
  for (const { name, bytes, sha256 } of records) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found?.isFile() !== true || found.size !== bytes) return false;
    if ((await sha256OfFile(join(folder, name))) !== sha256) return false;
  }
  return true;
}
