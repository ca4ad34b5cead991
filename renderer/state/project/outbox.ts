import type { ProjectStore } from '../../document/project-store.ts';

/**
 * New pixels of layers that the store does not hold yet. The document may name them at once, since they are stored
 * before a document that names them. Where the store refuses them, it refuses the document as well, which is then shown
 * as not saved and tried again.
 */
export class Outbox {
  readonly #waiting = new Map<string, Uint8Array<ArrayBuffer>>();

  /** @param hash the sha256 of the bytes, which are a PNG */
  keep(hash: string, png: Uint8Array<ArrayBuffer>): void {
    this.#waiting.set(hash, png);
  }

  /** Bytes that are not in the store yet; null where they are, or where nobody knows them. */
  bytesOf(hash: string): Uint8Array<ArrayBuffer> | null {
    return this.#waiting.get(hash) ?? null;
  }

  /** Rejects where the store refuses some of them. They stay here then. */
  async flush(store: Pick<ProjectStore, 'putBlobs'>): Promise<void> {
    while (this.#waiting.size > 0) {
      const some = [...this.#waiting].slice(0, AT_ONCE);
      const blobs = some.map(([, bytes]) => ({ bytes, mediaType: 'image/png' as const }));
      await store.putBlobs({ blobs });
      for (const [hash] of some) this.#waiting.delete(hash);
    }
  }
}

const AT_ONCE = 64;

/** A store that gets what waits in the outbox before every document. */
export function withOutbox(store: ProjectStore, outbox: Outbox): ProjectStore {
  return {
    ...store,
    getBlob: async (params, options) => {
      const bytes = outbox.bytesOf(params.hash);
      return bytes === null ? store.getBlob(params, options) : { bytes, mediaType: 'image/png' };
    },
    saveDocument: async (params, options) => {
      await outbox.flush(store);
      return store.saveDocument(params, options);
    },
    settleGeneration: async (params, options) => {
      if (params.document !== null) await outbox.flush(store);
      return store.settleGeneration(params, options);
    },
  };
}
