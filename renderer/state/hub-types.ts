import type { FoundRepository, HubNow } from '../../preload/contract/hub.ts';
import type { Precision } from '../../preload/contract/manifest.ts';

/** Adding a model from the hub, as a part of the page of models, which shows its failures as well. */
export interface HubState {
  /** What main has told last; null before. */
  readonly now: HubNow | null;
  /** Whether the page shows the form, or what was found. */
  readonly isOpen: boolean;
  readonly repository: string;
  readonly revision: string;
  readonly isLooking: boolean;
  readonly found: FoundRepository | null;
  open(): void;
  close(): void;
  setRepository(text: string): void;
  setRevision(text: string): void;
  /** Asks the host about the repository. */
  look(): Promise<void>;
  leaveFound(): void;
  /** Begins to fetch what was found. */
  fetch(precision: Precision, keeps: boolean): Promise<void>;
  pause(): Promise<void>;
  goOn(): Promise<void>;
  drop(): Promise<void>;
  /** Takes a token for the host, or forgets it. Resolves to whether that was done. */
  setToken(token: string | null): Promise<boolean>;
}
