import type { Client } from '../../preload/contract/service.ts';
import type { StoreService } from '../../preload/contract/store.ts';

export interface PictureUrlsParts {
  readonly getBlob: Client<StoreService>['getBlob'];
  readonly projectId: () => string | null;
  /** A picture has come. */
  readonly onChange: () => void;
  /** How many may be held; never fewer than are on show, or showing them would never end. */
  readonly most: () => number;
}

type Entry = { readonly url: string | null; readonly loading: boolean };

/** Object URLs of a project's blobs by hash, made once, given back when too many or when it closes. */
export class PictureUrls {
  readonly #parts: PictureUrlsParts;
  readonly #entries = new Map<string, Entry>();
  /** Told apart by number: an answer for a project that is closed by now makes no URL. */
  #era = 0;

  constructor(parts: PictureUrlsParts) {
    this.#parts = parts;
  }

  /** Null while it loads, or where it is damaged. */
  get(hash: string): string | null {
    const known = this.#entries.get(hash);
    if (known !== undefined) {
      this.#entries.delete(hash); // moves to the end: used last
      this.#entries.set(hash, known);
      return known.url;
    }
    const projectId = this.#parts.projectId();
    if (projectId !== null) void this.#load(projectId, hash);
    return null;
  }

  clear(): void {
    this.#era += 1;
    for (const { url } of this.#entries.values()) if (url !== null) URL.revokeObjectURL(url);
    this.#entries.clear();
  }

  /** Lets those be tried again that could not be read: the store may be another process by now. */
  retry(): void {
    for (const [hash, { url, loading }] of this.#entries) if (url === null && !loading) this.#entries.delete(hash);
    this.#parts.onChange();
  }

  async #load(projectId: string, hash: string): Promise<void> {
    const era = this.#era;
    this.#entries.set(hash, { url: null, loading: true });
    try {
      const { bytes, mediaType } = await this.#parts.getBlob({ projectId, hash });
      if (era !== this.#era) return;
      this.#entries.set(hash, { url: URL.createObjectURL(new Blob([bytes], { type: mediaType })), loading: false });
      this.#evict();
      this.#parts.onChange();
    } catch {
      // Damaged or out of reach: the panel shows an empty frame; `retry` tries again.
      if (era === this.#era) this.#entries.set(hash, { url: null, loading: false });
    }
  }

  #evict(): void {
    const over = this.#entries.size - this.#parts.most();
    for (const [hash, { url }] of [...this.#entries].slice(0, Math.max(0, over))) {
      if (url === null) continue;
      URL.revokeObjectURL(url);
      this.#entries.delete(hash);
    }
  }
}
