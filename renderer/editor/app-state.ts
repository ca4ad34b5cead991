import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ServiceName, ServiceState } from '../../preload/contract/desktop.ts';
import type { AppState, Theme } from '../panels/studio.ts';

/** What the app's buttons do; each tells its own failures. */
export type AppActions = Pick<
  AppState,
  | 'createProject'
  | 'openProject'
  | 'renameProject'
  | 'importPictures'
  | 'importFiles'
  | 'exportPicture'
  | 'retrySaving'
  | 'dismissNotice'
> & { readonly applyTheme: (theme: Theme) => void };

/** The studio around the picture, as it is before anything has answered. `actions` is asked at the press. */
export function createAppState(actions: () => AppActions): StoreApi<AppState> {
  return createStore<AppState>()((set) => ({
    phase: 'loading',
    failure: null,
    platform: 'linux',
    project: null,
    projects: [],
    saving: 'saved',
    engine: null,
    services: { engine: starting('engine'), store: starting('store') },
    theme: 'system',
    notices: [],
    shortcutsShown: false,

    createProject: (name) => actions().createProject(name),
    openProject: (id) => actions().openProject(id),
    renameProject: (name) => actions().renameProject(name),
    importPictures: () => actions().importPictures(),
    importFiles: (files, at) => actions().importFiles(files, at),
    exportPicture: () => actions().exportPicture(),
    retrySaving: () => actions().retrySaving(),
    dismissNotice: (id) => actions().dismissNotice(id),
    setTheme: (theme) => {
      set({ theme });
      actions().applyTheme(theme);
    },
    showShortcuts: (shortcutsShown) => set({ shortcutsShown }),
  }));
}

function starting(service: ServiceName): ServiceState {
  return { service, state: 'starting', message: null };
}
