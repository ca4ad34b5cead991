import type { StoreApi } from 'zustand/vanilla';
import type { Manifest } from '../../preload/contract/manifest.ts';
import type { Project } from '../../preload/contract/projects.ts';
import { type StudioWords, wordsIn } from '../../preload/words/index.ts';
import { saidOfPictures } from '../document/said.ts';
import type { GalleryPageState } from '../state/gallery-page-types.ts';
import type { HubState } from '../state/hub-types.ts';
import { isModelComing } from '../state/model-coming.ts';
import type { ModelsState } from '../state/models-types.ts';
import type { NewPageState } from '../state/page-types.ts';
import { type AppParts, createAppState } from '../state/window/app-state.ts';
import { createBackups } from '../state/window/backups-state.ts';
import { createGalleryPage } from '../state/window/gallery-page-state.ts';
import { createHubState } from '../state/window/hub-state.ts';
import { createKeysState } from '../state/window/keys-state.ts';
import { createModelsState } from '../state/window/models-state.ts';
import { createNewPageState } from '../state/window/new-page-state.ts';
import { createNotices, type Notices } from '../state/window/notices.ts';
import { createPanelsState } from '../state/window/panels-state.ts';
import { createShelf } from '../state/window/shelf-state.ts';
import { createTourState } from '../state/window/tour-state.ts';
import { createVersions } from '../state/window/versions-state.ts';
import type {
  AppState,
  BackupsState,
  KeysState,
  NoticeAction,
  PanelsState,
  ShelfState,
  TourState,
  VersionsState,
} from '../state/window-types.ts';
import type { CoreParts } from './core-parts.ts';

/** The stores that the window has once, for all projects. */
export interface WindowStores {
  readonly app: StoreApi<AppState>;
  readonly backups: StoreApi<BackupsState>;
  readonly versions: StoreApi<VersionsState>;
  readonly shelf: StoreApi<ShelfState>;
  readonly keys: StoreApi<KeysState>;
  readonly hub: StoreApi<HubState>;
  readonly models: StoreApi<ModelsState>;
  readonly newPage: StoreApi<NewPageState>;
  readonly tour: StoreApi<TourState>;
  readonly panels: StoreApi<PanelsState>;
  readonly galleryPage: StoreApi<GalleryPageState>;
  readonly notices: Notices;
  readonly waysOut: WaysOut;
  /** The manifest of the loaded model, or null while there is none. */
  readonly manifest: () => Manifest | null;
  /** Whether a model that is not there yet is being loaded. */
  readonly isModelComing: () => boolean;
  /** The catalogue in the language of the window. */
  readonly words: () => StudioWords;
}

/** @param parts is called when an action runs, so the parts can be made after the stores */
export function createWindowStores({ store, desktop, newId }: CoreParts, parts: () => AppParts): WindowStores {
  const app = createAppState(parts);
  const notices = createNotices(
    () => app.getState().notices,
    (standing) => app.setState({ notices: standing }),
    () => parts().projects.shown.id,
  );
  const backups = createBackups(() => ({
    store,
    desktop,
    notify: notices.notify,
    projects: parts().projects,
    current: () => app.getState().project ?? app.getState().failedProject,
    openProject: (id) => app.getState().openProject(id),
  }));
  const models = createModelsState({ desktop, app, notify: notices.notify });
  return {
    app,
    backups,
    versions: createVersions(() => ({
      store,
      notify: notices.notify,
      shown: () => parts().projects.shown,
      app,
    })),
    shelf: createShelf(() => ({
      store,
      desktop,
      notify: notices.notify,
      projects: parts().projects,
      app,
      keepCard: () => parts().keepCard(),
    })),
    keys: createKeysState({ desktop, notify: notices.notify }),
    hub: createHubState({ desktop, models }),
    models,
    newPage: createNewPageState({
      store,
      newId,
      words: () => wordsIn(app.getState().language),
      createProject: (name, document) => app.getState().createProject(name, document),
    }),
    tour: createTourState({ desktop }),
    panels: createPanelsState({ store }),
    galleryPage: createGalleryPage({
      store,
      shown: () => {
        const { store: ofProject, words, notify, hold, describe } = parts().projects.shown;
        const said = async () => {
          await describe.flush();
          return saidOfPictures(describe.state.getState().notes);
        };
        return { store: ofProject, words, notify, hold, desktop, said };
      },
    }),
    notices,
    waysOut: waysOutBy(backups),
    manifest: () => app.getState().engine?.manifest ?? null,
    isModelComing: () => isModelComing(app.getState()),
    words: () => wordsIn(app.getState().language),
  };
}

/** The actions that a notice offers where something is wrong with a project. */
export interface WaysOut {
  readonly backups: (project: Project) => NoticeAction;
  /** Copies the project on the screen. */
  readonly copy: () => NoticeAction;
  readonly folder: (project: Project) => NoticeAction;
}

function waysOutBy(store: StoreApi<BackupsState>): WaysOut {
  const way = (word: 'restoreFrom' | 'saveCopy' | 'showFolder', run: (backups: BackupsState) => Promise<void>) => ({
    label: ({ backups }: StudioWords) => backups[word],
    run: () => void run(store.getState()),
  });
  return {
    backups: (project) => way('restoreFrom', (backups) => backups.show(project)),
    copy: () => way('saveCopy', (backups) => backups.saveCopy()),
    folder: (project) => way('showFolder', (backups) => backups.showFolder(project)),
  };
}
