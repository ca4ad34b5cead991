import type { Layer, LayerMask, MediaType, PictureDocument } from '../../../preload/contract/document.ts';
import { blobsOfLayer, blobsOfMask } from '../../../preload/contract/layer-blobs.ts';
import { misplacedLayers } from '../../../preload/contract/layer-tree.ts';
import { sniffMediaType } from '../../../preload/contract/media-type.ts';
import type { Recovery } from '../../../preload/contract/recovery.ts';
import { blobsOfStep, type RegionStep } from '../../../preload/contract/region-steps.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import { savedMasksOf, setSavedMasks } from '../../document/operations.ts';
import { shortName } from '../../generation/pictures/generation-layer.ts';
import type { DesktopClient } from '../../services/desktop-client.ts';
import type { ProjectSession } from '../project/session-types.ts';

type Picture = Recovery['pictures'][number];

/** After these failures the pictures are safe in the project's folder. Only the last changes were refused. */
const PICTURES_ARE_SAFE: ReadonlySet<string> = new Set(['disk-full', 'service-lost', 'cancelled']);

/**
 * Keeps a copy of the document at once, and then of the pictures that the store can no longer give. Rejects where no
 * disk accepts it.
 */
export async function keepCopy(session: ProjectSession, desktop: DesktopClient): Promise<void> {
  const { failure } = session.saver.state.getState();
  const drawings = await unsavedDrawings(session);
  const copy = copyOf(session, drawings);
  await desktop.keepRecovery(copy);
  const isSafe = failure === null || PICTURES_ARE_SAFE.has(failure.kind);
  const lost = await picturesOf(session, copy.document, isSafe ? 'new' : 'lost');
  if (lost.length > 0) await desktop.keepRecovery({ ...copy, pictures: [...lost, ...drawings] });
}

/**
 * Saves page, layers and document to a folder of the artist's choice.
 * @returns false where the dialog was cancelled
 */
export async function saveCopyElsewhere(session: ProjectSession, desktop: DesktopClient): Promise<boolean> {
  const { document } = session.document.getState();
  const [page, pictures, drawings] = await Promise.all([
    session.page.exportPng(),
    picturesOf(session, document, 'all'),
    unsavedDrawings(session),
  ]);
  const { saved } = await desktop.saveCopy({ ...copyOf(session, [...pictures, ...drawings]), page });
  return saved;
}

function copyOf({ id, project, document }: ProjectSession, pictures: Picture[]): Recovery {
  return {
    projectId: id,
    name: project.getState().name,
    keptAt: Date.now(),
    document: document.getState().document,
    pictures,
  };
}

/** Candidates that the store has not saved. */
function unsavedDrawings({ run, words }: ProjectSession): Promise<Picture[]> {
  const waiting = run.getState().candidates.filter((one) => one.generation === null);
  return Promise.all(
    waiting.map(async ({ result, prompt }) => ({
      hash: await hashOf(result.png),
      name: shortName(prompt, words().task.picture),
      bytes: new Uint8Array(result.png),
    })),
  );
}

/** A blob of the project that a document needs. */
interface NamedBlob {
  readonly hash: string;
  readonly name: string;
  readonly mediaType: MediaType;
}

type Named = Pick<PictureDocument, 'layers' | 'region' | 'savedMasks'>;

const hashesOf = ({ layers, region, savedMasks = [] }: Named): string[] => [
  ...layers.flatMap(blobsOfLayer),
  ...region.flatMap(blobsOfStep),
  ...savedMasks.map(({ blob }) => blob),
];

/** All pictures and masks that the document names, each once. */
function blobsOf({ layers, region, savedMasks = [] }: Named, names: StudioWords['names']): NamedBlob[] {
  const saved = savedMasks.map(({ blob, name }): NamedBlob => ({ hash: blob, name, mediaType: 'image/png' }));
  const ofRegion = region.flatMap(blobsOfStep).map((hash): NamedBlob => {
    return { hash, name: names.region, mediaType: 'image/png' };
  });
  const ofLayers = layers.flatMap((layer): NamedBlob[] => {
    const { name, mask } = layer;
    const masks = (mask === null ? [] : blobsOfMask(mask)).map((hash): NamedBlob => {
      return { hash, name: names.mask({ name }), mediaType: 'image/png' };
    });
    if (layer.kind === 'picture') return [{ hash: layer.blob, name, mediaType: layer.mediaType }, ...masks];
    if (layer.kind === 'paint') {
      const tiles = layer.tiles.map(({ blob }): NamedBlob => ({ hash: blob, name, mediaType: 'image/png' }));
      return [...tiles, ...masks];
    }
    const own = layer.kind === 'unreadable' ? layer.blob : null;
    return own === null ? masks : [{ hash: own, name, mediaType: 'image/png' }, ...masks];
  });
  const all = [...ofLayers, ...ofRegion, ...saved];
  return [...new Map(all.toReversed().map((blob) => [blob.hash, blob])).values()].toReversed();
}

/**
 * The document's pictures and masks. For one that the store cannot give, it is what the canvas shows of it.
 * @param which all of them, those that the store cannot give, or those that it was never given
 */
async function picturesOf(
  session: ProjectSession,
  document: PictureDocument,
  which: 'all' | 'lost' | 'new',
): Promise<Picture[]> {
  const found: Picture[] = [];
  for (const { hash, name, mediaType } of blobsOf(document, session.words().names)) {
    const fresh = session.outbox.bytesOf(hash);
    if (which === 'new' && fresh === null) continue;
    const kept = fresh === null ? await session.loadBlob(hash).catch(() => null) : null;
    const bytes = fresh ?? kept ?? (await session.page.encoded(hash, mediaType).catch(() => null));
    if (bytes !== null && (which !== 'lost' || kept === null)) found.push({ hash, name, bytes });
  }
  return found;
}

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Restores a copy into a project: first its pictures, then the document that names them.
 * @returns the number of layers that were left out because their pictures are missing
 */
export async function putBack(session: ProjectSession, copy: Recovery, isNew: boolean): Promise<number> {
  const named = new Set(hashesOf(copy.document));
  const again = new Map<string, Kept>();
  for (const { hash, bytes } of copy.pictures.filter((one) => named.has(one.hash))) {
    const mediaType = sniffMediaType(bytes);
    if (mediaType === null) continue;
    const { hash: blob } = await session.store.putBlob({ bytes: new Uint8Array(bytes), mediaType });
    again.set(hash, { blob, mediaType });
  }
  const layers = inGroups(
    copy.document.layers.flatMap((layer) => {
      const missing = blobsOfLayer(layer).some((hash) => !again.has(hash));
      return isNew && missing ? [] : [withBlobs(layer, again)];
    }),
  );
  const region = copy.document.region.flatMap((step) => {
    const missing = blobsOfStep(step).some((hash) => !again.has(hash));
    return isNew && missing ? [] : [stepWithBlob(step, again)];
  });
  const savedMasks = savedMasksOf(copy.document).flatMap((mask) => {
    const kept = again.get(mask.blob);
    return isNew && kept === undefined ? [] : [{ ...mask, blob: kept?.blob ?? mask.blob }];
  });
  const whole = setSavedMasks({ ...copy.document, layers, region, projectId: session.id }, savedMasks);
  session.document.getState().replaceDocument(whole);
  const loose = copy.pictures.filter(({ hash }) => !named.has(hash));
  await session.files.bringBack(loose.map(({ name, bytes }) => ({ name, bytes: new Uint8Array(bytes) })));
  return copy.document.layers.length - layers.length;
}

interface Kept {
  readonly blob: string;
  readonly mediaType: MediaType;
}

/**
 * The layer with the blobs that the project holds.
 * @param again the new blobs by their earlier hashes
 */
function withBlobs(layer: Layer, again: ReadonlyMap<string, Kept>): Layer {
  const mask = layer.mask && maskWithBlobs(layer.mask, again);
  if (layer.kind === 'picture') return { ...layer, mask, ...again.get(layer.blob) };
  if (layer.kind === 'paint') {
    return { ...layer, mask, tiles: layer.tiles.map((tile) => withBlob(tile, again)) };
  }
  if (layer.kind !== 'unreadable' || layer.blob === null) return { ...layer, mask };
  return { ...layer, mask, blob: again.get(layer.blob)?.blob ?? layer.blob };
}

function maskWithBlobs(mask: LayerMask, again: ReadonlyMap<string, Kept>): LayerMask {
  if (!('tiled' in mask)) return withBlob(mask, again);
  return { ...mask, tiled: { ...mask.tiled, tiles: mask.tiled.tiles.map((tile) => withBlob(tile, again)) } };
}

function withBlob<T extends { readonly blob: string }>(one: T, again: ReadonlyMap<string, Kept>): T {
  return { ...one, blob: again.get(one.blob)?.blob ?? one.blob };
}

function stepWithBlob(step: RegionStep, again: ReadonlyMap<string, Kept>): RegionStep {
  const [blob] = blobsOfStep(step);
  const kept = blob === undefined ? undefined : again.get(blob);
  return kept === undefined || !('blob' in step) ? step : { ...step, blob: kept.blob };
}

/** Moves layers out of groups that were left out. */
function inGroups(layers: readonly Layer[]): Layer[] {
  const misplaced = misplacedLayers(layers);
  return layers.map((layer) => (misplaced.has(layer.id) ? { ...layer, parentId: null } : layer));
}
