import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PictureDocument } from '../../preload/contract/document.ts';
import { type Failure, failureOf } from '../../preload/contract/errors.ts';
import type { ProjectStore } from '../document/project-store.ts';
import type { DocumentStore } from '../document/store.ts';

export interface Saving {
  /** 'saved' only after the store has confirmed the latest state of the document. */
  readonly status: 'saved' | 'saving' | 'not-saved';
  /** Why the store refused to save; null unless the status is 'not-saved'. */
  readonly failure: Failure | null;
}

export interface AutosaveParts {
  /** Its state when saving begins must be that of the store. */
  readonly document: DocumentStore;
  readonly store: Pick<ProjectStore, 'saveDocument'>;
  /** Milliseconds without a change before a save, so that a burst of changes is saved once. */
  readonly delayMs?: number;
  /** Milliseconds before a refused save is tried again. It doubles with each refusal, up to 30 s. */
  readonly retryMs?: number;
}

export interface Autosave {
  readonly state: StoreApi<Saving>;
  /** Saves pending changes at once. True where the store has confirmed the latest state. */
  flush(): Promise<boolean>;
  stop(): void;
}

const SLOWEST_MS = 30_000;
const saved: Saving = { status: 'saved', failure: null };

/**
 * Saves one project. One save runs at a time, and each saves the latest state. The status is 'saved' only after the
 * store has confirmed it.
 */
export function createAutosave(parts: AutosaveParts): Autosave {
  return new Saver(parts);
}

class Saver implements Autosave {
  readonly state = createStore<Saving>()(() => saved);
  readonly #parts: AutosaveParts;
  readonly #unsubscribe: () => void;
  #saved: PictureDocument;
  #flight: Promise<boolean> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #failures = 0;

  constructor(parts: AutosaveParts) {
    this.#parts = parts;
    this.#saved = parts.document.getState().document;
    this.#unsubscribe = parts.document.subscribe((state, before) => {
      if (state.document !== before.document) this.#changed();
    });
  }

  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    if (this.#flight !== null) await this.#flight;
    if (!this.#dirty()) return true;
    // The document may change during the save. The last state counts.
    return (await this.#save()) && (!this.#dirty() || (await this.#save()));
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#unsubscribe();
  }

  #dirty(): boolean {
    return this.#parts.document.getState().document !== this.#saved;
  }

  #changed(): void {
    if (!this.#dirty()) return;
    // A refusal stays visible until the store has accepted a save.
    if (this.state.getState().status === 'saved') this.state.setState({ status: 'saving', failure: null });
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
    const { document } = this.#parts.document.getState();
    try {
      await this.#parts.store.saveDocument({ document });
    } catch (error) {
      this.#refused(failureOf(error));
      return false;
    }
    this.#saved = document;
    this.#failures = 0;
    if (this.#dirty()) {
      this.state.setState({ status: 'saving', failure: null });
      this.#schedule(0);
    } else this.state.setState(saved);
    return true;
  }

  #refused(failure: Failure): void {
    this.state.setState({ status: 'not-saved', failure });
    const wait = (this.#parts.retryMs ?? 1000) * 2 ** this.#failures;
    this.#failures += 1;
    this.#schedule(Math.min(wait, SLOWEST_MS));
  }
}
