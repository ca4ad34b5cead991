import { createStore, type StoreApi } from 'zustand/vanilla';
import { logBug, type StudioParts } from '../parts.ts';
import { type TourState, tourStops } from '../window-types.ts';

/** The tour through the window. That it has been seen is on disk before another start could show it again. */
export function createTourState({ desktop }: { readonly desktop: StudioParts['desktop'] }): StoreApi<TourState> {
  return createStore<TourState>()((set, get) => ({
    stop: null,
    start: () => set({ stop: tourStops[0] }),
    go: (by) => {
      const { stop, leave } = get();
      if (stop === null) return;
      const next = tourStops[tourStops.indexOf(stop) + by];
      if (next !== undefined) set({ stop: next });
      else if (by > 0) leave();
    },
    leave: () => {
      if (get().stop === null) return;
      set({ stop: null });
      desktop.rememberTour({}).catch(logBug);
    },
  }));
}
