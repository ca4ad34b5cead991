import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { MediaType } from '../../preload/contract/formats.ts';
import { hashSchema } from '../../preload/contract/ids.ts';
import { readHeader } from '../../preload/contract/picture-header.ts';
import { CARD_SIDE, MOST_CARD_BYTES, type ProjectCard } from '../../preload/contract/projects.ts';
import { SMALL_SIDE } from '../../preload/contract/thumbnail-sides.ts';
import { statRegular } from '../regular-file.ts';
import { type ReadableDB, readRow } from './database.ts';
import { type DataFolder, makeInside, type ProjectFolder } from './folders.ts';
import { projectKind } from './kinds.ts';
import { inspectDatabase } from './opening.ts';
import type { Thumbnails } from './thumbnails.ts';

/**
 * What the start page shows of a project. The window keeps the page in small beside the other thumbnails, since only the
 * window can draw a page. It is a cache: where it is missing, the uppermost picture stands for the page.
 */

/** The file of the page in small, in the folder of thumbnails. */
export const CARD = 'page.card';

const SHOWN: readonly MediaType[] = ['image/png', 'image/jpeg', 'image/webp'];

/** The window draws a page of a high resolution at twice the side. */
const LARGEST_SIDE = CARD_SIDE * 2;

/** Keeps the page in small. Anything but a small picture is left out, and nothing is lost with it. */
export function keepCard(folder: ProjectFolder, bytes: Uint8Array): void {
  if (!isSmallPicture(bytes)) return;
  makeInside(folder, folder.thumbnails);
  const file = join(folder.thumbnails, CARD);
  writeFileSync(`${file}.new`, bytes);
  renameSync(`${file}.new`, file);
}

function isSmallPicture(bytes: Uint8Array): boolean {
  const header = bytes.length > MOST_CARD_BYTES ? null : readHeader(bytes);
  if (header === null || header.size === null || !SHOWN.includes(header.mediaType)) return false;
  return Math.max(header.size.width, header.size.height) <= LARGEST_SIDE;
}

/** The page in small as it is kept; null where it is not, or is no small picture. */
export function keptCard(folder: ProjectFolder): Uint8Array<ArrayBuffer> | null {
  try {
    const file = join(folder.thumbnails, CARD);
    const found = statRegular(file, folder.root);
    if (found === undefined || found.size > MOST_CARD_BYTES) return null;
    const bytes = new Uint8Array(readFileSync(file));
    return isSmallPicture(bytes) ? bytes : null;
  } catch {
    return null;
  }
}

interface Facts {
  readonly pictures: number | null;
  /** The uppermost picture that is shown. */
  readonly uppermost: string | null;
}

/** What a card is read from. */
export interface CardSource {
  readonly folder: ProjectFolder;
  /** The project's database where it is open. */
  readonly open: ReadableDB | null;
  /** Whether the number of pictures is asked for. In the trash it is not shown. */
  readonly isCounted: boolean;
}

export async function readCard(
  facts: KnownFacts,
  { folder, open, isCounted }: CardSource,
  thumbnails: Thumbnails,
  signal: AbortSignal,
): Promise<ProjectCard> {
  const card = keptCard(folder);
  if (card !== null && !isCounted) return { pictures: null, thumbnail: card };
  const { pictures, uppermost } = open === null ? facts.at(folder) : factsIn(open);
  if (card !== null || uppermost === null) return { pictures, thumbnail: card };
  return { pictures, thumbnail: await thumbnails.get(folder, uppermost, SMALL_SIDE, signal) };
}

const factsSchema = z.object({
  state: z.string().max(200),
  pictures: z.int().nonnegative().nullable(),
  uppermost: hashSchema.nullable(),
});

const MOST_KNOWN = 2000;

/**
 * The facts of databases that are not open, as long as their files stay the same: reading one checks all of it, which
 * takes a second where it is large. They are a cache of the studio, in a file of its own.
 */
export class KnownFacts {
  readonly #file: string;
  #known: Map<string, z.infer<typeof factsSchema>> | undefined;

  constructor(data: DataFolder) {
    this.#file = join(data.root, 'cards.json');
  }

  at(folder: ProjectFolder): Facts {
    this.#known ??= this.#read();
    const key = basename(folder.root);
    const state = stateOf(folder.database);
    const before = this.#known.get(key);
    if (before?.state === state) return before;
    try {
      const facts = inspectDatabase(folder.database, projectKind, factsIn);
      this.#known.delete(key);
      this.#known.set(key, { state, ...facts });
      this.#write(this.#known);
      return facts;
    } catch {
      // Opening it says what is wrong.
      return { pictures: null, uppermost: null };
    }
  }

  #read(): Map<string, z.infer<typeof factsSchema>> {
    try {
      const text = readFileSync(this.#file, 'utf8');
      return new Map(z.array(z.tuple([z.string(), factsSchema])).parse(JSON.parse(text)));
    } catch {
      return new Map();
    }
  }

  /** Where the disk does not take it, the databases are read again. */
  #write(known: ReadonlyMap<string, z.infer<typeof factsSchema>>): void {
    const file = this.#file;
    try {
      writeFileSync(`${file}.new`, JSON.stringify([...known].slice(-MOST_KNOWN)));
      renameSync(`${file}.new`, file);
    } catch {
      // It is a cache.
    }
  }
}

function stateOf(file: string): string {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
  return `${found?.ino} ${found?.mtimeNs} ${found?.size} ${log?.size ?? 0}`;
}

/** Of the newest schema first. Older ones lack a column or a table. */
const COUNTS = [
  `SELECT (SELECT count(*) FROM generations)
     + (SELECT count(*) FROM layers WHERE kind = 'picture' AND generation_id IS NULL) AS pictures`,
  'SELECT count(*) AS pictures FROM layers',
] as const;
const UPPERMOST = [
  `SELECT blob FROM layers WHERE kind = 'picture' AND visible = 1 ORDER BY ordinal DESC LIMIT 1`,
  'SELECT blob FROM layers WHERE visible = 1 ORDER BY ordinal DESC LIMIT 1',
] as const;

function factsIn(db: ReadableDB): Facts {
  return {
    pictures: firstOf<{ pictures: number }>(db, COUNTS)?.pictures ?? null,
    uppermost: firstOf<{ blob: string }>(db, UPPERMOST)?.blob ?? null,
  };
}

function firstOf<Row>(db: ReadableDB, queries: readonly string[]): Row | undefined {
  for (const query of queries) {
    try {
      return readRow<Row>(db, query);
    } catch {
      // This schema is older than the query.
    }
  }
  return undefined;
}
