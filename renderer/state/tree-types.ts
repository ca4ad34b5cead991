import type { ListedGeneration, Unreadable } from '../../preload/contract/records.ts';

/** What panels read and do of the tree of drawings of a project. */
export interface TreeState {
  /** The records that are read, by their numbers. One whose parent is not among them is shown without it. */
  readonly records: readonly ListedGeneration[];
  /** The records that cannot be read. */
  readonly unreadable: readonly Unreadable[];
  readonly complete: boolean;
  readonly loading: boolean;
  /** True where the next page could not be read. Only the artist requests it again. */
  readonly failed: boolean;
  /** The ids of the chosen drawings. */
  readonly chosen: ReadonlySet<string>;
  /** The rows whose children are hidden. */
  readonly closed: ReadonlySet<string>;
  /** The runs whose candidates stand in rows of their own. */
  readonly openRuns: ReadonlySet<string>;
  loadMore(): Promise<void>;
  /** Reads until this drawing is there. Returns whether it is. */
  find(id: string): Promise<boolean>;
  choose(ids: Iterable<string>): void;
  close(rows: Iterable<string>): void;
  openRun(runId: string, isOpen: boolean): void;
}
