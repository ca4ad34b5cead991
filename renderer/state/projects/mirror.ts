import { createStore, type StoreApi } from 'zustand/vanilla';

/** A state store that follows another one. Its state and actions are those of the store that it shows. */
export interface Mirror<T> {
  readonly store: StoreApi<T>;
  show(source: StoreApi<T>): void;
}

/**
 * Panels and canvas hold the mirror. Work that takes time holds the store behind it. Actions are part of a state, so an
 * action read before a switch still acts on the store that it was read from.
 */
export function createMirror<T>(first: StoreApi<T>): Mirror<T> {
  let shown = first;
  const store = createStore<T>()(() => first.getState());
  const copy = store.setState;
  // `setState` is overloaded, so the arguments are passed on unchanged.
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
