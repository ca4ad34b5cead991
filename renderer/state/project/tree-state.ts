import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ListedGeneration, TreePlace } from '../../../preload/contract/records.ts';
import { guarded, type ProjectParts } from '../parts.ts';
import type { TreeState } from '../tree-types.ts';

/** Records of one page. A page of 500 is read and shown within a moment. */
const PAGE = 500;

export interface Tree {
  readonly state: StoreApi<TreeState>;
  /** Adds records that the store has just written, where their place in the tree is read already. */
  put(written: readonly ListedGeneration[]): void;
  /** Reads again what is shown, after the store was lost. */
  catchUp(): Promise<void>;
}

const unread = { records: [], unreadable: [], complete: false, loading: false, failed: false } as const;

/** The tree of drawings of one project. It is read page by page, family by family, from the first time it is shown. */
export function createTree(parts: Pick<ProjectParts, 'store' | 'notify' | 'hold'>): Tree {
  /** The place of the next page; null for the first page. */
  let next: TreePlace | null = null;
  let isBegun = false;
  /** The page that is being read, so that all who want it wait for the same one. */
  let reading: Promise<void> | null = null;
  const load = () => {
    reading ??= loadPage().finally(() => {
      reading = null;
    });
    return reading;
  };
  const loadPage = async () => {
    isBegun = true;
    state.setState({ loading: true, failed: false });
    await guarded(parts, async () => {
      const page = await parts.store.listTree({ from: next, limit: PAGE });
      next = page.next;
      state.setState(({ records, unreadable }) => ({
        records: merged(records, page.generations),
        unreadable: [...unreadable, ...page.unreadable],
        complete: next === null,
        loading: false,
      }));
    });
    state.setState((now) => ({ loading: false, failed: now.loading }));
  };
  const state = createStore<TreeState>()((set, get) => ({
    ...unread,
    chosen: new Set(),
    closed: new Set(),
    openRuns: new Set(),
    loadMore: async () => {
      if (!get().loading && !get().complete) await load();
    },
    find: async (id) => {
      const isThere = () => get().records.some((record) => record.id === id);
      while (!isThere() && !get().complete) {
        await load();
        if (get().failed) break;
      }
      return isThere();
    },
    choose: (ids) => set({ chosen: new Set(ids) }),
    close: (rows) => set({ closed: new Set(rows) }),
    openRun: (runId, isOpen) => {
      const others = [...get().openRuns].filter((one) => one !== runId);
      set({ openRuns: new Set(isOpen ? [...others, runId] : others) });
    },
  }));
  return {
    state,
    put: (written) => {
      const { records, complete } = state.getState();
      const known = new Set(records.map(({ id }) => id));
      const isPlaced = ({ id, parentId }: ListedGeneration) =>
        parentId === null || complete || known.has(id) || known.has(parentId);
      const placed = written.filter(isPlaced);
      if (isBegun && placed.length > 0) state.setState({ records: merged(records, placed) });
    },
    catchUp: async () => {
      if (!isBegun || state.getState().loading) return;
      const wanted = state.getState().records.length;
      next = null;
      state.setState(unread);
      do await load();
      while (state.getState().records.length < wanted && !state.getState().complete && !state.getState().failed);
    },
  };
}

/** Records by their numbers, oldest first. Where both have one, the newer is used. */
function merged(known: readonly ListedGeneration[], added: readonly ListedGeneration[]): readonly ListedGeneration[] {
  const all = new Map(known.map((record) => [record.id, record]));
  for (const record of added) all.set(record.id, record);
  return [...all.values()].sort((a, b) => a.sequence - b.sequence);
}
