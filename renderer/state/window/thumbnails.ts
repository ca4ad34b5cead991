import type { PictureClient } from '../../../preload/contract/picture-service.ts';
import type { Client } from '../../../preload/contract/service.ts';
import type { StoreService } from '../../../preload/contract/store.ts';
import { SMALL_SIDE, type ThumbnailSide } from '../../../preload/contract/thumbnail-sides.ts';
import type { Thumbnails } from '../window-types.ts';

/**
 * The number of thumbnails of each side that stay although nothing shows them, for scrolling back. A small one has a few
 * kilobytes, and a large one some hundred.
 */
const SPARE: Readonly<Record<ThumbnailSide, number>> = { 256: 400, 1024: 60 };
/** Whole pictures that stay although nothing shows them. Each may have many megabytes. */
const SPARE_WHOLE: Readonly<Record<ThumbnailSide, number>> = { 256: 4, 1024: 4 };
/** The number of requests to the store at a time. A picture that has scrolled away by then is not requested. */
const AT_A_TIME = 6;

interface Watcher {
  readonly changed: () => void;
}

interface Entry {
  readonly hash: string;
  readonly side: ThumbnailSide;
  readonly watchers: Set<Watcher>;
  state: 'waiting' | 'asked' | 'known' | 'failed';
  url: string | null;
  readonly gone: AbortController;
}

/** The bytes of a small copy; null where there is none. A hash means the same picture in every project. */
type GetSmall = (hash: string, signal: AbortSignal, side: ThumbnailSide) => Promise<Uint8Array | null>;

export interface KeptThumbnails extends Thumbnails {
  /** Requests again what the store could not give, after it is back. */
  retry(): void;
}

/**
 * Small pictures by content hash, for lists. A shown picture is never dropped. With a limit below the number of shown
 * pictures, the cache would request them in a circle.
 */
export function createThumbnails(
  get: GetSmall,
  urls: Pick<typeof URL, 'createObjectURL' | 'revokeObjectURL'> = URL,
  most: Readonly<Record<ThumbnailSide, number>> = SPARE,
): KeptThumbnails {
  /** The entries in the order of their last use, by hash and side. */
  const entries = new Map<string, Entry>();
  let asked = 0;

  const tell = (entry: Entry) => {
    for (const { changed } of entry.watchers) changed();
  };
  const ask = async (key: string, entry: Entry) => {
    entry.state = 'asked';
    asked += 1;
    try {
      const bytes = await get(entry.hash, entry.gone.signal, entry.side);
      entry.state = bytes === null ? 'failed' : 'known';
      // If nothing needs it any more, its URL would never be released.
      if (bytes !== null && entries.get(key) === entry) {
        entry.url = urls.createObjectURL(new Blob([new Uint8Array(bytes)]));
      }
    } catch {
      entry.state = 'failed';
    }
    asked -= 1;
    tell(entry);
    askNext();
  };
  const askNext = () => {
    for (const [key, entry] of entries) {
      if (asked >= AT_A_TIME) return;
      if (entry.state === 'waiting' && entry.watchers.size > 0) void ask(key, entry);
    }
  };
  const release = (key: string, entry: Entry, watcher: Watcher) => {
    entry.watchers.delete(watcher);
    if (entry.watchers.size > 0 || entries.get(key) !== entry) return;
    entries.delete(key);
    if (entry.url === null) entry.gone.abort();
    else entries.set(key, entry); // moves it to the end, as the most recently used
    trim(entry.side);
  };
  const trim = (side: ThumbnailSide) => {
    const spare = [...entries].filter(([, entry]) => entry.side === side && entry.watchers.size === 0);
    for (const [key, { url }] of spare.slice(0, Math.max(0, spare.length - most[side]))) {
      entries.delete(key);
      if (url !== null) urls.revokeObjectURL(url);
    }
  };

  return {
    urlOf: (hash, side = SMALL_SIDE) => entries.get(keyOf(hash, side))?.url ?? null,
    watch: (hash, changed, side = SMALL_SIDE) => {
      const watcher = { changed };
      const key = keyOf(hash, side);
      const entry = entries.get(key) ?? fresh(hash, side);
      entries.set(key, entry);
      entry.watchers.add(watcher);
      askNext();
      return () => release(key, entry, watcher);
    },
    retry: () => {
      for (const entry of entries.values()) if (entry.state === 'failed') entry.state = 'waiting';
      askNext();
    },
  };
}

/** Whole pictures by content hash, as they are, for views that fill the window. */
export function createWholePictures({ store, projectId }: Omit<SmallParts, 'decoder'>): KeptThumbnails {
  const get: GetSmall = async (hash, signal) =>
    (await store.getBlob({ projectId: projectId(), hash }, { signal })).bytes;
  return createThumbnails(get, URL, SPARE_WHOLE);
}

interface SmallParts {
  readonly store: Pick<Client<StoreService>, 'getThumbnail' | 'getBlob'>;
  readonly decoder: Pick<PictureClient, 'thumbnail'>;
  readonly projectId: () => string;
}

/** The store shrinks the formats that it can read safely. The decoder shrinks the others, which older projects hold. */
export function smallPictures({ store, decoder, projectId }: SmallParts): GetSmall {
  return async (hash, signal, side) => {
    const place = { projectId: projectId(), hash };
    const small = await store.getThumbnail({ ...place, side }, { signal });
    if (small.bytes !== null) return small.bytes;
    const { bytes } = await store.getBlob(place, { signal });
    const { png } = await decoder.thumbnail({ bytes, name: '', side });
    return png ?? bytes;
  };
}

const keyOf = (hash: string, side: ThumbnailSide) => `${hash} ${side}`;

function fresh(hash: string, side: ThumbnailSide): Entry {
  return { hash, side, watchers: new Set(), state: 'waiting', url: null, gone: new AbortController() };
}
