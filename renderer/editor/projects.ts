import type { StoreApi } from 'zustand/vanilla';
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import type { Client, Result } from '../../preload/contract/service.ts';
import type { StoreService } from '../../preload/contract/store.ts';
import { emptyDocument } from '../document/operations.ts';
import type { DocumentStore } from '../document/store.ts';
import type { GenerationSession } from '../generation/session-types.ts';
import type { AppState } from '../panels/studio.ts';
import type { Autosave } from './autosave.ts';

export interface ProjectsParts {
  readonly store: Pick<Client<StoreService>, 'listProjects' | 'createProject' | 'openProject' | 'renameProject'>;
  readonly document: DocumentStore;
  readonly session: GenerationSession;
  readonly autosave: Autosave;
  readonly app: StoreApi<AppState>;
  /** Another project is shown now. */
  readonly onOpen: (projectId: string) => void;
}

type Opened = Result<StoreService['openProject']>;

const fallback = { name: 'Untitled', document: emptyDocument(1024, 1024) };

/** Opens, makes and names projects. Nothing unsaved is left behind: then the switch is refused. */
export class Projects {
  readonly #parts: ProjectsParts;
  #starting = false;

  constructor(parts: ProjectsParts) {
    this.#parts = parts;
  }

  /** The project opened last. Never rejects: 'failed', with the sentence, is a state of the app. */
  readonly start = async (): Promise<void> => {
    const { app, store } = this.#parts;
    if (this.#starting || app.getState().phase === 'ready') return;
    this.#starting = true;
    try {
      this.#show(await store.openProject({ id: null, fallback }));
      await this.#list();
    } catch (error) {
      if (app.getState().phase !== 'ready') app.setState({ phase: 'failed', failure: failureOf(error) });
    } finally {
      this.#starting = false;
    }
  };

  readonly open = async (id: string): Promise<void> => {
    if (id === this.#parts.app.getState().project?.id) return;
    await this.#switch(() => this.#parts.store.openProject({ id, fallback }));
  };

  readonly create = async (name: string): Promise<void> => {
    const shown = name.trim().slice(0, 200) || fallback.name;
    await this.#switch(() => this.#parts.store.createProject({ name: shown, document: fallback.document }));
  };

  readonly rename = async (name: string): Promise<void> => {
    const { app, store } = this.#parts;
    const { project } = app.getState();
    const kept = name.trim().slice(0, 200);
    if (project === null || kept === '' || kept === project.name) return;
    const renamed = await store.renameProject({ id: project.id, name: kept });
    if (app.getState().project?.id === renamed.id) app.setState({ project: renamed });
    await this.#list();
  };

  async #switch(open: () => Promise<Opened>): Promise<void> {
    await this.#saveAll();
    const opened = await open();
    await this.#saveAll(); // painted while the store was opening the other one
    this.#parts.session.getState().leave();
    this.#show(opened);
    await this.#list();
  }

  async #saveAll(): Promise<void> {
    if (await this.#parts.autosave.flush()) return;
    throw new StudioError('store-unavailable', 'This project is not saved yet, so it stays open. Please try again.');
  }

  #show({ project, document: picture }: Opened): void {
    const { app, autosave, document, onOpen } = this.#parts;
    // The project first: the canvas asks for the layers' pictures as soon as it sees them.
    app.setState({ project });
    document.getState().replaceDocument(picture);
    autosave.follow(project.id, document.getState().document);
    app.setState({ phase: 'ready', failure: null });
    onOpen(project.id);
  }

  async #list(): Promise<void> {
    this.#parts.app.setState({ projects: await this.#parts.store.listProjects({}) });
  }
}
