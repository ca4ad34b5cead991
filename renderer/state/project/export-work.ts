import type { Working } from '../../document/long-work.ts';
import type { ExportState } from '../window-types.ts';

/** How an export is cancelled, and how it tells its progress. */
export interface Exporting {
  /** Aborts with the failure `cancelled`. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: NonNullable<ExportState['progress']>) => void;
}

/** Work that is cancelled by the signal, and whose own progress is not shown. */
export const unmeasured = (signal: AbortSignal): Working => ({ signal, tell: () => undefined });
