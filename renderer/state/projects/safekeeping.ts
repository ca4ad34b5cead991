import { toldOf } from '../../../preload/contract/error-codes.ts';
import type { Failure } from '../../../preload/contract/errors.ts';
import type { Unsaved } from '../../../preload/contract/recovery.ts';
import type { Told } from '../../../preload/contract/told.ts';
import { logBug, type StudioParts } from '../parts.ts';
import type { ProjectSession } from '../project/session-types.ts';
import { keepCopy } from './copies.ts';

export interface SafekeepingParts extends Pick<StudioParts, 'desktop'> {
  readonly sessions: () => readonly ProjectSession[];
  /** Called with the projects that the store refuses to save. */
  readonly onRefused: (refused: readonly Unsaved[]) => void;
}

/** Milliseconds from a change that cannot be saved to the next copy of the document. */
const PAUSE_MS = 500;
/** After this many milliseconds without an answer, the store may be lost, so a copy is kept. */
const SLOW_MS = 3000;
/** How long closing waits for saves, in milliseconds. Main waits a little longer. */
const CLOSING_MS = 3000;

/**
 * Tracks what would be lost if the window closed. It tells main at every change, and keeps a copy as soon as the store
 * refuses to save.
 */
export class Safekeeping {
  readonly #parts: SafekeepingParts;
  /** The documents of the copies on disk, by project id. */
  readonly #copies = new Map<string, unknown>();
  readonly #timers = new Map<string, { readonly timer: ReturnType<typeof setTimeout>; readonly slow: boolean }>();
  #told = '[]';
  #refused = '[]';
  #telling = false;

  constructor(parts: SafekeepingParts) {
    this.#parts = parts;
  }

  /** Keeps a copy of the project whenever the store refuses its changes. */
  watch(session: ProjectSession): void {
    const look = () => this.#look(session);
    session.saver.state.subscribe(look);
    session.document.subscribe(look);
    session.run.subscribe((now, before) => {
      if (now.unsaved && !before.unsaved) void this.#keep(session);
      if (now.unsaved !== before.unsaved) look();
    });
  }

  /** What of the project is not saved; null where the store holds all of it. */
  unsavedOf(session: ProjectSession): Unsaved | null {
    const { id, project, saver, run, document } = session;
    const { status, failure } = saver.state.getState();
    const drawing = run.getState();
    const reasons = reasonsOf(status, failure, drawing, session);
    if (reasons.length === 0) return null;
    const copyKept = this.#copies.get(id) === document.getState().document;
    return { projectId: id, name: project.getState().name, reasons, copyKept };
  }

  /**
   * Saves what can be saved and keeps copies of the rest.
   * @returns what is still unsaved
   */
  async finish(): Promise<readonly Unsaved[]> {
    const end = Date.now() + CLOSING_MS;
    while (Date.now() < end && this.#parts.sessions().some(isTaking)) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await Promise.race([
      Promise.all(this.#parts.sessions().map(({ saver }) => saver.flush())),
      new Promise((resolve) => setTimeout(resolve, Math.max(0, end - Date.now()))),
    ]);
    const left = this.#parts.sessions().filter((session) => this.unsavedOf(session) !== null);
    await Promise.all(left.map((session) => this.#keep(session)));
    return this.#all();
  }

  #look(session: ProjectSession): void {
    const { status } = session.saver.state.getState();
    if (status !== 'saved') this.#keepSoon(session, status === 'saving');
    else if (!session.run.getState().unsaved) this.#forget(session);
    this.#tell();
  }

  #keepSoon(session: ProjectSession, slow: boolean): void {
    const waiting = this.#timers.get(session.id);
    const { document } = session.document.getState();
    if (this.#copies.get(session.id) === document || (waiting !== undefined && (slow || !waiting.slow))) return;
    clearTimeout(waiting?.timer);
    // The first copy is kept at once, and a further one after a burst of changes.
    const wait = slow ? SLOW_MS : this.#copies.has(session.id) ? PAUSE_MS : 0;
    this.#timers.set(session.id, { timer: setTimeout(() => void this.#keep(session), wait), slow });
  }

  async #keep(session: ProjectSession): Promise<void> {
    this.#stopTimer(session);
    const { document } = session.document.getState();
    if (this.#copies.get(session.id) === document && !session.run.getState().unsaved) return;
    try {
      await keepCopy(session, this.#parts.desktop);
      this.#copies.set(session.id, document);
      // The project may have been saved or changed during the writing.
      this.#look(session);
    } catch (error) {
      // The bar over the page shows that there is no copy.
      logBug(error);
    }
    this.#tell();
  }

  #stopTimer(session: ProjectSession): void {
    clearTimeout(this.#timers.get(session.id)?.timer);
    this.#timers.delete(session.id);
  }

  #forget(session: ProjectSession): void {
    this.#stopTimer(session);
    if (!this.#copies.delete(session.id)) return;
    this.#parts.desktop.dropRecovery({ id: session.id }).catch(logBug);
  }

  #all(): Unsaved[] {
    return this.#parts.sessions().flatMap((session) => this.unsavedOf(session) ?? []);
  }

  /** Tells main once, however many changes come in one moment. */
  #tell(): void {
    if (this.#telling) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      const unsaved = this.#all();
      const refusedOnes = this.#parts
        .sessions()
        .filter(({ saver }) => saver.state.getState().status === 'not-saved')
        .flatMap((session) => this.unsavedOf(session) ?? []);
      const [told, refused] = [JSON.stringify(unsaved), JSON.stringify(refusedOnes)];
      if (told !== this.#told) this.#parts.desktop.tellUnsaved({ unsaved }).catch(logBug);
      if (refused !== this.#refused) this.#parts.onRefused(refusedOnes);
      this.#told = told;
      this.#refused = refused;
    });
  }
}

/** Whether something is on its way into the document. */
const isTaking = ({ files, document }: ProjectSession) => files.isTaking() || document.getState().turns.areTaken;

interface Drawing {
  readonly unsaved: boolean;
  readonly failure: Failure | null;
}

/** Why the store does not hold all of a project; empty where it does. */
function reasonsOf(
  status: 'saved' | 'saving' | 'not-saved',
  failure: Failure | null,
  drawing: Drawing,
  session: ProjectSession,
): Told[] {
  if (failure !== null) return [failure];
  if (status !== 'saved') return [toldOf('saving.under-way', {})];
  if (drawing.unsaved) {
    const { failure: why } = drawing;
    return [toldOf('saving.drawing', {}), ...(why === null ? [] : [why])];
  }
  if (session.files.isTaking()) return [toldOf('saving.bringing-in', {})];
  return isTaking(session) ? [toldOf('saving.pixels', {})] : [];
}
