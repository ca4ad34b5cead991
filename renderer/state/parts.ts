import type { EngineService } from '../../preload/contract/engine.ts';
import { failureOf } from '../../preload/contract/errors.ts';
import type { PictureClient } from '../../preload/contract/picture-service.ts';
import type { Client } from '../../preload/contract/service.ts';
import type { StoreService } from '../../preload/contract/store.ts';
import type { Said, StudioWords } from '../../preload/words/index.ts';
import { saidOf } from '../../preload/words/sentence.ts';
import type { PageRaster } from '../document/page-raster.ts';
import type { PaintWork } from '../document/paint-work.ts';
import type { PictureClipboard } from '../document/picture-clipboard.ts';
import type { PixelWork } from '../document/pixel-work.ts';
import type { ProjectStore } from '../document/project-store.ts';
import type { DocumentStore } from '../document/store.ts';
import type { DesktopClient } from '../services/desktop-client.ts';
import type { NoticeAction, NoticeKind } from './window-types.ts';

/** Shows a sentence and the actions that it offers. A notice of a project is shown only while that project is. */
export type Notify = (
  kind: NoticeKind,
  text: Said,
  actions?: readonly NoticeAction[],
  projectId?: string | null,
) => void;

/** The clients that the whole window shares. */
export interface StudioParts {
  readonly engine: Client<EngineService>;
  readonly store: Client<StoreService>;
  readonly desktop: DesktopClient;
  readonly decoder: PictureClient;
  readonly pixelWork: PixelWork;
  readonly clipboard: PictureClipboard;
  readonly paintWork: PaintWork;
  readonly newId: () => string;
  readonly notify: Notify;
}

/**
 * The clients and the document of one project, for its state stores. None of them knows which project is shown. Work
 * that begins with these parts therefore ends in their project.
 */
export interface ProjectParts {
  readonly engine: Client<EngineService>;
  readonly desktop: DesktopClient;
  readonly decoder: PictureClient;
  readonly store: ProjectStore;
  readonly document: DocumentStore;
  readonly page: PageRaster;
  readonly newId: () => string;
  /** The words in the language of the window. */
  readonly words: () => StudioWords;
  /** Shows a notice. It names the project if another one is shown. */
  readonly notify: Notify;
  /** Keeps the project open in the window until the returned function is called. */
  readonly hold: () => () => void;
}

export type Guard = Pick<ProjectParts, 'notify'> & Partial<Pick<ProjectParts, 'hold'>>;

/** Logs a bug in work that no user action started. A service that is lost reports itself by its own state. */
export function logBug(error: unknown): void {
  if (failureOf(error).kind === 'internal') console.error(error);
}

/** Runs a user's action. A failure becomes a notice. A cancelled action shows nothing. */
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
