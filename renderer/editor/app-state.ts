import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ServiceName, ServiceState } from '../../preload/contract/desktop.ts';
import type { PictureDocument } from '../../preload/contract/document.ts';
import { failureOf, StudioError } from '../../preload/contract/errors.ts';
import type { Project } from '../../preload/contract/store.ts';
import type { CanvasPort } from '../document/canvas-port.ts';
import type { Importer } from '../generation/importer-types.ts';
import type { AppState } from '../panels/studio.ts';
import type { Autosave } from '../services/autosave.ts';
import { type EditorParts, guarded } from './parts.ts';

export interface AppParts extends EditorParts {
  readonly importer: Importer;
  readonly canvas: CanvasPort;
  readonly autosave: Autosave;
  /** Shows an opened project. */
  readonly show: (project: Project, document: PictureDocument) => Promise<void>;
}

/** What a project without pictures begins with; the first picture brought in gives the page its size. */
export const emptyPage: PictureDocument = { width: 1024, height: 1024, layers: [], mask: [] };

const starting = (service: ServiceName): ServiceState => ({ service, state: 'starting', message: null });

/** `parts` are read when an action runs, so that they can be made after the state. */
export function createAppState(parts: () => AppParts): StoreApi<AppState> {
  return createStore<AppState>()((set, get) => ({
    phase: 'loading',
    failure: null,
    platform: '',
    project: null,
    projects: [],
    saving: 'saved',
    engine: null,
    services: { engine: starting('engine'), store: starting('store') },
    theme: 'system',
    notices: [],
    shortcutsShown: false,
    dropHovers: false,

    createProject: (name) =>
      guarded(parts(), async () => {
        await saveAll(parts());
        const { project, document } = await parts().store.createProject({ name, document: emptyPage });
        await parts().show(project, document);
      }),
    openProject: (id) =>
      guarded(parts(), async () => {
        if (id === get().project?.id) return;
        await saveAll(parts());
        const fallback = { name: 'Untitled', document: emptyPage };
        const { project, document } = await parts().store.openProject({ id, fallback });
        await saveAll(parts()); // painted while the other one was opened
        await parts().show(project, document);
      }),
    renameProject: (name) =>
      guarded(parts(), async () => {
        const trimmed = name.trim().slice(0, 200);
        if (trimmed === '' || trimmed === get().project?.name) return;
        const project = await parts().store.renameProject({ id: parts().projectId(), name: trimmed });
        set((now) => ({ project, projects: now.projects.map((one) => (one.id === project.id ? project : one)) }));
      }),
    setTheme: (theme) => {
      set({ theme });
      void guarded(parts(), async () => {
        await parts().desktop.setTheme({ theme });
        await parts().store.putSetting({ key: 'theme', value: theme });
      });
    },
    showShortcuts: (shortcutsShown) => set({ shortcutsShown }),
    dismissNotice: (id) => set((now) => ({ notices: now.notices.filter((one) => one.id !== id) })),
    importPictures: () =>
      guarded(parts(), async () => {
        for (const { name, bytes } of await parts().desktop.openPictures({})) {
          await parts().importer.importPicture(new Uint8Array(bytes), name);
        }
      }),
    importFiles: async (files, at) => {
      // Each on its own: one broken picture does not keep the others out.
      for (const file of files) {
        await guarded(parts(), async () =>
          parts().importer.importPicture(new Uint8Array(await file.arrayBuffer()), file.name, at),
        );
      }
    },
    exportPicture: () =>
      guarded(parts(), async () => {
        const bytes = await parts().canvas.exportPng();
        const { saved } = await parts().desktop.savePicture({ suggestedName: get().project?.name ?? 'Picture', bytes });
        if (saved) parts().notify('done', 'Picture exported.');
      }),
    retrySaving: () => void parts().autosave.flush(),
  }));
}

/** Nothing unsaved is left behind: a project that cannot be saved stays open. */
async function saveAll({ autosave }: AppParts): Promise<void> {
  if (await autosave.flush()) return;
  throw new StudioError('store-unavailable', 'This project is not saved yet, so it stays open. Please try again.');
}

/** Opens the project of last time; where that fails the window says why, and tries again when told to. */
export async function openLastProject(app: StoreApi<AppState>, parts: AppParts): Promise<void> {
  app.setState({ phase: 'loading', failure: null });
  try {
    const fallback = { name: 'Untitled', document: emptyPage };
    const { project, document } = await parts.store.openProject({ id: null, fallback });
    await parts.show(project, document);
  } catch (error) {
    app.setState({ phase: 'failed', failure: failureOf(error) });
  }
}
