import { createStore, type StoreApi } from 'zustand/vanilla';

/** A state store that follows another one. Its state and its actions are those of the store that it shows. */
export interface Mirror<T> {
  readonly store: StoreApi<T>;
  show(source: StoreApi<T>): void;
}

/**
 * Panels and canvas hold the mirror; work that takes time holds what it mirrors. Actions are part of
 * a state: those read before another store is shown still act on the one that they were read from.
 */
export function createMirror<T>(first: StoreApi<T>): Mirror<T> {
  let shown = first;
  const store = createStore<T>()(() => first.getState());
  const copy = store.setState;
  // `setState` is overloaded. The arguments are passed on as they came.
  const change = ((next: T, replace: true) => shown.setState(next, replace)) as StoreApi<T>['setState'];
  let stop = first.subscribe((state) => copy(state, true));
  return {
    store: Object.assign(store, { setState: change }),
    show: (source) => {
      if (source === shown) return;
      stop();
      shown = source;
      stop = source.subscribe((state) => copy(state, true));
      copy(source.getState(), true);
    },
  };
}
