import type { Unsaved } from '../../preload/contract/recovery.ts';

/** What closing asks of Electron; a test stands in for it. */
export interface ClosingWindow {
  /** Tells the page to save what it can and to answer; false where there is no page that could. */
  readonly ask: () => boolean;
  /** The system's question, where something is not saved. */
  readonly question: (unsaved: readonly Unsaved[]) => Promise<'stay' | 'retry' | 'close'>;
  /** Closes, now without being asked. */
  readonly close: () => void;
}

/** A page that is at work answers within this; one that hangs is judged by what it told last. */
const PATIENCE_MS = 4000;

/**
 * A window closes when the page says that all is saved, or when its artist says so. Whatever asked for it
 * (a key, the window's button, the end of the app) comes by here.
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

  /** What would be lost if the page ended now. */
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

  /** @returns whether the window may close at once; otherwise it is closed later, or stays. */
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
