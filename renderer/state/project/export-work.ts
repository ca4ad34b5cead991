import type { ExportState } from '../studio.ts';

/** How an export is cancelled, and how it tells its progress. */
export interface Exporting {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: NonNullable<ExportState['progress']>) => void;
}
