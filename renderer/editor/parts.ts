import type { EngineService } from '../../preload/contract/engine.ts';
import { failureOf } from '../../preload/contract/errors.ts';
import type { Client } from '../../preload/contract/service.ts';
import type { StoreService } from '../../preload/contract/store.ts';
import type { DesktopClient } from '../services/desktop-client.ts';

/** The clients that the state stores speak through, and what they have in common. */
export interface EditorParts {
  readonly engine: Client<EngineService>;
  readonly store: Client<StoreService>;
  readonly desktop: DesktopClient;
  /** The project that is open. @throws before one is */
  readonly projectId: () => string;
  readonly newId: () => string;
  /** Shows a sentence until it is dismissed. */
  readonly notify: (kind: 'failure' | 'done', text: string) => void;
}

/** Runs an action of the user's; a failure becomes a notice. Giving up is no failure. */
export async function guarded(parts: Pick<EditorParts, 'notify'>, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'cancelled') return;
    if (failure.kind === 'internal') console.error(failure.detail ?? failure.message);
    parts.notify('failure', failure.message);
  }
}
