/** What panels read and do of the page of the gallery. What is sought there is in `GalleryState`, as in the panel. */
export interface GalleryPageState {
  readonly isShown: boolean;
  /** The least width of a picture in the grid, in CSS pixels. */
  readonly tile: number;
  /** The ids of the chosen pictures. It may have some that are no longer shown. */
  readonly chosen: ReadonlySet<string>;
  /** The runs whose pictures lie side by side and not in a stack. */
  readonly openRuns: ReadonlySet<string>;
  show(isShown: boolean): void;
  /** Changes the width of the pictures, and keeps it. */
  setTile(tile: number): void;
  /** Makes the pictures one step larger or smaller. */
  stepTile(by: 1 | -1): void;
  choose(ids: Iterable<string>): void;
  openRun(runId: string, isOpen: boolean): void;
  /** Brings back how the page looked. */
  restore(): Promise<void>;
}
