import { expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { ListedGeneration } from '../../../../preload/contract/records.ts';
import { chooseAll } from '../../../../renderer/panels/gallery/choose-all.ts';

const picture = (sequence: number) =>
  ({ id: `id-${sequence}`, runId: `run-${sequence}`, sequence }) as ListedGeneration;

type Parts = Parameters<typeof chooseAll>[0];

/** A gallery of pages of two, of which the first is there. */
function galleryOf(count: number) {
  const all = Array.from({ length: count }, (_, at) => picture(count - at));
  const asked: (number | undefined)[] = [];
  const gallery = createStore<Record<string, unknown>>()((set, get) => ({
    generations: all.slice(0, 2),
    complete: count <= 2,
    loading: false,
    failed: false,
    search: { hits: null, dropped: false, complete: true },
    loadMore: async (limit?: number) => {
      asked.push(limit);
      // As the gallery does it: a page that is under way is not waited for.
      if (get().loading === true) return;
      set({ loading: true });
      await new Promise((resolve) => setTimeout(resolve, 5));
      const shown = (get().generations as unknown[]).length + 2;
      set({ generations: all.slice(0, shown), complete: shown >= count, loading: false });
    },
  }));
  const galleryPage = createStore<Record<string, unknown>>()((set) => ({
    chosen: new Set<string>(),
    openRuns: new Set<string>(),
    isShown: true,
    choose: (ids: string[]) => set({ chosen: new Set(ids) }),
  }));
  const chosen = () => [...(galleryPage.getState().chosen as Set<string>)];
  return { gallery, galleryPage, asked, chosen, parts: { gallery, galleryPage } as unknown as Parts };
}

test('all pictures are chosen, also those that are not read yet', async () => {
  const { parts, chosen, asked } = galleryOf(7);
  await chooseAll(parts);
  expect(chosen()).toHaveLength(7);
  expect(new Set(asked)).toEqual(new Set([500]));
});

test('a page that the list is reading already is waited for, and the window does not stand still meanwhile', async () => {
  const { parts, gallery, chosen, asked } = galleryOf(7);
  void (gallery.getState() as { loadMore: () => Promise<void> }).loadMore();
  await chooseAll(parts);
  expect(chosen()).toHaveLength(7);
  expect(asked.length).toBeLessThan(10);
});

test('it ends where the artist chooses something else, or leaves', async () => {
  for (const leave of [{ chosen: new Set(['id-3']) }, { isShown: false }]) {
    const { parts, galleryPage, chosen, asked } = galleryOf(99);
    const choosing = chooseAll(parts);
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(1));
    galleryPage.setState(leave);
    await choosing;
    expect(chosen().length).toBeLessThan(99);
  }
});
