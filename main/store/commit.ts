import { isDeepStrictEqual } from 'node:util';
import type { PictureDocument } from '../../preload/contract/document.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import { type Generation, type ListedGeneration, listedOf } from '../../preload/contract/records.ts';
import type { Params } from '../../preload/contract/service.ts';
import type { StoreService } from '../../preload/contract/store.ts';
import type { UndoChange } from '../../preload/contract/undo-steps.ts';
import { writeBlob } from './blobs.ts';
import type { ReadableDB } from './database.ts';
import type { OpenProject } from './open-project.ts';
import { changeDatabase } from './projects.ts';
import { findMissingBlobs, insertBlob } from './queries/blobs.ts';
import {
  insertGeneration,
  nextSequence,
  readDrawerOf,
  readGeneration,
  writeOutcome,
  writeStar,
} from './queries/generations.ts';
import { countDrawn } from './queries/queued-jobs.ts';
import { saveDocument } from './saving.ts';

type Commit = Params<StoreService['commitGeneration']>;

/** The engine and the mask brush write PNG. */
const DRAWN = 'image/png';

export function refuseEmpty(bytes: Uint8Array): void {
  if (bytes.length === 0) throw StudioError.of('blobs.empty', {});
}

function refuseWrongGrid({ grid }: Commit['generation']): void {
  if (grid === null || grid.codes.length === grid.columns * grid.rows * 4) return;
  const detail = `${grid.columns} x ${grid.rows} cells, ${grid.codes.length} bytes`;
  throw StudioError.of('drawings.odd-grid', {}, { detail });
}

/** Refuses a drawing whose given pictures or artifacts the project does not hold. */
function refuseLacking(db: ReadableDB, { givenPicture, givenStyle, freezeMask, artifacts }: Generation): void {
  const given = [givenPicture, givenStyle, freezeMask].filter((hash) => hash !== null);
  if (findMissingBlobs(db, given).length > 0) {
    throw StudioError.of('drawings.no-source', {});
  }
  const brought = artifacts.map(({ blob }) => blob);
  if (findMissingBlobs(db, brought).length > 0) {
    throw StudioError.of('drawings.no-artifact', {});
  }
}

/** The drawing whose picture was given to this one; null where it was given none, or one of another origin. */
function drawerOfGiven(db: ReadableDB, { givenPicture, givenStyle }: Commit['generation']): string | null {
  const given = [givenPicture, givenStyle].filter((hash) => hash !== null);
  return given.map((hash) => readDrawerOf(db, hash)).find((id) => id !== null) ?? null;
}

/**
 * Whether a commit repeats an earlier one, whose answer was lost with the process. Fields that the store gives, or that
 * may have changed since, are not compared, so a column that is written later has to be named here.
 */
function sameRecord(kept: Generation, asked: Generation): boolean {
  const { createdAt, outcome, sequence, starred } = kept;
  return isDeepStrictEqual(kept, { ...asked, createdAt, outcome, sequence, starred });
}

/**
 * Writes the pictures first, then the rows that name them in one transaction. A process killed at any point leaves all
 * of it, or at worst files that no row names. A job of the queue is counted in the same transaction, so that it is
 * neither lost nor drawn twice.
 */
export async function commitGeneration(project: OpenProject, commit: Commit): Promise<Generation> {
  refuseEmpty(commit.picture);
  refuseWrongGrid(commit.generation);
  const picture = await writeBlob(project.folder, commit.picture);
  const mask = commit.mask === null ? null : await writeBlob(project.folder, commit.mask);
  for (const hash of [picture, mask]) if (hash !== null) project.held.hold(hash);
  return changeDatabase(project, (db) => {
    const createdAt = Date.now();
    const { grid } = commit.generation;
    const kept = readGeneration(db, commit.generation.id);
    const generation: Generation = {
      ...commit.generation,
      parentId:
        commit.generation.parentId ?? (kept === undefined ? drawerOfGiven(db, commit.generation) : kept.parentId),
      sequence: nextSequence(db),
      grid: grid && { ...grid, codes: new Uint8Array(grid.codes) },
      picture,
      mask,
      starred: false,
      createdAt,
    };
    if (kept !== undefined && sameRecord(kept, generation)) return kept;
    if (kept !== undefined) throw StudioError.of('drawings.id-taken', {});
    refuseLacking(db, generation);
    insertBlob(db, { hash: picture, mediaType: DRAWN, size: commit.picture.length }, createdAt);
    if (mask !== null && commit.mask !== null) {
      insertBlob(db, { hash: mask, mediaType: DRAWN, size: commit.mask.length }, createdAt);
    }
    insertGeneration(db, generation);
    if (commit.queuedJob !== undefined) countDrawn(db, commit.queuedJob);
    return generation;
  });
}

/** Writes a candidate's outcome and the document after it in one transaction. */
export function settleGeneration(
  project: OpenProject,
  id: string,
  outcome: 'accepted' | 'dropped',
  document: PictureDocument | null,
  undo?: UndoChange,
): Generation {
  return changeDatabase(project, (db) => {
    if (!writeOutcome(db, id, outcome)) {
      throw StudioError.of('blobs.absent', {}, { detail: id });
    }
    if (document !== null) saveDocument(db, document, undo, Date.now());
    const generation = readGeneration(db, id);
    if (generation === undefined) throw new Error('A row vanished inside its own transaction.');
    return generation;
  });
}

/** Gives drawings a star, or takes it away: all of them or none. */
export function starGenerations(project: OpenProject, ids: readonly string[], starred: boolean): ListedGeneration[] {
  return changeDatabase(project, (db) =>
    ids.map((id) => {
      if (!writeStar(db, id, starred)) throw StudioError.of('blobs.absent', {}, { detail: id });
      const generation = readGeneration(db, id);
      if (generation === undefined) throw new Error('A row vanished inside its own transaction.');
      return listedOf(generation);
    }),
  );
}
