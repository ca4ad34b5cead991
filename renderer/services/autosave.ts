import type { PictureDocument } from '../../preload/contract/document.ts';
import { type Failure, failureOf } from '../../preload/contract/errors.ts';
import type { Client } from '../../preload/contract/service.ts';
import type { StoreService } from '../../preload/contract/store.ts';
import type { DocumentStore } from '../document/store.ts';

export type SavingStatus = 'saved' | 'saving' | 'not-saved';

export interface AutosaveParts {
  readonly document: DocumentStore;
  readonly store: Pick<Client<StoreService>, 'saveDocument'>;
  readonly onStatus: (status: SavingStatus, failure: Failure | null) => void;
  /** Quiet time before a save, so that a burst of changes is one. */
  readonly delayMs?: number;
  /** Before the first new try of a refused save; doubles up to 30 s. */
  readonly retryMs?: number;
}

export interface Autosave {
  /** From here on, changes belong to this project; `document` is what the store holds of it. */
  follow(projectId: string, document: PictureDocument): void;
  /** Saves what is not saved yet, now. True where the store has answered for the newest state. */
  flush(): Promise<boolean>;
  stop(): void;
}

const SLOWEST_MS = 30_000;

/** One save at a time, the newest state wins, and nothing is called saved before the store has answered. */
export function createAutosave(parts: AutosaveParts): Autosave {
  return new Saver(parts);
}

class Saver implements Autosave {
  readonly #parts: AutosaveParts;
  readonly #unsubscribe: () => void;
  #projectId: string | null = null;
  #saved: PictureDocument | null = null;
  #flight: Promise<boolean> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;

  constructor(parts: AutosaveParts) {
    this.#parts = parts;
    this.#unsubscribe = parts.document.subscribe((state, before) => {
      if (state.document !== before.document) this.#changed();
    });
  }

  follow(projectId: string, document: PictureDocument): void {
    clearTimeout(this.#timer);
    this.#projectId = projectId;
    this.#saved = document;
    this.#failures = 0;
    this.#parts.onStatus('saved', null);
  }

  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    if (this.#flight !== null) await this.#flight;
    if (!this.#dirty()) return true;
    // A change may come while saving: what counts is the state at the end.
    return (await this.#save()) && (!this.#dirty() || (await this.#save()));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#unsubscribe();
    this.#projectId = null;
  }

  #dirty(): boolean {
    return this.#projectId !== null && this.#parts.document.getState().document !== this.#saved;
  }

  #changed(): void {
    if (!this.#dirty()) return;
    this.#parts.onStatus('saving', null);
    this.#schedule(this.#parts.delayMs ?? 300);
  }

  #schedule(delayMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#dirty()) void this.#save();
    }, delayMs);
  }

  #save(): Promise<boolean> {
    this.#flight ??= this.#send().finally(() => {
      this.#flight = null;
    });
    return this.#flight;
  }

  async #send(): Promise<boolean> {
    const projectId = this.#projectId;
    const { document } = this.#parts.document.getState();
    if (projectId === null) return true;
    try {
      await this.#parts.store.saveDocument({ projectId, document });
    } catch (error) {
      if (projectId === this.#projectId) this.#refused(failureOf(error));
      return false;
    }
    if (projectId !== this.#projectId) return true; // another project is followed by now
    this.#saved = document;
    this.#failures = 0;
    if (this.#dirty()) this.#schedule(0);
    else this.#parts.onStatus('saved', null);
    return true;
  }

  #refused(failure: Failure): void {
    this.#parts.onStatus('not-saved', failure);
    const wait = (this.#parts.retryMs ?? 1000) * 2 ** this.#failures;
    this.#failures += 1;
    this.#schedule(Math.min(wait, SLOWEST_MS));
  }
}
