import type { EngineService } from '../../preload/contract/engine.ts';
import { failureOf } from '../../preload/contract/errors.ts';
import type { PictureClient } from '../../preload/contract/picture-service.ts';
import type { Client } from '../../preload/contract/service.ts';
import type { StoreService } from '../../preload/contract/store.ts';
import type { Said, StudioWords } from '../../preload/words/index.ts';
import { saidOf } from '../../preload/words/sentence.ts';
import type { PageRaster } from '../document/canvas-port.ts';
import type { PixelWork } from '../document/pixel-work.ts';
import type { ProjectStore } from '../document/project-store.ts';
import type { DocumentStore } from '../document/store.ts';
import type { DesktopClient } from '../services/desktop-client.ts';
import type { NoticeAction } from './studio.ts';

/**
 * Shows a sentence until it is dismissed, with what can be done about it. One that belongs to a project
 * stands while that project does.
 */
export type Notify = (
  kind: 'failure' | 'done',
  text: Said,
  actions?: readonly NoticeAction[],
  projectId?: string | null,
) => void;

/** The clients of the whole window. */
export interface StudioParts {
  readonly engine: Client<EngineService>;
  readonly store: Client<StoreService>;
  readonly desktop: DesktopClient;
  readonly decoder: PictureClient;
  readonly pixelWork: PixelWork;
  readonly newId: () => string;
  readonly notify: Notify;
}

/**
 * What the state stores of one project speak through. Nothing in here knows which project is shown:
 * what is begun with these parts ends in their project.
 */
export interface ProjectParts {
  readonly engine: Client<EngineService>;
  readonly desktop: DesktopClient;
  readonly decoder: PictureClient;
  readonly store: ProjectStore;
  readonly document: DocumentStore;
  readonly page: PageRaster;
  readonly newId: () => string;
  /** In the language of the window. */
  readonly words: () => StudioWords;
  /** Names the project where another one is shown. */
  readonly notify: Notify;
  /** The project stays open in the window until the end is called. */
  readonly hold: () => () => void;
}

export type Guard = Pick<ProjectParts, 'notify'> & Partial<Pick<ProjectParts, 'hold'>>;

/** For what the window does by itself: a service that is away is told by its own state, a bug goes to the log. */
export function logBug(error: unknown): void {
  if (failureOf(error).kind === 'internal') console.error(error);
}

/** Runs an action of the user's; a failure becomes a notice. Giving up is no failure. */
export async function guarded(parts: Guard, action: () => Promise<void>): Promise<void> {
  const release = parts.hold?.();
  try {
    await action();
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind === 'cancelled') return;
    if (failure.kind === 'internal') console.error(failure.detail ?? failure.message);
    parts.notify('failure', saidOf(failure));
  } finally {
    release?.();
  }
}
