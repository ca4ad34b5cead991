import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PictureDocument } from '../../../preload/contract/document.ts';
import { wordsIn } from '../../../preload/words/index.ts';
import { guarded, type StudioParts } from '../parts.ts';
import { whyHeld } from '../project/held-page.ts';
import type { ProjectSession } from '../project/session-types.ts';
import type { AppState, VersionsState } from '../window-types.ts';

/** As many characters as a project's name may have. */
const NAME_LENGTH = 200;

export interface VersionsParts extends Pick<StudioParts, 'store' | 'notify'> {
  readonly shown: () => ProjectSession;
  readonly app: StoreApi<AppState>;
}

/** What the dialog holds while it is open. */
interface Open {
  readonly session: ProjectSession;
  /** The version that was read last. */
  document: PictureDocument | null;
  /** Addresses of pictures, which go with the dialog. */
  readonly addresses: Set<string>;
  now: Promise<string> | null;
}

/** `parts` is called only when an action runs, so that the parts can be made after the state. */
export function createVersions(parts: () => VersionsParts): StoreApi<VersionsState> {
  return createStore<VersionsState>()((set, get) => {
    let open: Open | null = null;
    const closed = { of: null, versions: null, chosen: null };
    const addressOf = async (own: Open, document: PictureDocument): Promise<string> => {
      const png = await own.session.pageOf(document).exportPng();
      const address = URL.createObjectURL(new Blob([png], { type: 'image/png' }));
      if (open === own) own.addresses.add(address);
      else URL.revokeObjectURL(address);
      return address;
    };
    const close = () => {
      for (const address of open?.addresses ?? []) URL.revokeObjectURL(address);
      open = null;
      set(closed);
    };
    const busily = (action: (own: Open, document: PictureDocument) => Promise<void>) =>
      guarded(parts(), async () => {
        if (open === null || open.document === null || get().busy) return;
        set({ busy: true });
        try {
          await action(open, open.document);
        } finally {
          set({ busy: false });
        }
      });
    return {
      ...closed,
      busy: false,
      show: () =>
        guarded(parts(), async () => {
          close();
          const session = parts().shown();
          const mine: Open = { session, document: null, addresses: new Set(), now: null };
          open = mine;
          set({ of: session.project.getState().name });
          await session.saver.flush();
          const versions = await session.store.listVersions({});
          if (open !== mine) return;
          set({ versions });
          const [newest] = versions;
          if (newest !== undefined) await get().choose(newest.number);
        }),
      close,
      choose: (number) =>
        guarded(parts(), async () => {
          const own = open;
          if (own === null) return;
          own.document = null;
          set({ chosen: { number, pictures: null, leftOut: 0 } });
          const { document, leftOut } = await own.session.store.readVersion({ number });
          const isChosen = () => open === own && get().chosen?.number === number;
          if (!isChosen()) return;
          own.document = document;
          set({ chosen: { number, pictures: null, leftOut } });
          own.now ??= addressOf(own, own.session.document.getState().document);
          const [earlier, present] = await Promise.all([addressOf(own, document), own.now]);
          if (isChosen()) set({ chosen: { number, pictures: { earlier, present }, leftOut } });
        }),
      goBack: () =>
        busily(async ({ session }, version) => {
          const { notify } = parts();
          const { document } = session.document.getState();
          const isOtherSize = version.width !== document.width || version.height !== document.height;
          const why = isOtherSize ? whyHeld(session.run.getState(), []) : null;
          if (why !== null) return notify('note', ({ page }) => page.held[why]);
          session.document.getState().changeInTurn(() => ({ ...version, projectId: session.id }));
          await session.document.getState().turns.settled();
          await session.saver.flush();
          close();
          notify('done', ({ versions }) => versions.isBack);
        }),
      openCopy: () =>
        busily(async ({ session }, version) => {
          const { store, app, shown } = parts();
          const { id, name } = session.project.getState();
          await session.saver.flush();
          const { versions, language } = wordsIn(app.getState().language);
          const madeAt = get().versions?.find(({ number }) => number === get().chosen?.number)?.madeAt ?? Date.now();
          const when = new Date(madeAt).toLocaleString(language, { dateStyle: 'short', timeStyle: 'short' });
          const copyName = versions.copyName({ name: name.slice(0, NAME_LENGTH - when.length - 5), when });
          const copy = await store.duplicateProject({ projectId: id, name: copyName.slice(0, NAME_LENGTH) });
          close();
          await app.getState().openProject(copy.id);
          const opened = shown();
          if (opened.project.getState().id !== copy.id) return;
          opened.document.getState().changeInTurn(() => ({ ...version, projectId: opened.id }));
          await opened.document.getState().turns.settled();
          await opened.saver.flush();
        }),
    };
  });
}
