import type { PictureDocument } from '../../preload/contract/document.ts';
import { type Failure, failureOf } from '../../preload/contract/errors.ts';

export type SavingState = 'saved' | 'saving' | 'not-saved';

export interface AutosaveParts {
  /** Resolves when the document is on disk. */
  readonly save: (document: PictureDocument) => Promise<void>;
  readonly onState: (state: SavingState, failure: Failure | null) => void;
  /** Waits before it tries again after a failure; the last one repeats. */
  readonly retryDelaysMs?: readonly number[];
}

export interface Autosave {
  /** The document as it is now: saved as soon as the save before it has been answered. */
  changed(document: PictureDocument): void;
  /** Tries again at once what could not be saved. */
  retry(): void;
  /** Resolves when everything handed in so far is on disk; false where it could not be saved. */
  flush(): Promise<boolean>;
  /** Forgets what waits: another project's document follows. */
  reset(saved: PictureDocument): void;
}

/** One save at a time; of several changes meanwhile only the last is sent. */
export function createAutosave(parts: AutosaveParts): Autosave {
  const delays = parts.retryDelaysMs ?? [500, 2000, 5000];
  let saved: PictureDocument | null = null;
  let wanted: PictureDocument | null = null;
  let running: Promise<void> | null = null;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isDone = () => wanted === null || wanted === saved;

  const run = async () => {
    while (!isDone() && wanted !== null) {
      const sent: PictureDocument = wanted;
      try {
        await parts.save(sent);
        saved = sent;
        failures = 0;
      } catch (error) {
        if (sent !== wanted) continue;
        parts.onState('not-saved', failureOf(error));
        timer = setTimeout(start, delays[Math.min(failures, delays.length - 1)]);
        failures++;
        return;
      }
    }
    parts.onState('saved', null);
  };

  const start = () => {
    clearTimeout(timer);
    if (running !== null || isDone()) return;
    parts.onState('saving', null);
    running = run().finally(() => {
      running = null;
    });
  };

  return {
    changed(document) {
      if (document === wanted) return;
      wanted = document;
      start();
    },
    retry: start,
    async flush() {
      start();
      await running;
      return isDone();
    },
    reset(document) {
      clearTimeout(timer);
      saved = document;
      wanted = document;
      parts.onState('saved', null);
    },
  };
}
