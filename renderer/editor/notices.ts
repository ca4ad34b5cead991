import type { StoreApi } from 'zustand/vanilla';
import { failureOf } from '../../preload/contract/errors.ts';
import type { AppState, Notice } from '../panels/studio.ts';

const MOST = 4;
const DONE_MS = 5000;

/** One sentence each; good news goes by itself, failures stay until they are dismissed. */
export class Notices {
  readonly #app: StoreApi<AppState>;

  constructor(app: StoreApi<AppState>) {
    this.#app = app;
  }

  readonly done = (text: string): void => {
    const id = this.#add('done', text);
    setTimeout(() => this.dismiss(id), DONE_MS);
  };

  /** Nothing for what the user cancelled; what is no `StudioError` is a bug, told in the console too. */
  readonly failed = (error: unknown): void => {
    const failure = failureOf(error);
    if (failure.kind === 'cancelled') return;
    if (failure.detail !== undefined) console.error(failure.detail);
    this.#add('failure', failure.message);
  };

  readonly dismiss = (id: string): void => {
    this.#app.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
  };

  /** Runs an action of a panel, which has nobody to catch for it. */
  readonly guard = async (action: () => Promise<void>): Promise<void> => {
    try {
      await action();
    } catch (error) {
      this.failed(error);
    }
  };

  #add(kind: Notice['kind'], text: string): string {
    const id = crypto.randomUUID();
    this.#app.setState(({ notices }) => ({
      notices: [...notices.filter((notice) => notice.text !== text), { id, kind, text }].slice(-MOST),
    }));
    return id;
  }
}
