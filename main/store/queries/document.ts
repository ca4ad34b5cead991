import { MOST_LAYERS, MOST_STROKES, type PictureDocument } from '../../../preload/contract/document.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Unreadable } from '../../../preload/contract/store.ts';
import type { ReadableDB, WritableDB } from '../database.ts';
import { findMissingBlobs } from './blobs.ts';
import { readLayers, writeLayers } from './layers.ts';
import { readPage, writePage } from './project.ts';
import { readStrokes, writeStrokes } from './strokes.ts';

/** The picture that is open in the project: page, layers, painted mask. */

export interface ReadDocument {
  readonly document: PictureDocument;
  /** What of the stored document is not in it. */
  readonly leftOut: readonly Unreadable[];
}

/** A layer whose record can't be read, or whose picture the project does not hold, keeps no other one out. */
export function readDocument(db: ReadableDB): ReadDocument {
  const page = readPage(db);
  const layers = readLayers(db);
  const strokes = readStrokes(db);
  const blobs = layers.records.map((layer) => layer.blob);
  const missing = new Set(findMissingBlobs(db, blobs));
  const orphans = layers.records.filter((layer) => missing.has(layer.blob));
  const held = layers.records.filter((layer) => !missing.has(layer.blob));
  return {
    document: { ...page, layers: held.slice(0, MOST_LAYERS), mask: strokes.records.slice(0, MOST_STROKES) },
    leftOut: [
      ...tooMany(held.length - MOST_LAYERS, 'layers'),
      ...tooMany(strokes.records.length - MOST_STROKES, 'strokes'),
      ...layers.unreadable,
      ...orphans.map(({ name, id, blob }) => ({ what: `The layer “${name}”`, where: `layers ${id}: no blob ${blob}` })),
      ...strokes.unreadable,
    ],
  };
}

function tooMany(count: number, what: 'layers' | 'strokes'): Unreadable[] {
  if (count <= 0) return [];
  return [{ what: `${count} ${what} more than a page can have`, where: `${what}: ${count} too many` }];
}

function refuseTwins(items: readonly { readonly id: string }[], what: string): void {
  if (new Set(items.map((item) => item.id)).size === items.length) return;
  throw new StudioError('bad-request', `The document names the same ${what} twice, so it was not saved.`);
}

/** @throws StudioError `bad-request` where an id comes twice or a layer's picture is not held. */
export function writeDocument(db: WritableDB, document: PictureDocument, savedAt: number): void {
  refuseTwins(document.layers, 'layer');
  refuseTwins(document.mask, 'stroke');
  const missing = findMissingBlobs(
    db,
    document.layers.map((layer) => layer.blob),
  );
  const orphan = document.layers.find((layer) => layer.blob === missing[0]);
  if (orphan !== undefined) {
    throw new StudioError(
      'bad-request',
      `The picture of the layer “${orphan.name}” is not in this project, so the document was not saved: bring the picture in again.`,
      { detail: orphan.blob },
    );
  }
  writePage(db, document, savedAt);
  writeLayers(db, document.layers);
  writeStrokes(db, document.mask);
}
