import type { Manifest } from '../../../preload/contract/manifest.ts';
import type { Raster, RegionMask } from '../../../preload/contract/pictures.ts';
import type { Said } from '../../../preload/words/index.ts';
import type { Working } from '../../document/long-work.ts';
import { ONE_PART } from '../../document/map-parts.ts';
import type { PageRaster } from '../../document/page-raster.ts';
import type { MaskPart, PixelWork } from '../../document/pixel-work.ts';
import { wordsClosedBy } from '../../generation/tasks/parts-by-words.ts';
import { guarded, type ProjectParts } from '../parts.ts';
import { type PartsMap, tellClosed } from './parts-map.ts';
import { partsNamed } from './words-in-picture.ts';

/** A grey picture among the project's blobs, and its place on the page. */
export interface MarkedPicture {
  readonly blob: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WandOptions {
  readonly tolerance: number;
  readonly contiguous: boolean;
  readonly allLayers: boolean;
}

/**
 * Makes grey pictures from parts of one project's picture. The steps of its region name them. A failure becomes a
 * notice.
 */
export interface RegionMarks {
  /**
   * Finds what is similar to the picture at a place. Null where nothing is found or the search is cancelled. Never
   * rejects.
   */
  findAlike(
    at: { readonly x: number; readonly y: number },
    options: WandOptions,
    signal: AbortSignal,
  ): Promise<MarkedPicture | null>;
  /** Finds the part of the visible picture at a place, by the model's map of its parts. Otherwise as `findAlike`. */
  findThing(at: { readonly x: number; readonly y: number }, signal: AbortSignal): Promise<MarkedPicture | null>;
  /** The subject of the visible picture, or what lies around it, by the same map. Otherwise as `findAlike`. */
  ofSubject(which: 'subject' | 'background'): Promise<MarkedPicture | null>;
  /**
   * The parts of the visible picture that words name, by the same map and the model's answers. Otherwise as `findAlike`.
   * @param order what becomes of other words that are still looked for: these are looked for instead of them, or after them
   */
  ofWords(words: string, order?: 'instead' | 'after'): Promise<MarkedPicture | null>;
  /** The alpha of a layer; null where it shows nothing. */
  ofLayer(layerId: string): Promise<MarkedPicture | null>;
  /** What the mask of a layer shows; null where it shows nothing. */
  ofMask(layerId: string): Promise<MarkedPicture | null>;
  /** The current region; null where it is empty. */
  ofRegion(): Promise<MarkedPicture | null>;
}

export interface MarksParts extends Pick<ProjectParts, 'document' | 'page' | 'store' | 'notify' | 'hold'> {
  readonly engine: Pick<ProjectParts['engine'], 'describe'>;
  /** The page without what is under way, for that work itself. */
  readonly pageNow: Pick<PageRaster, 'rasterise'>;
  /** Null while no model is loaded. */
  readonly manifest: () => Pick<Manifest, 'name' | 'tasks' | 'kinds'> | null;
  readonly pixelWork: PixelWork;
  readonly partsMap: PartsMap;
}

export function createRegionMarks(parts: MarksParts): RegionMarks {
  /** The words that are looked for, one after the other. */
  let sought: readonly { readonly words: string; readonly abort: AbortController }[] = [];
  const kept = async (part: MaskPart): Promise<MarkedPicture> => {
    const { hash } = await parts.store.putBlob({ bytes: part.png, mediaType: 'image/png' });
    return { blob: hash, ...part.frame };
  };
  /** @param empty the notice where the mask is empty */
  const found = async (mask: () => Promise<RegionMask | null>, empty: Said): Promise<MarkedPicture | null> => {
    let picture: MarkedPicture | null = null;
    await guarded(parts, async () => {
      const made = await mask();
      const part = made === null ? null : await parts.pixelWork.part(made);
      if (part === null) parts.notify('done', empty);
      else picture = await kept(part);
    });
    return picture;
  };
  /** Asks the model for its map, and looks for something in it. */
  const inMap = async (
    name: 'find-thing' | 'select-subject' | 'select-by-words',
    look: (map: Raster, signal: AbortSignal, tell: Working['tell']) => Promise<MaskPart | null>,
    empty: Said,
    until?: AbortSignal,
  ): Promise<MarkedPicture | null> => {
    let marked: MarkedPicture | null = null;
    const search = async ({ signal: cancelled, tell }: Working) => {
      const signal = until === undefined ? cancelled : AbortSignal.any([cancelled, until]);
      signal.throwIfAborted();
      const map = await parts.partsMap({ signal, tell });
      const part = map && (await look(map, signal, tell));
      signal.throwIfAborted();
      if (part !== null) marked = await kept(part);
      else if (map !== null) parts.notify('done', empty);
    };
    await guarded(parts, () =>
      parts.document
        .getState()
        .workInTurn(name, search)
        .catch((error: unknown) => (until?.aborted ? undefined : Promise.reject(error))),
    );
    return until?.aborted ? null : marked;
  };
  return {
    findThing: (at, signal) =>
      inMap(
        'find-thing',
        (map, until) => parts.pixelWork.alike(map, at, { tolerance: ONE_PART, contiguous: true }, until),
        ({ region }) => region.nothingFound,
        signal,
      ),
    ofSubject: (which) =>
      inMap(
        'select-subject',
        async (map, signal) => {
          const mask = await parts.pixelWork.subject(map, which, signal);
          return mask && parts.pixelWork.part(mask, signal);
        },
        ({ parts: words }) => words.noSubject,
      ),
    ofWords: async (words, order = 'after') => {
      const closed = wordsClosedBy(parts.manifest());
      if (closed !== null) {
        tellClosed(parts.notify, closed, parts.manifest());
        return null;
      }
      const own = { words, abort: new AbortController() };
      tellOrder(parts.notify, sought.at(-1)?.words, words, order);
      if (order === 'instead') for (const { abort } of sought) abort.abort();
      sought = order === 'instead' ? [own] : [...sought, own];
      const marked = await inMap(
        'select-by-words',
        async (map, signal, tell) => {
          const picture = await parts.pageNow.rasterise();
          const found = await parts.pixelWork.parts(map, picture, signal);
          const named = await partsNamed(parts, found.views, words, { signal, tell });
          return parts.pixelWork.partsOfMask(map, found.parts, named, signal);
        },
        ({ parts: said }) => said.noWords({ words }),
        own.abort.signal,
      );
      sought = sought.filter((one) => one !== own);
      return marked;
    },
    ofLayer: (layerId) =>
      found(
        async () => alphaOf(await parts.page.rasteriseLayer(layerId)),
        ({ region }) => region.emptyLayer,
      ),
    ofMask: (layerId) =>
      found(
        async () => alphaOf(await parts.page.rasteriseLayerMask(layerId)),
        ({ region }) => region.emptyLayer,
      ),
    ofRegion: () =>
      found(
        () => parts.page.rasteriseMask(),
        ({ region }) => region.nothingLeft,
      ),
    findAlike: async (at, { allLayers, ...likeness }, signal) => {
      let found: MarkedPicture | null = null;
      const search = async () => {
        const raster = await lookedAt(parts, allLayers);
        signal.throwIfAborted();
        if (raster === null) {
          parts.notify('failure', ({ region }) => region.noLayer);
          return;
        }
        const part = await parts.pixelWork.alike(raster, at, likeness, signal);
        signal.throwIfAborted();
        if (part === null) parts.notify('done', ({ region }) => region.nothingFound);
        else found = await kept(part);
      };
      // A cancelled search shows no notice.
      await guarded(parts, () =>
        search().catch((error: unknown) => (signal.aborted ? undefined : Promise.reject(error))),
      );
      return signal.aborted ? null : found;
    },
  };
}

/** @param other the words that are looked for last until now */
function tellOrder(
  notify: ProjectParts['notify'],
  other: string | undefined,
  words: string,
  order: 'instead' | 'after',
): void {
  if (other !== undefined) notify('note', ({ parts }) => parts[order]({ words, other }));
}

function alphaOf(raster: Raster | null): RegionMask | null {
  if (raster === null) return null;
  const { width, height, rgba } = raster;
  const values = new Uint8Array(width * height);
  for (let at = 0; at < values.length; at++) values[at] = rgba[4 * at + 3] ?? 0;
  return { width, height, values };
}

/** The picture to search in; null where no layer is chosen. */
async function lookedAt({ page, document }: MarksParts, allLayers: boolean) {
  if (allLayers) return page.rasterise();
  const { selectedLayerId } = document.getState();
  return selectedLayerId === null ? null : page.rasteriseLayer(selectedLayerId);
}
