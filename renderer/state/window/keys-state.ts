import { createStore, type StoreApi } from 'zustand/vanilla';
import { type KeyBindings, usualBindings } from '../../../preload/contract/key-bindings.ts';
import { currentKeys, rebound, withoutChanges } from '../../../preload/keys/current-keys.ts';
import { guarded, type StudioParts } from '../parts.ts';
import type { KeysState } from '../window-types.ts';

export type KeysParts = Pick<StudioParts, 'notify'> & {
  readonly desktop: Pick<StudioParts['desktop'], 'setKeys' | 'exportKeys' | 'importKeys'>;
};

export function createKeysState({ desktop, notify }: KeysParts): StoreApi<KeysState> {
  // One change comes after the other, so that each begins with what the one before has left.
  let last = Promise.resolve();
  return createStore<KeysState>()((set, get) => {
    const change = (next: (bindings: KeyBindings) => KeyBindings, before: KeyBindings | null = null) => {
      last = last.then(() =>
        guarded({ notify }, async () => {
          const bindings = next(get().bindings);
          await desktop.setKeys({ bindings });
          set({ ...followed(bindings), before });
        }),
      );
      return last;
    };
    return {
      ...followed(usualBindings),
      before: null,
      rebind: (action, keys) => change((bindings) => rebound(bindings, action, keys)),
      chooseSet: (chosen) => change((bindings) => ({ ...bindings, set: chosen })),
      resetAll: () => change(withoutChanges, get().bindings),
      takeBack: () => change((bindings) => get().before ?? bindings),
      exportFile: () =>
        guarded({ notify }, async () => {
          const { saved } = await desktop.exportKeys({ bindings: get().bindings });
          if (saved) notify('done', ({ notices }) => notices.keysExported);
        }),
      importFile: () =>
        guarded({ notify }, async () => {
          const { bindings } = await desktop.importKeys({});
          if (bindings !== null) await change(() => bindings, get().bindings);
        }),
    };
  });
}

/** The state that follows from what is kept. */
export function followed(bindings: KeyBindings): Pick<KeysState, 'bindings' | 'current'> {
  return { bindings, current: currentKeys(bindings) };
}
