import { createStore, type StoreApi } from 'zustand/vanilla';
import { StudioError } from '../../../preload/contract/errors.ts';
import { freeName, type Project } from '../../../preload/contract/projects.ts';
import type { Result } from '../../../preload/contract/service.ts';
import type { StoreService } from '../../../preload/contract/store.ts';
import { wordsIn } from '../../../preload/words/index.ts';
import { guarded, type StudioParts } from '../parts.ts';
import type { ProjectSession } from '../project/session-types.ts';
import type { Projects } from '../projects/projects.ts';
import type { AppState, NoticeAction, ShelfState, ShelfWork } from '../window-types.ts';

export interface ShelfParts extends Pick<StudioParts, 'store' | 'desktop' | 'notify'> {
  readonly projects: Projects;
  readonly app: StoreApi<AppState>;
  /** Keeps the shown page in small. */
  readonly keepCard: () => Promise<void>;
}

const NAME_LENGTH = 200;

/** `parts` is called only when an action runs, so that the parts can be made after the state. */
export function createShelf(parts: () => ShelfParts): StoreApi<ShelfState> {
  return createStore<ShelfState>()((set, get) => {
    const readTrash = async () => set({ trash: await parts().store.listTrash({}) });
    /** Reads again what has changed, also after a failure half-way. */
    const changing = (action: (own: ShelfParts) => Promise<void>) =>
      guarded(parts(), async () => {
        set({ busy: true });
        try {
          await action(parts());
        } finally {
          set({ busy: false });
          await listAgain(parts());
          if (get().isShown) await readTrash();
        }
      });
    /** The page of projects has these ways itself, and a notice that stays would cover it. */
    const beside = (actions: readonly NoticeAction[]) => (get().isShown ? [] : actions);
    const bringBack = (trashedId: string, isOpened: boolean) =>
      changing(async ({ store, app, notify }) => {
        const project = await store.bringBack({ trashedId });
        if (isOpened) await app.getState().openProject(project.id);
        else notify('done', ({ shelf }) => shelf.broughtBack({ name: project.name }));
      });
    const refuseBusy = () => {
      if (get().work !== null) throw StudioError.of('archives.too-many', {});
    };
    /** Runs a call that takes long, whose progress is shown and which can be cancelled. One runs at a time. */
    const working = <T>(kind: ShelfWork['kind'], name: string, call: (options: LongCall) => Promise<T>): Promise<T> => {
      refuseBusy();
      const cancelled = new AbortController();
      const work: ShelfWork = { kind, name, progress: null, cancel: () => cancelled.abort() };
      set({ work });
      const onEvent = (progress: Progress) => get().work !== null && set({ work: { ...work, progress } });
      return call({ signal: cancelled.signal, onEvent }).finally(() => set({ work: null }));
    };
    /** Opens what came in, and says what there is to know of it. Null where the artist chose no file. */
    const opening = (takeIn: (own: ShelfParts) => Promise<Result<StoreService['importProject']> | null>) =>
      changing(async (own) => {
        const found = await takeIn(own);
        if (found === null) return;
        const { project, isCopy, missing } = found;
        const { name } = project;
        set({ isShown: false });
        await own.app.getState().openProject(project.id);
        if (missing > 0) own.notify('failure', ({ shelf }) => shelf.importedBut({ name, count: missing }));
        else if (isCopy) own.notify('note', ({ shelf }) => shelf.importedAsCopy({ name }));
      });
    return {
      isShown: false,
      work: null,
      trash: null,
      busy: false,
      show: (isShown) =>
        guarded(parts(), async () => {
          set({ isShown });
          if (!isShown) return;
          await parts().keepCard();
          await Promise.all([listAgain(parts()), readTrash()]);
        }),
      remove: (id) =>
        changing(async (own) => {
          // The store would let it wait until the file is written.
          refuseBusy();
          const project = projectOf(own, id);
          const wasShown = await letGo(own, project);
          const { trashedId } = await own.store.deleteProject({ projectId: project.id });
          if (project.id === own.app.getState().failedProject?.id) await own.app.getState().tryAgain();
          const undo = { label: saidUndo, run: () => void bringBack(trashedId, wasShown) };
          own.notify('done', ({ shelf }) => shelf.deleted({ name: project.name }), beside([undo]));
        }),
      bringBack: ({ id }) => bringBack(id, false),
      deleteForGood: ({ id, project: { name } }) =>
        changing(async ({ store, notify }) => {
          await store.deleteForGood({ trashedId: id });
          notify('done', ({ shelf }) => shelf.goneForGood({ name }));
        }),
      duplicate: (id) =>
        changing(async (own) => {
          const { store, projects, app, notify } = own;
          const project = projectOf(own, id);
          await saveAll(projects, project);
          const copy = await store.duplicateProject({ projectId: project.id, name: nameOfCopy(app, project) });
          const open = { label: saidOpen, run: () => void app.getState().openProject(copy.id) };
          notify('done', ({ shelf }) => shelf.duplicated({ name: copy.name }), beside([open]));
        }),
      exportProject: (id) =>
        guarded(parts(), async () => {
          refuseBusy();
          const own = parts();
          const project = projectOf(own, id);
          const { id: projectId, name } = project;
          await saveAll(own.projects, project);
          const { place } = await own.desktop.chooseArchive({ suggestedName: name });
          if (place === null) return;
          const { leftOut } = await working('export', name, (options) =>
            own.store.exportProject({ projectId, place }, options),
          );
          if (leftOut === 0) own.notify('done', ({ shelf }) => shelf.exported({ name }));
          else own.notify('failure', ({ shelf }) => shelf.exportedBut({ name, count: leftOut }));
        }),
      importProject: () =>
        opening(async ({ store, desktop }) => {
          refuseBusy();
          const { place } = await desktop.openArchive({});
          if (place === null) return null;
          return working('import', '', (options) => store.importProject({ place, name: '' }, options));
        }),
      importFile: (file) =>
        opening(({ store }) =>
          working('import', '', async (options) => {
            const given = await delivered(store, file, options);
            return store.importProject(given, secondHalf(options));
          }),
        ),
      getCard: (of, signal) =>
        parts()
          .store.getCard({ of }, { signal })
          .catch(() => null),
    };
  });
}

type Progress = NonNullable<ShelfWork['progress']>;

interface LongCall {
  readonly signal: AbortSignal;
  readonly onEvent: (progress: Progress) => void;
}

/** A file that the store can read, and what it is called. */
interface Given {
  readonly place: string;
  readonly name: string;
}

const PIECE_BYTES = 4 * 1024 ** 2;

/** Hands a file to the store piece by piece, since the window knows its bytes and not where it lies. */
async function delivered(store: ShelfParts['store'], file: File, { signal, onEvent }: LongCall): Promise<Given> {
  const { place } = await store.beginDelivery({});
  try {
    for (let at = 0; at < file.size; at += PIECE_BYTES) {
      if (signal.aborted) throw StudioError.of('cancelled', {});
      const bytes = new Uint8Array(await bytesOf(file, at));
      await store.deliver({ place, at, bytes });
      // The store unpacks it afterwards.
      onEvent({ done: Math.min(file.size, at + bytes.length), of: file.size * 2 });
    }
  } catch (error) {
    await store.dropDelivery({ place }).catch(() => undefined);
    throw error;
  }
  return { place, name: file.name };
}

const secondHalf = ({ signal, onEvent }: LongCall): LongCall => ({
  signal,
  onEvent: ({ done, of }) => onEvent({ done: of + done, of: of * 2 }),
});

/** A file that was moved or removed since it was dropped cannot be read any more. */
function bytesOf(file: File, at: number): Promise<ArrayBuffer> {
  return file
    .slice(at, at + PIECE_BYTES)
    .arrayBuffer()
    .catch((cause: unknown) => {
      throw StudioError.of('archives.gone', { file: file.name }, { cause });
    });
}

const saidUndo: Parameters<StudioParts['notify']>[1] = ({ shelf }) => shelf.undo;
const saidOpen: Parameters<StudioParts['notify']>[1] = ({ shelf }) => shelf.openIt;

async function listAgain({ store, app }: Pick<ShelfParts, 'store' | 'app'>): Promise<void> {
  app.setState({ projects: await store.listProjects({}) });
}

/** The project of the list. Null stands for the one on the screen, or for the one that could not be opened. */
function projectOf({ app }: Pick<ShelfParts, 'app'>, id: string | null): Project {
  const { projects, project, failedProject } = app.getState();
  const found = id === null ? (project ?? failedProject) : projects.find((one) => one.id === id);
  if (found === undefined || found === null) throw StudioError.of('projects.gone', {});
  return found;
}

/** Saves what the window has of a project, so that the store copies or moves all of it. */
async function saveAll(projects: Projects, { id, name }: Pick<Project, 'id' | 'name'>): Promise<void> {
  const session = projects.sessionOf(id);
  if (session !== undefined && !(await session.saver.flush())) throw StudioError.of('projects.not-saved', { name });
}

function nameOfCopy(app: StoreApi<AppState>, { name }: Project): string {
  const { names } = wordsIn(app.getState().language);
  const room = NAME_LENGTH - 10 - names.copy({ name: '' }).length;
  return freeName(names.copy({ name: name.slice(0, room) }), app.getState().projects);
}

/**
 * Closes a project in the window. Where it is shown, the window goes to the one that was opened before it, or to a new
 * one.
 * @returns whether it was shown
 */
async function letGo(own: ShelfParts, { id, name }: Project): Promise<boolean> {
  const { projects } = own;
  const session = projects.sessionOf(id);
  if (session === undefined) {
    await projects.release(id);
    return false;
  }
  await saveAll(projects, { id, name });
  await settled(session);
  if (session.isBusy()) throw StudioError.of('projects.at-work', { name });
  const wasShown = session === projects.shown;
  // Held, so that it is not closed by itself, which might remove it.
  const release = session.hold();
  try {
    if (wasShown) await goElsewhere(own, session);
  } finally {
    release();
  }
  await projects.release(id);
  return wasShown;
}

/** Milliseconds that a project may still be read, or may still take in what it was given. */
const PATIENCE_MS = 3000;
const LOOK_MS = 50;

/** Waits for what ends by itself in a moment. A drawing does not. */
async function settled(session: ProjectSession): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (session.isBusy() && session.run.getState().phase !== 'running' && Date.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

async function goElsewhere({ projects, app }: ShelfParts, from: ProjectSession): Promise<void> {
  const { id } = from.project.getState();
  const next = app.getState().projects.find((one) => one.id !== id && one.id !== from.id && one.openedAt > 0);
  if (next !== undefined) await app.getState().openProject(next.id);
  if (projects.shown === from) await app.getState().createProject(wordsIn(app.getState().language).bar.untitled);
}
