import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Failure, failureOf } from '../../../preload/contract/errors.ts';
import { modelName } from '../../../preload/contract/models.ts';
import type { Said } from '../../../preload/words/index.ts';
import { saidOf } from '../../../preload/words/sentence.ts';
import { isModelComing } from '../model-coming.ts';
import type { ModelsState } from '../models-types.ts';
import { logBug, type StudioParts } from '../parts.ts';
import type { AppState } from '../window-types.ts';

export interface ModelsParts extends Pick<StudioParts, 'desktop' | 'notify'> {
  readonly app: StoreApi<AppState>;
}

/** Shows the models on this computer, and asks main to change them. */
export function createModelsState({ desktop, app, notify }: ModelsParts): StoreApi<ModelsState> {
  /** The name of a model that the engine was told to load. */
  let taken: string | null = null;
  const store = createStore<ModelsState>()((set, get) => {
    const tell = (failure: Failure) => {
      if (failure.kind === 'internal') console.error(failure.detail ?? failure.message);
      if (get().isShown) set({ failure });
      else notify('failure', saidOf(failure));
    };
    const say = (said: Said) => {
      if (get().isShown) set({ said });
      else notify('done', said);
    };
    const trying = async (action: () => Promise<unknown>) => {
      set({ failure: null, said: null });
      try {
        await action();
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind !== 'cancelled') tell(failure);
      }
    };
    return {
      isShown: false,
      now: null,
      found: null,
      isLooking: false,
      failure: null,
      said: null,
      show: (isShown) => {
        set({ isShown, found: null, failure: null, said: null });
        if (isShown) void get().refresh();
      },
      refresh: async () => {
        try {
          set({ now: await desktop.listModels({}) });
        } catch (error) {
          // The list is also read where nobody has asked for it.
          if (get().isShown) tell(failureOf(error));
          else logBug(error);
        }
      },
      find: () =>
        trying(async () => {
          if (get().isLooking) return;
          set({ isLooking: true });
          try {
            const { found } = await desktop.findModel({});
            // The page may have been closed meanwhile.
            if (get().isShown) set({ found });
          } finally {
            set({ isLooking: false });
          }
        }),
      leaveFound: () => set({ found: null, failure: null }),
      add: (precision) =>
        trying(async () => {
          const { found } = get();
          if (found === null) return;
          await desktop.addModel({ found: found.id, precision });
          set({ found: null });
        }),
      convertAgain: ({ id }) => trying(() => desktop.convertAgain({ model: id })),
      cancelAdding: () => trying(() => desktop.cancelAdding({})),
      settleUnfinished: (goOn) => trying(() => desktop.settleUnfinished({ goOn })),
      check: ({ id }) => trying(() => desktop.checkModel({ model: id })),
      stopChecking: () => trying(() => desktop.stopChecking({})),
      use: (model) =>
        trying(async () => {
          const name = modelName(model);
          taken = name;
          say(({ models }) => models.using({ name }));
          await desktop.useModel({ model: model.id }).catch((error: unknown) => {
            taken = null;
            set({ said: null });
            throw error;
          });
        }),
      remove: (model) =>
        trying(async () => {
          const { isTrashed } = await desktop.removeModel({ model: model.id });
          const name = modelName(model);
          say(({ models }) => (isTrashed ? models.removed({ name }) : models.forgotten({ name })));
        }),
      showInFolder: ({ id }) => trying(() => desktop.showModel({ model: id })),
      moveModels: () => trying(() => desktop.moveModels({})),
      stopMoving: () => trying(() => desktop.stopMoving({})),
      changeFolder: () => trying(() => desktop.chooseModelsFolder({})),
      dismissFailure: () => set({ failure: null }),
      hear: (news) => {
        if (news.kind === 'failed') return tell(news.failure);
        if (news.kind === 'moved') {
          const { count, folder } = news;
          return say(({ models }) => models.moving.done({ count, folder }));
        }
        const { name } = news;
        say(({ models }) => {
          if (news.kind === 'used') return models.used({ name });
          if (news.kind === 'whole') return models.whole({ name });
          return news.isNew ? models.adding.done({ name }) : models.adding.already({ name });
        });
      },
    };
  });
  app.subscribe((now, before) => {
    const { engine, modelFailure } = now;
    const isLoaded = engine !== null && engine !== before.engine;
    const hasFailed = isModelComing(before) && !isModelComing(now);
    // The page that nothing was drawn on says what the model is.
    if (isLoaded) void store.getState().refresh();
    if (taken === null || !(isLoaded || hasFailed)) return;
    const name = taken;
    taken = null;
    if (isLoaded) store.getState().hear({ kind: 'used', name });
    // The window says so itself, but under the page.
    else if (store.getState().isShown) store.setState({ failure: modelFailure, said: null });
  });
  return store;
}
