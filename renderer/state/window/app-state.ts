import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ServiceName, ServiceState } from '../../../preload/contract/desktop.ts';
import { type Failure, failureOf } from '../../../preload/contract/errors.ts';
import { freeName, type RefusedProject } from '../../../preload/contract/projects.ts';
import { wordsIn } from '../../../preload/words/index.ts';
import { guarded, type StudioParts } from '../parts.ts';
import { chosenFiles } from '../project/files.ts';
import type { ProjectSession } from '../project/session-types.ts';
import { putBack, saveCopyElsewhere } from '../projects/copies.ts';
import { emptyPage, type Projects } from '../projects/projects.ts';
import type { Safekeeping } from '../projects/safekeeping.ts';
import type { AppState } from '../window-types.ts';

export interface AppParts extends StudioParts {
  readonly projects: Projects;
  readonly safekeeping: Safekeeping;
  readonly openLast: () => Promise<void>;
  /** Keeps the shown page in small, for the page of all projects. */
  readonly keepCard: () => Promise<void>;
  /** Shows why a project cannot be opened, and offers the ways on. */
  readonly tellUnopened: (id: string, failure: Failure) => void;
  readonly tellDamaged: (refused: RefusedProject) => void;
}

const starting = (service: ServiceName): ServiceState => ({ service, state: 'starting', told: null });

/** `parts` is called only when an action runs, so that the parts can be made after the state. */
export function createAppState(parts: () => AppParts): StoreApi<AppState> {
  const toShow = latestOf(parts);
  return createStore<AppState>()((set, get) => ({
    phase: 'loading',
    failure: null,
    failedProject: null,
    platform: '',
    about: '',
    project: null,
    projects: [],
    saving: 'saved',
    unsaved: [],
    recoveries: [],
    drawingElsewhere: null,
    engine: null,
    modelFailure: null,
    services: { engine: starting('engine'), store: starting('store') },
    ignoresMemory: false,
    theme: 'system',
    languageChoice: 'system',
    cores: { chosen: null, most: 1 },
    provider: { chosen: null, isByHand: false },
    providers: null,
    language: 'en',
    notices: [],
    shortcutsShown: false,
    paletteShown: false,
    preferences: null,
    namedLayerId: null,
    dropHovers: false,
    said: null,

    tryAgain: () => parts().openLast(),
    createProject: (name, document = emptyPage) =>
      toShow(async ({ store, projects }) => {
        const taken = [...get().projects, ...projects.all.map(({ project }) => project.getState())];
        return projects.take(await store.createProject({ name: freeName(name, taken), document }), true);
      }),
    openProject: (id) =>
      toShow(
        ({ projects }) => projects.enter(id),
        (failure) => parts().tellUnopened(id, failure),
      ),
    renameProject: (name, id = parts().projects.shown.id) => {
      const session = parts().projects.all.find((one) => one.id === id);
      const { notify } = parts();
      return guarded({ notify, ...(session && { hold: session.hold }) }, async () => {
        const trimmed = name.trim().slice(0, 200);
        if (trimmed === '' || trimmed === session?.project.getState().name) return;
        const renamed = await parts().store.renameProject({ id, name: trimmed });
        session?.project.setState(renamed);
        set((now) => ({ projects: now.projects.map((one) => (one.id === renamed.id ? renamed : one)) }));
      });
    },
    setTheme: (theme) => {
      set({ theme });
      void guarded(parts(), async () => {
        await parts().desktop.setTheme({ theme });
        await parts().store.putSetting({ key: 'theme', value: theme });
      });
    },
    toggleFullScreen: () =>
      void guarded(parts(), async () => {
        await parts().desktop.toggleFullScreen({});
      }),
    setLanguage: (languageChoice) =>
      void guarded(parts(), async () => {
        const { language } = await parts().desktop.setLanguage({ choice: languageChoice });
        set({ languageChoice, language });
      }),
    setCores: (chosen) =>
      void guarded(parts(), async () => {
        await parts().desktop.setCores({ cores: chosen });
        set({ cores: { ...get().cores, chosen } });
      }),
    setProvider: (chosen) =>
      void guarded(parts(), async () => {
        await parts().desktop.setProvider({ provider: chosen });
        set({ provider: { ...get().provider, chosen } });
      }),
    listProviders: () =>
      void guarded(parts(), async () => {
        const { providers } = await parts().desktop.listProviders({});
        set({ providers });
      }),
    showPlace: (place) =>
      void guarded(parts(), async () => {
        await parts().desktop.showPlace({ place });
      }),
    showShortcuts: (shortcutsShown) => set({ shortcutsShown }),
    showPalette: (paletteShown) => set({ paletteShown }),
    showPreferences: (preferences) => set({ preferences }),
    nameLayer: (namedLayerId) => set({ namedLayerId }),
    dismissNotice: (id) => set({ notices: get().notices.filter((one) => one.id !== id) }),
    importPictures: () => parts().projects.shown.files.choose(),
    importFiles: (files, at) => parts().projects.shown.files.take(files, at),
    openAsProject: () =>
      guarded(parts(), async () => {
        const files = await chosenFiles(parts().desktop);
        const [first] = files;
        if (first === undefined) return;
        await toShow(async ({ store, projects }) => {
          const taken = [...get().projects, ...projects.all.map(({ project }) => project.getState())];
          const name = freeName(bareName(first.name) || wordsIn(get().language).bar.untitled, taken);
          const session = projects.take(await store.createProject({ name, document: emptyPage }), true);
          void session.files.bringIn(files);
          return session;
        });
      }),
    refuseLink: () => {
      const { notify, projects } = parts();
      notify('failure', ({ notices }) => notices.linkOnly, [], projects.shown.id);
    },
    exportPicture: () => parts().projects.shown.files.exportPicture(),
    takeModel: (from) =>
      guarded(parts(), async () => {
        await parts().desktop.takeModel({ from });
      }),
    ignoreMemory: () => set({ ignoresMemory: true }),
    startService: (service) =>
      guarded(parts(), async () => {
        await parts().desktop.startService({ service });
      }),
    retrySaving: (id) => {
      const { shown, all } = parts().projects;
      const session = id === undefined ? shown : all.find((one) => one.id === id);
      void session?.saver.flush();
    },
    saveCopy: (id) =>
      guarded(parts(), async () => {
        const { desktop, projects, notify } = parts();
        const session = projects.all.find((one) => one.id === id);
        if (session !== undefined && (await saveCopyElsewhere(session, desktop)))
          notify('done', ({ notices }) => notices.copySaved);
      }),
    restoreRecovery: (id) =>
      toShow(async (own) => {
        const session = await restore(own, id);
        await listRecoveries({ setState: set }, own);
        return session;
      }),
    dropRecovery: (id) =>
      guarded(parts(), async () => {
        await parts().desktop.dropRecovery({ id });
        await listRecoveries({ setState: set }, parts());
      }),
  }));
}

/** The name of a file without its extension, as long as that of a project may be. */
function bareName(file: string): string {
  return file
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .trim()
    .slice(0, 190);
}

/**
 * Restores the kept copy of a project that could not be saved. If the project itself cannot be opened, a new one takes
 * the copy.
 */
async function restore({ desktop, projects, store, notify }: AppParts, id: string): Promise<ProjectSession> {
  const copy = await desktop.readRecovery({ id });
  const own = await projects.enter(copy.projectId).catch(() => null);
  const session = own ?? projects.take(await store.createProject({ name: copy.name, document: emptyPage }), true);
  const leftOut = await putBack(session, copy, own === null);
  if (leftOut > 0) {
    notify('failure', ({ notices }) => notices.notBroughtBack({ layers: leftOut, name: copy.name }));
  }
  if (await session.saver.flush()) {
    await desktop.dropRecovery({ id });
    notify('done', ({ notices }) => notices.broughtBack({ name: copy.name }));
  }
  return session;
}

/** Lists the copies that an earlier run of the studio kept of what it could not save. */
export async function listRecoveries(app: Pick<StoreApi<AppState>, 'setState'>, parts: AppParts): Promise<void> {
  const { desktop, safekeeping, projects } = parts;
  const busy = new Set(projects.all.filter((one) => safekeeping.unsavedOf(one) !== null).map(({ id }) => id));
  const kept = await desktop.listRecoveries({}).catch(() => []);
  app.setState({ recoveries: kept.filter((one) => !busy.has(one.id)) });
}

/** If several projects are requested one after the other, only the last one is shown. */
function latestOf(parts: () => AppParts) {
  let turn = 0;
  return (get: (parts: AppParts) => Promise<ProjectSession>, refused?: (failure: Failure) => void): Promise<void> =>
    guarded(parts(), async () => {
      const mine = ++turn;
      const { projects } = parts();
      if (!(await mayLeave(parts()))) return;
      const session = await got(get(parts()), refused);
      if (session === null) return;
      if (mine === turn) projects.show(session);
      else projects.leave(session);
    });
}

/** Asks before leaving a project that the store refuses to save. */
async function mayLeave({ projects, safekeeping, desktop }: AppParts): Promise<boolean> {
  const { shown } = projects;
  if (shown.saver.state.getState().status !== 'not-saved' || (await shown.saver.flush())) return true;
  const unsaved = safekeeping.unsavedOf(shown);
  return unsaved === null || (await desktop.askToLeave(unsaved)).leave;
}

/** The answer; null where it was refused and `refused` has been called. */
async function got<T>(answer: Promise<T>, refused: ((failure: Failure) => void) | undefined): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    const failure = failureOf(error);
    if (refused === undefined || failure.kind === 'internal') throw error;
    refused(failure);
    return null;
  }
}

/** Opens the last project. If that fails, the window shows the reason and can try again. */
export async function openLastProject(app: StoreApi<AppState>, { store, projects }: AppParts): Promise<void> {
  app.setState({ phase: 'loading', failure: null });
  try {
    const fallback = { name: wordsIn(app.getState().language).bar.untitled, document: emptyPage };
    projects.show(projects.take(await store.openProject({ id: null, fallback })));
  } catch (error) {
    // The list may still be readable. Its first project is the one that could not be opened.
    const list = await store.listProjects({}).catch(() => []);
    app.setState({ phase: 'failed', failure: failureOf(error), failedProject: list[0] ?? null, projects: list });
  }
}
