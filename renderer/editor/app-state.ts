import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ServiceName, ServiceState } from '../../preload/contract/desktop.ts';
import { failureOf } from '../../preload/contract/errors.ts';
import type { AppState } from '../panels/studio.ts';
import { guarded, type StudioParts } from './parts.ts';
import type { ProjectSession } from './project-session.ts';
import { emptyPage, type Projects } from './projects.ts';

export interface AppParts extends StudioParts {
  readonly projects: Projects;
}

const starting = (service: ServiceName): ServiceState => ({ service, state: 'starting', message: null });

/** `parts` are read when an action runs, so that they can be made after the state. */
export function createAppState(parts: () => AppParts): StoreApi<AppState> {
  const toShow = latestOf(parts);
  return createStore<AppState>()((set, get) => ({
    phase: 'loading',
    failure: null,
    platform: '',
    project: null,
    projects: [],
    saving: 'saved',
    engine: null,
    modelFailure: null,
    services: { engine: starting('engine'), store: starting('store') },
    theme: 'system',
    notices: [],
    shortcutsShown: false,
    dropHovers: false,
    said: '',

    createProject: (name) =>
      toShow(async ({ store, projects }) => {
        return projects.take(await store.createProject({ name, document: emptyPage }), true);
      }),
    openProject: (id) => toShow(({ projects }) => projects.enter(id)),
    renameProject: (name) => {
      const { id, project } = parts().projects.shown;
      return guarded(parts(), async () => {
        const trimmed = name.trim().slice(0, 200);
        if (trimmed === '' || trimmed === project.getState().name) return;
        const renamed = await parts().store.renameProject({ id, name: trimmed });
        project.setState(renamed);
        set((now) => ({ projects: now.projects.map((one) => (one.id === id ? renamed : one)) }));
      });
    },
    setTheme: (theme) => {
      set({ theme });
      void guarded(parts(), async () => {
        await parts().desktop.setTheme({ theme });
        await parts().store.putSetting({ key: 'theme', value: theme });
      });
    },
    showShortcuts: (shortcutsShown) => set({ shortcutsShown }),
    dismissNotice: (id) => set({ notices: get().notices.filter((one) => one.id !== id) }),
    importPictures: () => parts().projects.shown.files.choose(),
    importFiles: (files, at) => parts().projects.shown.files.take(files, at),
    exportPicture: () => parts().projects.shown.files.exportPicture(),
    retrySaving: () => void parts().projects.shown.saver.flush(),
    takeModel: (from) =>
      guarded(parts(), async () => {
        const { begun } = await parts().desktop.takeModel({ from });
        if (begun) set({ engine: null, modelFailure: null });
      }),
  }));
}

/** Of several projects that are asked for one after the other, the last one is shown. */
function latestOf(parts: () => AppParts) {
  let turn = 0;
  return (get: (parts: AppParts) => Promise<ProjectSession>): Promise<void> =>
    guarded(parts(), async () => {
      const mine = ++turn;
      const { projects } = parts();
      const session = await get(parts());
      if (mine === turn) projects.show(session);
      else projects.leave(session);
    });
}

/** Opens the project of last time; where that fails the window says why, and tries again when told to. */
export async function openLastProject(app: StoreApi<AppState>, { store, projects }: AppParts): Promise<void> {
  app.setState({ phase: 'loading', failure: null });
  try {
    const fallback = { name: 'Untitled', document: emptyPage };
    projects.show(projects.take(await store.openProject({ id: null, fallback })));
  } catch (error) {
    app.setState({ phase: 'failed', failure: failureOf(error) });
  }
}
