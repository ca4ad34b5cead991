import type { RunParts } from '../run/run-types.ts';

export interface Settlement {
  readonly id: string;
  readonly outcome: 'accepted' | 'dropped';
}

/** Decisions on candidates that the store has not yet saved. */
export class OutcomeQueue {
  readonly #parts: RunParts;
  readonly #onWritten: () => void;
  #waiting: readonly Settlement[] = [];

  constructor(parts: RunParts, onWritten: () => void) {
    this.#parts = parts;
    this.#onWritten = onWritten;
  }

  get pending(): boolean {
    return this.#waiting.length > 0;
  }

  add(settlements: readonly Settlement[]): void {
    this.#waiting = [...this.#waiting, ...settlements];
  }

  /**
   * Writes the outcomes, oldest first. Each is written with the document, so that row and layer change together.
   * Rejects as the store does.
   */
  async flush(): Promise<void> {
    for (const settlement of this.#waiting) {
      const { document } = this.#parts.document.getState();
      await this.#parts.store.settleGeneration({ ...settlement, document });
      this.#waiting = this.#waiting.filter((other) => other !== settlement);
      this.#onWritten();
    }
  }
}
