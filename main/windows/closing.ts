import type { Unsaved } from '../../preload/contract/recovery.ts';

/** What closing needs of Electron. Tests replace it. */
export interface ClosingWindow {
  /** Asks the page to save and to answer. Returns false where there is no page. */
  readonly ask: () => boolean;
  /** Asks the user in a native dialog, where something is not saved. */
  readonly question: (unsaved: readonly Unsaved[]) => Promise<'stay' | 'retry' | 'close'>;
  /** Closes without a question. */
  readonly close: () => void;
}

/** Milliseconds in which a working page answers. For a hanging page its last report counts. */
const PATIENCE_MS = 4000;

/**
 * Decides when a window closes: when the page says that all is saved, or when the artist agrees. Every request to
 * close (a key, the window's button, the end of the app) comes here.
 */
export class Closing {
  readonly #window: ClosingWindow;
  readonly #patienceMs: number;
  #told: readonly Unsaved[] = [];
  #answer: ((unsaved: readonly Unsaved[]) => void) | null = null;
  #asking = false;
  #decided = false;

  constructor(window: ClosingWindow, patienceMs = PATIENCE_MS) {
    this.#window = window;
    this.#patienceMs = patienceMs;
  }

  /** Work that would be lost if the page ended now. */
  get told(): readonly Unsaved[] {
    return this.#told;
  }

  tell(unsaved: readonly Unsaved[]): void {
    this.#told = unsaved;
  }

  answer(unsaved: readonly Unsaved[]): void {
    this.#told = unsaved;
    this.#answer?.(unsaved);
  }

  /** Begins closing. Returns whether the window may close at once; otherwise it closes later or stays open. */
  mayClose(onStay: () => void): boolean {
    if (this.#decided) return true;
    if (!this.#asking) void this.#decide(onStay);
    return false;
  }

  async #decide(onStay: () => void): Promise<void> {
    this.#asking = true;
    try {
      for (let choice = 'retry'; choice === 'retry'; ) {
        const unsaved = await this.#unsaved();
        choice = unsaved.length === 0 ? 'close' : await this.#window.question(unsaved);
        this.#decided = choice === 'close';
      }
    } finally {
      this.#asking = false;
    }
    if (this.#decided) this.#window.close();
    else onStay();
  }

  #unsaved(): Promise<readonly Unsaved[]> {
    if (!this.#window.ask()) return Promise.resolve(this.#told);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(this.#told), this.#patienceMs);
      this.#answer = (unsaved) => {
        clearTimeout(timer);
        resolve(unsaved);
      };
    });
  }
}
