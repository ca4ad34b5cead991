import { createStore, type StoreApi } from 'zustand/vanilla';
import { failureOf } from '../../../preload/contract/errors.ts';
import type { HubState } from '../hub-types.ts';
import type { ModelsState } from '../models-types.ts';
import type { StudioParts } from '../parts.ts';

/** The checkpoint for which the studio is made, and the usual branch. */
const SUGGESTED = { repository: 'Alpha-VLLM/Lumina-DiMOO', revision: 'main' };

export interface HubParts extends Pick<StudioParts, 'desktop'> {
  /** The page of which this is a part. */
  readonly models: StoreApi<ModelsState>;
}

/** Asks main to look at repositories and to fetch them. The window itself reaches no host. */
export function createHubState({ desktop, models }: HubParts): StoreApi<HubState> {
  const store = createStore<HubState>()((set, get) => {
    const trying = async (action: () => Promise<unknown>): Promise<boolean> => {
      models.setState({ failure: null, said: null });
      try {
        await action();
        return true;
      } catch (error) {
        models.getState().hear({ kind: 'failed', failure: failureOf(error) });
        return false;
      }
    };
    return {
      now: null,
      isOpen: false,
      ...SUGGESTED,
      isLooking: false,
      found: null,
      open: () => {
        models.setState({ failure: null, said: null });
        set({ isOpen: true, found: null, ...SUGGESTED });
      },
      close: () => {
        models.setState({ failure: null });
        set({ isOpen: false, found: null });
      },
      setRepository: (repository) => set({ repository }),
      setRevision: (revision) => set({ revision }),
      look: async () => {
        if (get().isLooking) return;
        const { repository, revision } = get();
        // An address names its own branch, which the usual one must not replace.
        const isUsual = revision.trim() === SUGGESTED.revision;
        set({ isLooking: true });
        await trying(async () => {
          const { found } = await desktop.lookOnHub({ repository, revision: isUsual ? '' : revision });
          // The page may have been closed meanwhile.
          if (get().isOpen) set({ found });
        });
        set({ isLooking: false });
      },
      leaveFound: () => {
        models.setState({ failure: null });
        set({ found: null });
      },
      fetch: async (precision, keeps) => {
        const { found } = get();
        if (found === null) return;
        const hasBegun = await trying(() => desktop.fetchFromHub({ found: found.id, precision, keeps }));
        if (hasBegun) set({ isOpen: false, found: null });
      },
      pause: async () => void (await trying(() => desktop.pauseFetch({}))),
      goOn: async () => void (await trying(() => desktop.goOnFetching({}))),
      drop: async () => void (await trying(() => desktop.dropFetch({}))),
      setToken: (token) => trying(() => desktop.setHubToken({ token })),
    };
  });
  models.subscribe(({ isShown }, before) => {
    if (isShown === before.isShown) return;
    store.setState({ isOpen: false, found: null });
    if (!isShown) return;
    desktop.hub({}).then(
      (now) => store.setState({ now }),
      (error: unknown) => models.getState().hear({ kind: 'failed', failure: failureOf(error) }),
    );
  });
  return store;
}
