import { createStore, type StoreApi } from 'zustand/vanilla';
import { StudioError } from '../../../preload/contract/errors.ts';
import type { Project } from '../../../preload/contract/projects.ts';
import { guarded, type StudioParts } from '../parts.ts';
import type { Projects } from '../projects/projects.ts';
import type { BackupsState } from '../window-types.ts';

export interface BackupsParts extends Pick<StudioParts, 'store' | 'desktop' | 'notify'> {
  readonly projects: Projects;
  /** The project that is shown or that could not be opened; null where there is none. */
  readonly current: () => Project | null;
  readonly openProject: (id: string) => Promise<void>;
}

/** `parts` is called only when an action runs, so that the parts can be made after the state. */
export function createBackups(parts: () => BackupsParts): StoreApi<BackupsState> {
  return createStore<BackupsState>()((set, get) => {
    const busily = (action: (own: BackupsParts) => Promise<void>) =>
      guarded(parts(), async () => {
        set({ busy: true });
        try {
          await action(parts());
        } finally {
          set({ busy: false });
        }
      });
    return {
      of: null,
      backups: null,
      busy: false,
      show: (project) =>
        guarded(parts(), async () => {
          const of = project ?? parts().current();
          if (of === null) return;
          set({ of, backups: null });
          const backups = await parts().store.listBackups({ projectId: of.id });
          if (get().of === of) set({ backups });
        }),
      close: () => set({ of: null, backups: null }),
      backUp: () =>
        busily(async ({ store, notify, projects }) => {
          const backup = await backUpShown({ store, projects });
          set({ backups: get().backups && [backup, ...(get().backups ?? [])] });
          notify('done', ({ backups }) => backups.made);
        }),
      restore: (backupId) =>
        busily(async (own) => {
          const { of } = get();
          if (of === null) return;
          await restore(own, of.id, backupId);
          set({ of: null, backups: null });
          own.notify('done', ({ backups }) => backups.restored);
        }),
      saveCopy: () =>
        busily(async ({ store, desktop, notify, projects }) => {
          const { id, name } = projects.shown.project.getState();
          const { id: backupId } = await backUpShown({ store, projects });
          const { saved } = await desktop.saveProjectCopy({ projectId: id, backupId, suggestedName: name });
          if (saved) notify('done', ({ backups }) => backups.copied);
        }),
      addProject: () =>
        busily(async ({ desktop, openProject }) => {
          const { projectId } = await desktop.addProject({});
          if (projectId !== null) await openProject(projectId);
        }),
      showFolder: (project) =>
        guarded(parts(), async () => {
          await parts().desktop.showFolder({ projectId: (project ?? parts().current())?.id ?? null });
        }),
    };
  });
}

/** Saves the window's changes first, so that the backup contains them. */
async function backUpShown({ store, projects }: Pick<BackupsParts, 'store' | 'projects'>) {
  const { id, saver } = projects.shown;
  await saver.flush();
  return store.backUpProject({ projectId: id });
}

async function restore({ store, projects }: BackupsParts, projectId: string, backupId: string): Promise<void> {
  const open = projects.all.find((one) => one.project.getState().id === projectId);
  if (open !== undefined) {
    await open.saver.flush();
    if (open.isBusy()) throw StudioError.of('backups.busy', {});
  }
  projects.replace(await store.restoreBackup({ projectId, backupId }));
}
