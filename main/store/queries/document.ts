import { type Layer, MOST_LAYERS, type PictureDocument } from '../../../preload/contract/document.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import { blobsOfLayer } from '../../../preload/contract/layer-blobs.ts';
import { misplacedLayers } from '../../../preload/contract/layer-tree.ts';
import { blobsOfStep, MOST_REGION_STEPS, type RegionStep } from '../../../preload/contract/region-steps.ts';
import type { Unreadable } from '../../../preload/contract/store.ts';
import type { ReadableDB, WritableDB } from '../database.ts';
import { findMissingBlobs } from './blobs.ts';
import { readLayers, writeLayers } from './layers.ts';
import { readPage, writePage } from './project.ts';
import { readRegionSteps, writeRegionSteps } from './region-steps.ts';

/** The picture that is open in the project: page, layers, painted region. */

export interface ReadDocument {
  readonly document: PictureDocument;
  /** What of the stored document is not in it. */
  readonly leftOut: readonly Unreadable[];
}

/** A layer whose record can't be read, or whose picture the project does not hold, keeps no other one out. */
export function readDocument(db: ReadableDB): ReadDocument {
  const page = readPage(db);
  const layers = readLayers(db);
  const steps = readRegionSteps(db);
  const lacking = lackingIn(db, layers.records, blobsOfLayer);
  const lackingSteps = lackingIn(db, steps.records, blobsOfStep);
  const held = layers.records.filter(({ id }) => !lacking.has(id));
  const heldSteps = steps.records.filter(({ id }) => !lackingSteps.has(id));
  const placed = onThePage(held.slice(0, MOST_LAYERS));
  return {
    document: { ...page, layers: placed.layers, region: heldSteps.slice(0, MOST_REGION_STEPS) },
    leftOut: [
      ...tooMany(held.length - MOST_LAYERS, 'layers'),
      ...tooMany(heldSteps.length - MOST_REGION_STEPS, 'strokes'),
      ...layers.unreadable,
      ...layers.records.flatMap(({ id, name }) => {
        const blob = lacking.get(id);
        return blob === undefined ? [] : [{ what: `The layer “${name}”`, where: `layers ${id}: no blob ${blob}` }];
      }),
      ...placed.ungrouped,
      ...steps.unreadable,
      ...[...lackingSteps].map(([id, blob]) => ({
        what: 'A part of the painted area',
        where: `region_steps ${id}: no blob ${blob}`,
      })),
    ],
  };
}

/** Of the records that name a blob which the project does not hold: which one, by the record's id. */
function lackingIn<R extends { readonly id: string }>(
  db: ReadableDB,
  records: readonly R[],
  blobsOf: (record: R) => string[],
): Map<string, string> {
  const missing = new Set(findMissingBlobs(db, records.flatMap(blobsOf)));
  return new Map(
    records.flatMap((record): [string, string][] => {
      const lacking = blobsOf(record).find((hash) => missing.has(hash));
      return lacking === undefined ? [] : [[record.id, lacking]];
    }),
  );
}

/** Layers whose group can't be read, or that lie in themselves, come out of it. */
function onThePage(layers: readonly Layer[]): { readonly layers: Layer[]; readonly ungrouped: Unreadable[] } {
  const misplaced = misplacedLayers(layers);
  return {
    layers: layers.map((layer) => (misplaced.has(layer.id) ? { ...layer, parentId: null } : layer)),
    ungrouped: layers
      .filter(({ id }) => misplaced.has(id))
      .map(({ id, name, parentId }) => ({ what: `The group of “${name}”`, where: `layers ${id}: in ${parentId}` })),
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

function refuseLackingSteps(db: ReadableDB, steps: readonly RegionStep[]): void {
  const [lacking] = lackingIn(db, steps, blobsOfStep).values();
  if (lacking === undefined) return;
  throw new StudioError(
    'bad-request',
    'A part of the painted area is not in this project, so the document was not saved: clear the painted area.',
    { detail: lacking },
  );
}

/** @throws StudioError `bad-request` where an id comes twice or a picture is not held. */
export function writeDocument(db: WritableDB, document: PictureDocument, savedAt: number): void {
  refuseTwins(document.layers, 'layer');
  refuseTwins(document.region, 'stroke');
  const lacking = lackingIn(db, document.layers, blobsOfLayer);
  const orphan = document.layers.find(({ id }) => lacking.has(id));
  if (orphan !== undefined) {
    throw new StudioError(
      'bad-request',
      `The picture of the layer “${orphan.name}” is not in this project, so the document was not saved: bring the picture in again.`,
      { detail: lacking.get(orphan.id) ?? '' },
    );
  }
  refuseLackingSteps(db, document.region);
  writePage(db, document, savedAt);
  writeLayers(db, document.layers);
  writeRegionSteps(db, document.region);
}
