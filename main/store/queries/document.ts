import { type Layer, MOST_LAYERS, type PictureDocument } from '../../../preload/contract/document.ts';
import { partOf } from '../../../preload/contract/error-codes.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import { MOST_GUIDES } from '../../../preload/contract/guides.ts';
import { blobsOfLayer } from '../../../preload/contract/layer-blobs.ts';
import { misplacedLayers } from '../../../preload/contract/layer-tree.ts';
import type { Unreadable } from '../../../preload/contract/records.ts';
import { blobsOfStep, MOST_REGION_STEPS, type RegionStep } from '../../../preload/contract/region-steps.ts';
import { MOST_SAVED_MASKS, type SavedMask } from '../../../preload/contract/saved-masks.ts';
import type { ReadableDB, WritableDB } from '../database.ts';
import { findMissingBlobs } from './blobs.ts';
import { readGuides, writeGuides } from './guides.ts';
import { readLayers, writeLayers } from './layers.ts';
import { readPage, writePage } from './project.ts';
import { readRegionSteps, writeRegionSteps } from './region-steps.ts';
import { readSavedMasks, writeSavedMasks } from './saved-masks.ts';

/** The picture that is open in the project: page, layers, painted region, guides. */

export interface ReadDocument {
  readonly document: PictureDocument;
  /** Parts of the stored document that are not in it. */
  readonly leftOut: readonly Unreadable[];
}

/** Reads the document without the layers and steps that can't be read or whose blobs the project lacks. */
export function readDocument(db: ReadableDB): ReadDocument {
  const page = readPage(db);
  const layers = readLayers(db);
  const steps = readRegionSteps(db);
  const masks = readSavedMasks(db);
  const guides = readGuides(db);
  const lacking = lackingIn(db, layers.records, blobsOfLayer);
  const lackingMasks = lackingIn(db, masks.records, blobsOfMask);
  const heldMasks = masks.records.filter(({ id }) => !lackingMasks.has(id));
  const lackingSteps = lackingIn(db, steps.records, blobsOfStep);
  const held = layers.records.filter(({ id }) => !lacking.has(id));
  const heldSteps = steps.records.filter(({ id }) => !lackingSteps.has(id));
  const placed = onThePage(held.slice(0, MOST_LAYERS));
  return {
    document: {
      ...page,
      layers: placed.layers,
      region: heldSteps.slice(0, MOST_REGION_STEPS),
      ...(heldMasks.length > 0 && { savedMasks: heldMasks.slice(0, MOST_SAVED_MASKS) }),
      ...(guides.records.length > 0 && { guides: guides.records.slice(0, MOST_GUIDES) }),
    },
    leftOut: [
      ...tooMany(held.length - MOST_LAYERS, 'layers'),
      ...tooMany(heldSteps.length - MOST_REGION_STEPS, 'steps'),
      ...tooMany(heldMasks.length - MOST_SAVED_MASKS, 'masks'),
      ...tooMany(guides.records.length - MOST_GUIDES, 'guides'),
      ...layers.unreadable,
      ...layers.records.flatMap(({ id, name }) => {
        const blob = lacking.get(id);
        if (blob === undefined) return [];
        return [{ what: partOf('record.layer', { layer: name }), where: `layers ${id}: no blob ${blob}` }];
      }),
      ...placed.ungrouped,
      ...masks.unreadable,
      ...masks.records.flatMap(({ id, name }) => {
        const blob = lackingMasks.get(id);
        return blob === undefined
          ? []
          : [{ what: partOf('record.saved-mask', { mask: name }), where: `saved_masks ${id}: no blob ${blob}` }];
      }),
      ...steps.unreadable,
      ...guides.unreadable,
      ...[...lackingSteps].map(([id, blob]) => ({
        what: partOf('record.region', {}),
        where: `region_steps ${id}: no blob ${blob}`,
      })),
    ],
  };
}

/** A document of before, without what names a picture that the project lacks, and the number of what was left out. */
export function withoutLacking(
  db: ReadableDB,
  document: PictureDocument,
): { readonly document: PictureDocument; readonly leftOut: number } {
  const held = <R extends { readonly id: string }>(records: readonly R[], blobsOf: (record: R) => string[]): R[] => {
    const lacking = lackingIn(db, records, blobsOf);
    return records.filter(({ id }) => !lacking.has(id));
  };
  const layers = held(document.layers, blobsOfLayer);
  const region = held(document.region, blobsOfStep);
  const savedMasks = held(document.savedMasks ?? [], blobsOfMask);
  const leftOut =
    document.layers.length +
    document.region.length +
    (document.savedMasks?.length ?? 0) -
    (layers.length + region.length + savedMasks.length);
  const { savedMasks: _, ...page } = document;
  return {
    document: { ...page, layers: onThePage(layers).layers, region, ...(savedMasks.length > 0 && { savedMasks }) },
    leftOut,
  };
}

const blobsOfMask = ({ blob }: SavedMask): string[] => [blob];

/** By a record's id, a blob that it names and the project does not hold. */
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

/** The layers, of which those whose group is missing or contains itself are taken out of it. */
function onThePage(layers: readonly Layer[]): { readonly layers: Layer[]; readonly ungrouped: Unreadable[] } {
  const misplaced = misplacedLayers(layers);
  return {
    layers: layers.map((layer) => (misplaced.has(layer.id) ? { ...layer, parentId: null } : layer)),
    ungrouped: layers
      .filter(({ id }) => misplaced.has(id))
      .map(({ id, name, parentId }) => ({
        what: partOf('record.group', { layer: name }),
        where: `layers ${id}: in ${parentId}`,
      })),
  };
}

function tooMany(count: number, what: 'layers' | 'steps' | 'masks' | 'guides'): Unreadable[] {
  if (count <= 0) return [];
  return [{ what: partOf(`record.${what}-too-many`, { count }), where: `${what}: ${count} too many` }];
}

function haveTwins(items: readonly { readonly id: string }[]): boolean {
  return new Set(items.map((item) => item.id)).size !== items.length;
}

/** Steps of the region, or saved masks. */
function refuseLackingSteps(db: ReadableDB, steps: readonly (RegionStep | SavedMask)[]): void {
  const blobsOf = (one: RegionStep | SavedMask) => ('kind' in one ? blobsOfStep(one) : blobsOfMask(one));
  const [lacking] = lackingIn(db, steps, blobsOf).values();
  if (lacking === undefined) return;
  throw StudioError.of('documents.lacking-region', {}, { detail: lacking });
}

/** @throws StudioError `bad-request` where an id comes twice or the project lacks a picture */
export function writeDocument(db: WritableDB, document: PictureDocument, savedAt: number): void {
  if (haveTwins(document.layers)) throw StudioError.of('documents.twin-layers', {});
  if (haveTwins(document.region)) throw StudioError.of('documents.twin-steps', {});
  const guides = document.guides ?? [];
  if (haveTwins(guides)) throw StudioError.of('documents.twin-guides', {});
  const lacking = lackingIn(db, document.layers, blobsOfLayer);
  const orphan = document.layers.find(({ id }) => lacking.has(id));
  if (orphan !== undefined) {
    const detail = lacking.get(orphan.id) ?? '';
    throw StudioError.of('documents.lacking-picture', { layer: orphan.name }, { detail });
  }
  refuseLackingSteps(db, document.region);
  const savedMasks = document.savedMasks ?? [];
  refuseLackingSteps(db, savedMasks);
  writePage(db, document, savedAt);
  writeLayers(db, document.layers);
  writeRegionSteps(db, document.region);
  writeSavedMasks(db, savedMasks);
  writeGuides(db, guides);
}
