import type { PictureDocument } from '../../../preload/contract/document.ts';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Project, Warning } from '../../../preload/contract/projects.ts';
import type { Client, Result } from '../../../preload/contract/service.ts';
import type { StoreService } from '../../../preload/contract/store.ts';
import { nothingToUndo } from '../../../preload/contract/undo-steps.ts';
import type { DocumentState } from '../../document/store.ts';
import { logBug } from '../parts.ts';
import { createProjectSession } from '../project/project-session.ts';
import type { ProjectSession, SessionSurroundings } from '../project/session-types.ts';
import { createMirror, type Mirror } from './mirror.ts';

/** The page of a new project. The first imported picture gives the page its size. */
export const emptyPage: PictureDocument = { width: 1024, height: 1024, layers: [], region: [] };

export interface ProjectsParts extends Omit<SessionSurroundings, 'isShown' | 'onQuiet'> {
  /** The document store that the canvas shows. */
  readonly page: Mirror<DocumentState>;
  /** Called when a project was opened in the window. `last` is the shown project. */
  readonly onTake: (session: ProjectSession, isNew: boolean, last: ProjectSession) => Promise<void>;
  readonly onWarning: (session: ProjectSession, warning: Warning) => void;
  /** Whether the project is as it was made. Called when all of it has been read. */
  readonly isUntouched: (session: ProjectSession) => boolean;
  /** Called before a project is removed. */
  readonly onDiscard: (session: ProjectSession) => void;
  /** Called when the store has removed a project, or kept it because it holds something. */
  readonly onDiscarded: () => void;
  /** Called before another project is shown. */
  readonly onLeave: (from: ProjectSession) => void;
  readonly onShow: (to: ProjectSession) => void;
  /** Called when the name, the saving state or the drawing of a project has changed. */
  readonly onChange: () => void;
}

/**
 * The open projects of the window: the shown one, and those that still have work. A hidden project is closed as soon as
 * the store holds all of it.
 */
export class Projects {
  readonly #parts: SessionSurroundings;
  readonly #told: Omit<ProjectsParts, keyof SessionSurroundings | 'page'>;
  readonly #open = new Map<string, ProjectSession>();
  readonly #entering = new Map<string, Promise<ProjectSession>>();
  /** Settles when everything of a project has been read from the store. */
  readonly #read = new WeakMap<ProjectSession, Promise<unknown>>();
  readonly #discarding = new Map<string, Promise<void>>();
  /** Projects that are open and have not been shown yet. */
  readonly #fresh = new Set<ProjectSession>();
  readonly #mirrors: ReturnType<typeof mirrorsOf>;
  #shown: ProjectSession;

  constructor(parts: ProjectsParts) {
    this.#told = parts;
    this.#parts = {
      ...parts,
      isShown: (session) => session === this.#shown,
      onQuiet: (session) => this.#quiet(session),
    };
    const placeholder = { ...this.#parts, store: noStore, keepPrompt: () => undefined };
    this.#shown = createProjectSession(placeholder, nowhere(parts.words().bar.untitled), {
      document: emptyPage,
      undo: nothingToUndo,
    });
    this.#mirrors = mirrorsOf(this.#shown, parts.page);
  }

  /** The shown project. It must not be read after an await, since another project may be shown by then. */
  get shown(): ProjectSession {
    return this.#shown;
  }

  get all(): readonly ProjectSession[] {
    return [...new Set(this.#open.values())];
  }

  /** The state stores that follow the shown project. */
  get stores() {
    const { document, run, prompt, gallery, tree, replay, describe, live } = this.#mirrors;
    return {
      live: live.store,
      document: document.store,
      run: run.store,
      prompt: prompt.store,
      gallery: gallery.store,
      tree: tree.store,
      replay: replay.store,
      describe: describe.store,
    };
  }

  /**
   * Adds a project that the store has just opened or made. Returns the existing session where the project is already
   * open.
   */
  take({ project, warnings, ...opened }: Result<StoreService['openProject']>, isNew = false): ProjectSession {
    const known = this.#open.get(project.id);
    if (known !== undefined) return known;
    const session = createProjectSession(this.#parts, project, opened);
    this.#open.set(session.id, session);
    this.#fresh.add(session);
    for (const warning of warnings) this.#told.onWarning(session, warning);
    this.#read.set(session, Promise.all([this.#told.onTake(session, isNew, this.#shown), session.load()]));
    return session;
  }

  /** Opens a project once, however often it is requested, so that the window never holds two states of it. */
  enter(id: string): Promise<ProjectSession> {
    const known = this.#open.get(id);
    const entering = this.#entering.get(id);
    if (entering !== undefined) return entering;
    const discarding = this.#discarding.get(id);
    if (discarding !== undefined) return discarding.then(() => this.enter(id));
    const name = this.#parts.words().bar.untitled;
    const answer = this.#parts.store.openProject({ id, fallback: { name, document: emptyPage } });
    if (known !== undefined) {
      // The window's state of the project is newer. The store only notes that it was opened last.
      answer.catch(logBug);
      return Promise.resolve(known);
    }
    const opening = answer.then((opened) => this.take(opened)).finally(() => this.#entering.delete(id));
    this.#entering.set(id, opening);
    return opening;
  }

  /** Gives up a project that was opened and is not shown after all. */
  leave(session: ProjectSession): void {
    this.#fresh.delete(session);
    this.#quiet(session);
  }

  /** The open project of that id, which may be that of the folder in which its work goes on. */
  sessionOf(id: string): ProjectSession | undefined {
    return this.all.find((one) => one.id === id || one.project.getState().id === id);
  }

  /**
   * Closes a project that is about to leave the list. The store is not asked to remove it where it is untouched.
   * @throws StudioError `bad-request` where it is shown or at work
   */
  async release(id: string): Promise<void> {
    const open = this.sessionOf(id);
    // One that is open is closed in this turn, before it could close by itself.
    if (open === undefined) {
      await this.#entering.get(id)?.catch(ignore);
      await this.#discarding.get(id);
    }
    const session = open ?? this.sessionOf(id);
    if (session === undefined) return;
    if (session === this.#shown || session.isBusy()) {
      throw StudioError.of('projects.at-work', { name: session.project.getState().name });
    }
    this.#fresh.delete(session);
    this.#forget(session);
    session.close();
  }

  /** Replaces the window's state of a project by the store's, after a backup was restored. */
  replace(opened: Result<StoreService['openProject']>): void {
    const known = this.#open.get(opened.project.id);
    if (known !== undefined) this.#forget(known);
    const session = this.take(opened);
    if (known === undefined || known === this.#shown) this.show(session);
    known?.close();
  }

  /** Continues in the recovered project after a project's folder was lost. Both ids find the session. */
  adopt(session: ProjectSession, project: Project): void {
    this.#open.set(project.id, session);
    session.project.setState(project);
  }

  #forget(session: ProjectSession): void {
    for (const [id, one] of this.#open) if (one === session) this.#open.delete(id);
  }

  show(session: ProjectSession): void {
    const before = this.#shown;
    if (session === before) return;
    this.#told.onLeave(before);
    before.document.getState().endGesture();
    before.live.state.getState().turn(false);
    this.#shown = session;
    this.#fresh.delete(session);
    const { canvas } = this.#parts;
    canvas.clearPreview();
    canvas.clearCandidate();
    canvas.showConfidence(null);
    canvas.hideCells(null, false);
    const { document, run, prompt, gallery, tree, replay, describe, live } = storesOf(session);
    this.#mirrors.live.show(live);
    this.#mirrors.document.show(document);
    this.#mirrors.run.show(run);
    this.#mirrors.prompt.show(prompt);
    this.#mirrors.gallery.show(gallery);
    this.#mirrors.tree.show(tree);
    this.#mirrors.replay.show(replay);
    this.#mirrors.describe.show(describe);
    session.run.getState().reshow();
    this.#told.onShow(session);
    this.#quiet(before);
  }

  /** Closes a hidden project that nothing needs. */
  #quiet(session: ProjectSession): void {
    this.#told.onChange();
    // The caller may be in the middle of its work. A drawing that has just ended, for instance, becomes an unsaved
    // layer next.
    queueMicrotask(() => this.#close(session));
  }

  #close(session: ProjectSession): void {
    if (session === this.#shown || this.#fresh.has(session) || session.isBusy()) return;
    if (this.#open.get(session.id) !== session) return;
    this.#forget(session);
    session.close();
    const discarding = this.#discard(session)
      .catch(logBug)
      .finally(() => this.#discarding.delete(session.id));
    this.#discarding.set(session.id, discarding);
  }

  /** Asks the store to remove a project that is not open. The store keeps it if it holds anything. */
  discardUnopened(id: string): Promise<void> {
    if (this.#open.has(id) || this.#entering.has(id)) return Promise.resolve();
    const discarding = this.#parts.store
      .discardProject({ projectId: id })
      .then(({ discarded }) => discarded && this.#told.onDiscarded())
      .then(ignore, logBug)
      .finally(() => this.#discarding.delete(id));
    this.#discarding.set(id, discarding);
    return discarding;
  }

  /** Removes a project that is as it was made, when the artist leaves it. */
  async #discard(session: ProjectSession): Promise<void> {
    await this.#read.get(session);
    if (!this.#told.isUntouched(session)) return;
    this.#told.onDiscard(session);
    await this.#parts.store.discardProject({ projectId: session.id });
    this.#told.onDiscarded();
  }
}

const ignore = () => undefined;

const storesOf = ({ document, run, prompt, gallery, tree, replay, describe, live }: ProjectSession) => ({
  live: live.state,
  document,
  run,
  prompt: prompt.state,
  gallery: gallery.state,
  tree: tree.state,
  replay,
  describe: describe.state,
});

function mirrorsOf(session: ProjectSession, page: Mirror<DocumentState>) {
  const { document, run, prompt, gallery, tree, replay, describe, live } = storesOf(session);
  page.show(document);
  return {
    live: createMirror(live),
    document: page,
    run: createMirror(run),
    prompt: createMirror(prompt),
    gallery: createMirror(gallery),
    tree: createMirror(tree),
    replay: createMirror(replay),
    describe: createMirror(describe),
  };
}

/** The project that the window shows before one is open. */
const nowhere = (name: string): Project => ({
  id: '00000000-0000-4000-8000-000000000000',
  name,
  createdAt: 0,
  openedAt: 0,
});

const noStore = new Proxy({} as Client<StoreService>, {
  get: () => () => Promise.reject(StudioError.of('projects.none', {})),
});
