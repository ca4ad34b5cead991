import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StudioError } from '../../preload/contract/errors.ts';
import { exchangeFolder } from '../exchange.ts';
import { IrregularFile, statRegular } from '../regular-file.ts';
import { ARCHIVE_VERSION, BLOBS, DATABASE, MANIFEST, type Manifest, PAGE } from './archive-form.ts';
import { keptCard } from './cards.ts';
import { closeDatabase, copyDatabase, openForWork, readRows, writeTransaction } from './database.ts';
import { blobFile, type DataFolder, type ProjectFolder, syncFolder } from './folders.ts';
import type { OpenProject } from './open-project.ts';
import { becomeProject, readProject } from './queries/project.ts';
import { writeZip, type ZipSource } from './writing-zip.ts';

/** What a long call tells: bytes that are done, of all. */
export type Tell = (progress: { readonly done: number; readonly of: number }) => void;

/**
 * Writes a project into one file: a copy of its database by SQLite's online backup, and its pictures. The file lies beside
 * its place under another name until it is whole and on the disk. A picture that is missing or damaged on disk is left
 * out, since a file with it would be refused.
 * @returns the number of pictures that were left out
 * @throws StudioError where the file cannot be written; what was in its place stays
 */
export async function exportArchive(
  data: DataFolder,
  project: OpenProject,
  id: string,
  target: string,
  tell: Tell,
  signal: AbortSignal,
): Promise<{ readonly leftOut: number }> {
  const making = join(exchangeFolder(data.root), `${randomUUID()}.making`);
  const drafts = `.${basename(target).slice(0, 180)}.`;
  const draft = join(dirname(target), `${drafts}${randomUUID().slice(0, 8)}${PART}`);
  // A studio that quits meanwhile leaves no half of a file.
  const leave = () => rmSync(draft, { force: true });
  process.once('exit', leave);
  try {
    mkdirSync(making, { recursive: true });
    removeParts(dirname(target), drafts);
    const database = join(making, DATABASE);
    await copyDatabase(project.db, database);
    const { hashes, name } = readied(database);
    const { pictures, bytes, leftOut } = await soundPictures(project.folder, hashes, signal);
    const manifest: Manifest = { format: 'dimoo-project', version: ARCHIVE_VERSION, project: { id, name } };
    const card = keptCard(project.folder);
    const size = statSync(database).size;
    const told = telling(tell, bytes + size);
    const sources: ZipSource[] = [
      { name: MANIFEST, bytes: Buffer.from(JSON.stringify(manifest)) },
      { name: DATABASE, file: database, size, isPacked: true },
      ...(card === null ? [] : [{ name: PAGE, bytes: Buffer.from(card) }]),
      ...pictures,
    ];
    await writeZip(draft, sources, told, signal);
    renameSync(draft, target);
    syncFolder(dirname(target));
    return { leftOut };
  } catch (error) {
    leave();
    throw signal.aborted ? StudioError.of('cancelled', {}) : notWritten(error, target);
  } finally {
    process.off('exit', leave);
    rmSync(making, { recursive: true, force: true });
  }
}

/** The ending of a file that is not whole yet. */
const PART = '.part';

/** Removes what a killed studio has left of an earlier file of this name. */
function removeParts(folder: string, drafts: string): void {
  for (const name of readdirSync(folder)) {
    const isPart = name.startsWith(drafts) && /^[0-9a-f]{8}\.part$/.test(name.slice(drafts.length));
    if (isPart) rmSync(join(folder, name), { force: true });
  }
}

/** Takes out of the copy what only its own studio goes on with, and writes its log back. */
function readied(database: string): { readonly hashes: readonly string[]; readonly name: string } {
  const db = openForWork(database);
  try {
    const project = readProject(db);
    writeTransaction(db, (write) => becomeProject(write, project));
    const rows = readRows<{ hash: string }>(db, 'SELECT hash FROM blobs ORDER BY created_at, hash');
    return { hashes: rows.map(({ hash }) => hash), name: project.name };
  } finally {
    closeDatabase(db);
  }
}

async function soundPictures(folder: ProjectFolder, hashes: readonly string[], signal: AbortSignal) {
  const pictures: ZipSource[] = [];
  let [bytes, leftOut] = [0, 0];
  for (const hash of hashes) {
    signal.throwIfAborted();
    const file = blobFile(folder, hash);
    const size = sizeOf(file, folder);
    if (size === null || (await hashOfFile(file)) !== hash) {
      leftOut += 1;
      continue;
    }
    bytes += size;
    pictures.push({ name: BLOBS + hash, file, size, isPacked: false });
  }
  return { pictures, bytes, leftOut };
}

function sizeOf(file: string, folder: ProjectFolder): number | null {
  try {
    const found = statRegular(file, folder.root);
    return found === undefined ? null : Number(found.size);
  } catch (error) {
    if (error instanceof IrregularFile) return null;
    throw error;
  }
}

async function hashOfFile(file: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(file)) hash.update(chunk);
    return hash.digest('hex');
  } catch {
    return null;
  }
}

/** The smallest share of the work that is told of. */
const STEP = 0.01;

export function telling(tell: Tell, of: number): (bytes: number) => void {
  let [done, told] = [0, 0];
  return (bytes) => {
    // Names and headers come on top of what was counted.
    done = Math.min(of, done + bytes);
    if (done < of && done - told < of * STEP) return;
    told = done;
    tell({ done, of: Math.max(1, of) });
  };
}

function notWritten(cause: unknown, target: string): unknown {
  if (cause instanceof StudioError) return cause;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const params = { file: basename(target) };
  const options = { cause, detail: String(cause), retryable: true };
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') {
    return StudioError.of('archives.no-room-there', params, options);
  }
  return StudioError.of('archives.not-written', params, options);
}
