import type { PixelCommand } from '../../preload/contract/layer-commands.ts';

/** What takes long: a command on pixels, or another kind of work on them. */
export type WorkName =
  | PixelCommand
  | 'fill'
  | 'image-size'
  | 'open-layers'
  | 'place-pictures'
  | 'find-thing'
  | 'select-subject'
  | 'select-by-words';

/** Work on a document that is under way, as panels show it. */
export interface LongWork {
  readonly name: WorkName;
  /** How many of its parts are done; null where that is not known. */
  readonly progress: { readonly done: number; readonly of: number } | null;
  /** Ends the work. The document stays as it was. */
  cancel(): void;
}

/** How work hears that it is cancelled, and says how far it has come. */
export interface Working {
  readonly signal: AbortSignal;
  tell(done: number, of: number): void;
}

/** Rejects as soon as the signal is aborted. What the promise brings afterwards is dropped. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    promise.then(resolve, reject);
  });
}
