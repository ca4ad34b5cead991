import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Client } from '../../preload/contract/service.ts';
import type { Generation, StoreService } from '../../preload/contract/store.ts';
import type { Importer } from '../generation/importer-types.ts';
import { shortName } from '../generation/record.ts';
import type { GenerationSession } from '../generation/session-types.ts';
import type { GalleryState } from '../panels/studio.ts';
import type { DesktopClient } from '../services/desktop-client.ts';
import type { Notices } from './notices.ts';
import { PictureUrls } from './picture-urls.ts';

export interface GalleryParts {
  readonly store: Pick<Client<StoreService>, 'listGenerations' | 'getBlob'>;
  readonly desktop: Pick<DesktopClient, 'savePicture'>;
  readonly session: GenerationSession;
  readonly importer: Pick<Importer, 'placeGeneration'>;
  readonly notices: Notices;
  readonly projectId: () => string | null;
  /** The model's patch size in pixels: a row knows its size in cells. */
  readonly patchSize: () => number;
}

export type GalleryStore = StoreApi<GalleryState> & {
  /** Another project: its rows, from the newest. */
  open(): void;
  /** The store is there again after it was gone. */
  retry(): void;
  stop(): void;
};

const PAGE = 60;
/** The store's own limit of one answer. */
const LONGEST = 500;

export function createGalleryState(parts: GalleryParts): GalleryStore {
  const gallery = new Gallery(parts);
  return Object.assign(gallery.state, { open: gallery.open, retry: gallery.retry, stop: gallery.stop });
}

class Gallery {
  readonly state: StoreApi<GalleryState>;
  readonly #parts: GalleryParts;
  readonly #urls: PictureUrls;
  readonly #unsubscribe: () => void;
  /** Told apart by number: only the newest question's answer is shown. */
  #question = 0;

  constructor(parts: GalleryParts) {
    this.#parts = parts;
    this.#urls = new PictureUrls({
      getBlob: parts.store.getBlob,
      projectId: parts.projectId,
      // A new function each time: whoever renders by it renders again.
      onChange: () => this.state.setState({ pictureUrl: (hash) => this.#urls.get(hash) }),
      // A picture and a mask for each row on show, and some.
      most: () => Math.max(300, this.state.getState().generations.length * 2 + 60),
    });
    this.state = createStore<GalleryState>()(() => ({
      generations: [],
      complete: false,
      loading: false,
      loadMore: () => parts.notices.guard(() => this.#more()),
      pictureUrl: (hash) => this.#urls.get(hash),
      place: (generation) => parts.notices.guard(() => parts.importer.placeGeneration(generation)),
      useSettings: (generation) => parts.session.getState().reuse(generation, parts.patchSize()),
      exportGeneration: (generation) => parts.notices.guard(() => this.#export(generation)),
    }));
    this.#unsubscribe = parts.session.subscribe((now, before) => {
      if (now.revision !== before.revision) void parts.notices.guard(() => this.#reload());
    });
  }

  readonly open = (): void => {
    this.#urls.clear();
    this.state.setState({ generations: [], complete: false });
    void this.#parts.notices.guard(() => this.#reload());
  };

  readonly retry = (): void => this.#urls.retry();

  readonly stop = (): void => {
    this.#unsubscribe();
    this.#question += 1;
    this.#urls.clear();
  };

  /** As many rows as are shown, from the newest. */
  async #reload(): Promise<void> {
    const shown = this.state.getState().generations;
    const limit = Math.min(LONGEST, Math.max(PAGE, shown.length + 1));
    const rows = await this.#ask(null, limit);
    if (rows === null) return;
    const last = rows.at(-1);
    // Beyond one answer's length, older rows stay as they were.
    const older = rows.length < limit || last === undefined ? [] : shown.slice(shown.findIndex(isRow(last)) + 1);
    const kept = shown.some((row) => row.id === last?.id) ? older : [];
    this.state.setState({ generations: [...rows, ...kept], complete: rows.length < limit });
  }

  async #more(): Promise<void> {
    const { generations, complete, loading } = this.state.getState();
    if (complete || loading) return;
    const last = generations.at(-1);
    const rows = await this.#ask(last ? { createdAt: last.createdAt, id: last.id } : null, PAGE);
    if (rows === null) return;
    const shown = this.state.getState().generations;
    const fresh = rows.filter((row) => !shown.some(isRow(row)));
    this.state.setState({ generations: [...shown, ...fresh], complete: rows.length < PAGE });
  }

  /** Null where a newer question has been asked meanwhile. */
  async #ask(before: { createdAt: number; id: string } | null, limit: number): Promise<Generation[] | null> {
    const projectId = this.#parts.projectId();
    if (projectId === null) return null;
    this.#question += 1;
    const question = this.#question;
    this.state.setState({ loading: true });
    try {
      const rows = await this.#parts.store.listGenerations({ projectId, before, limit });
      return question === this.#question ? rows : null;
    } finally {
      if (question === this.#question) this.state.setState({ loading: false });
    }
  }

  async #export(generation: Generation): Promise<void> {
    const { store, desktop, notices, projectId } = this.#parts;
    const id = projectId();
    if (id === null) return;
    const { bytes } = await store.getBlob({ projectId: id, hash: generation.picture });
    const suggestedName = shortName(generation.prompt, 'Picture').replace('…', '');
    const { saved } = await desktop.savePicture({ suggestedName, bytes });
    if (saved) notices.done('The picture has been exported.');
  }
}

const isRow = (row: Generation) => (other: Generation) => other.id === row.id;
