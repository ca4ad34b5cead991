import { createHash, randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { StudioError } from '../../preload/contract/errors.ts';
import { freeName, MOST_CARD_BYTES, type Project } from '../../preload/contract/projects.ts';
import { ARCHIVE_VERSION, type Manifest, manifestSchema, partOf } from './archive-form.ts';
import { keepCard } from './cards.ts';
import { closeDatabase, readRows, writeTransaction } from './database.ts';
import { type Tell, telling } from './exporting-archive.ts';
import { storeFailure } from './failures.ts';
import {
  blobFile,
  draftFolder,
  makeFolder,
  makeInside,
  type ProjectFolder,
  projectFolder,
  syncFolder,
} from './folders.ts';
import { projectKind } from './kinds.ts';
import { namesIn } from './names.ts';
import { openDatabase } from './opening.ts';
import { becomeProject, readProject, refuseUnusable } from './queries/project.ts';
import { writeRecent } from './queries/recents.ts';
import { BadZip, openZip, type ZipEntry, type ZipReader } from './reading-zip.ts';
import { listProjects, nextOpening, type Studio } from './studio.ts';
import { trashedNames } from './trash.ts';

export interface Imported {
  readonly project: Project;
  /** Whether the same project is here already, so that this one is a copy with a name that says so. */
  readonly isCopy: boolean;
  /** The number of pictures that the file does not have. */
  readonly missing: number;
}

const MOST_MANIFEST_BYTES = 64 * 1024;
const MOST_PICTURE_BYTES = 2 ** 30;
const MOST_DATABASE_BYTES = 16 * 2 ** 30;
/** Bytes that stay free on the disk. */
const SPARE = 64 * 1024 ** 2;
const NAME_LENGTH = 200;

/**
 * Takes a project in from a file, of which nothing is believed. It is unpacked under a draft's name, which no list shows,
 * and renamed when every byte was checked.
 * @param name how the file is called in sentences
 * @throws StudioError where it is refused; nothing has changed then
 */
export async function importArchive(
  studio: Studio,
  path: string,
  name: string,
  tell: Tell,
  signal: AbortSignal,
): Promise<Imported> {
  const draft = draftFolder(studio.data.projects, randomUUID());
  let zip: ZipReader | undefined;
  try {
    zip = await openZip(path);
    const parts = partsOf(zip);
    refuseShort(studio, zip.total);
    const manifest = await manifestOf(zip, parts.manifest);
    makeFolder(draft.root);
    makeInside(draft, draft.blobs);
    const told = telling(tell, zip.total);
    await unpack(zip, parts.database, draft.database, told, signal);
    const { own, hashes } = await ownDatabase(studio, draft, manifest);
    const missing = await unpackPictures(zip, parts.pictures, { draft, hashes, told, signal });
    if (parts.card !== null) keepCard(draft, await bytesOf(zip, parts.card));
    return { ...moveIn(studio, draft, own), missing };
  } catch (error) {
    throw refusal(error, name, signal);
  } finally {
    zip?.close();
    rmSync(draft.root, { recursive: true, force: true });
  }
}

interface Parts {
  readonly manifest: ZipEntry;
  readonly database: ZipEntry;
  /** The page in small. It is a cache, so that one that is no small picture is left out. */
  readonly card: ZipEntry | null;
  readonly pictures: ReadonlyMap<string, ZipEntry>;
}

/** @throws BadZip where anything is there that no file of the studio has */
function partsOf(zip: ZipReader): Parts {
  const pictures = new Map<string, ZipEntry>();
  const found: { manifest?: ZipEntry; database?: ZipEntry; card?: ZipEntry } = {};
  for (const entry of zip.entries) {
    const part = partOf(entry.name);
    if (part === null) throw new BadZip('strange');
    if ('hash' in part) {
      if (entry.size > MOST_PICTURE_BYTES) throw new BadZip('too-much');
      pictures.set(part.hash, entry);
    } else if (part.part !== 'folder') found[part.part] = entry;
  }
  const { manifest, database, card = null } = found;
  if (manifest === undefined || database === undefined) throw new BadZip('no-zip');
  const isLarge = manifest.size > MOST_MANIFEST_BYTES || (card?.size ?? 0) > MOST_CARD_BYTES;
  if (isLarge || database.size > MOST_DATABASE_BYTES) throw new BadZip('too-much');
  return { manifest, database, card, pictures };
}

function refuseShort({ data }: Studio, bytes: number): void {
  const { bavail, bsize } = statfsSync(data.projects);
  if (bavail * bsize < bytes + SPARE) throw StudioError.of('archives.no-room', {}, { retryable: true });
}

async function manifestOf(zip: ZipReader, entry: ZipEntry): Promise<Manifest> {
  const manifest = parsed(await bytesOf(zip, entry));
  if (manifest.version > ARCHIVE_VERSION) throw new NewerArchive();
  return manifest;
}

async function bytesOf(zip: ZipReader, entry: ZipEntry): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of zip.read(entry)) pieces.push(piece);
  return Buffer.concat(pieces);
}

class NewerArchive extends Error {}

function parsed(bytes: Buffer): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(bytes.toString('utf8')));
  } catch (error) {
    throw new BadZip('damaged', error);
  }
}

/** Writes an entry to a new file, which is on the disk when this resolves. @returns the sha256 of its bytes */
async function unpack(
  zip: ZipReader,
  entry: ZipEntry,
  file: string,
  told: (bytes: number) => void,
  signal: AbortSignal,
): Promise<string> {
  const hash = createHash('sha256');
  const descriptor = openSync(file, 'wx');
  try {
    for await (const piece of zip.read(entry)) {
      signal.throwIfAborted();
      hash.update(piece);
      for (let at = 0; at < piece.length; ) at += writeSync(descriptor, piece, at);
      told(piece.length);
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  return hash.digest('hex');
}

/** Checks the database as any foreign one, brings it up to date, and gives it the project's own id and name. */
async function ownDatabase(
  studio: Studio,
  draft: ProjectFolder,
  manifest: Manifest,
): Promise<{ readonly own: Own; readonly hashes: ReadonlySet<string> }> {
  const db = await openDatabase(draft.database, projectKind, { inspected: refuseUnusable });
  try {
    const read = readProject(db);
    const own = ownProject(studio, manifest, read);
    writeTransaction(db, (write) => becomeProject(write, own.project));
    return {
      own,
      hashes: new Set(readRows<{ hash: string }>(db, 'SELECT hash FROM blobs').map(({ hash }) => hash)),
    };
  } finally {
    closeDatabase(db);
  }
}

interface Own {
  readonly project: Project;
  readonly isCopy: boolean;
}

function ownProject(studio: Studio, manifest: Manifest, { name, createdAt }: Project): Own {
  const id = manifest.project.id.toLowerCase();
  const isCopy = isTaken(studio, id);
  const words = namesIn(studio.settings);
  // A number may follow.
  const room = NAME_LENGTH - words.broughtIn({ name: '' }).length - 10;
  const project: Project = {
    id: isCopy ? randomUUID() : id,
    name: isCopy ? freeName(words.broughtIn({ name: name.slice(0, room) }), listProjects(studio)) : name,
    createdAt,
    openedAt: nextOpening(studio),
  };
  return { project, isCopy };
}

/** Whether there is such a project, in the trash as well, or one whose work goes on elsewhere. */
function isTaken({ data, recoveries, opening }: Studio, id: string): boolean {
  return (
    existsSync(projectFolder(data, id).root) ||
    recoveries.has(id) ||
    opening.has(id) ||
    trashedNames(data).some(({ projectId }) => projectId === id)
  );
}

interface Unpacking {
  readonly draft: ProjectFolder;
  /** The pictures that the database names. Others are not taken. */
  readonly hashes: ReadonlySet<string>;
  readonly told: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/** @returns the number of pictures that the archive does not have */
async function unpackPictures(
  zip: ZipReader,
  pictures: ReadonlyMap<string, ZipEntry>,
  { draft, hashes, told, signal }: Unpacking,
): Promise<number> {
  const folders = new Set<string>();
  let missing = hashes.size;
  for (const [hash, entry] of pictures) {
    if (!hashes.has(hash)) continue;
    const file = blobFile(draft, hash);
    makeInside(draft, dirname(file));
    folders.add(dirname(file));
    if ((await unpack(zip, entry, file, told, signal)) !== hash) throw new BadZip('damaged');
    missing -= 1;
  }
  for (const folder of folders) syncFolder(folder);
  return missing;
}

function moveIn(studio: Studio, draft: ProjectFolder, own: Own): Own {
  const { data, settings } = studio;
  // Another import of the same file may have come first.
  const isLate = !own.isCopy && isTaken(studio, own.project.id);
  const project = isLate ? { ...own.project, id: randomUUID() } : own.project;
  syncFolder(draft.root);
  renameSync(draft.root, projectFolder(data, project.id).root);
  syncFolder(data.projects);
  writeTransaction(settings, (db) => writeRecent(db, project));
  return { project, isCopy: own.isCopy || isLate };
}

const codes = {
  missing: 'archives.gone',
  'no-zip': 'archives.no-project',
  damaged: 'archives.damaged',
  strange: 'archives.strange',
  'too-much': 'archives.too-much',
} as const;

/** The one sentence about a file. */
function refusal(error: unknown, name: string, signal: AbortSignal): unknown {
  if (signal.aborted) return StudioError.of('cancelled', {});
  const file = { file: basename(name).slice(0, NAME_LENGTH) };
  const options = { cause: error, detail: String(error) };
  if (error instanceof BadZip) return StudioError.of(codes[error.problem], file, options);
  if (error instanceof NewerArchive) return StudioError.of('archives.from-future', file, options);
  const known = storeFailure(error, 'new-project', name);
  if (!(known instanceof StudioError)) return known;
  const { kind, code } = known.failure;
  if (kind === 'schema-from-future') return StudioError.of('archives.from-future', file, options);
  if (code === 'store.foreign-file') return StudioError.of('archives.foreign', file, options);
  if (kind === 'store-damaged') return StudioError.of('archives.damaged', file, options);
  return known;
}
