import type { StoreApi } from 'zustand/vanilla';
import type { PictureDocument } from '../../../preload/contract/document.ts';
import type { Project } from '../../../preload/contract/projects.ts';
import type { LoadBlob, PageRaster } from '../../document/page-raster.ts';
import { storeOf } from '../../document/project-store.ts';
import { createDocumentStore } from '../../document/store.ts';
import type { ProjectParts } from '../parts.ts';
import { whyHeld } from './held-page.ts';
import { Outbox, withOutbox } from './outbox.ts';
import { plainBytes } from './plain-bytes.ts';
import type { ProjectSession, SessionSurroundings } from './session-types.ts';
import { settledPage } from './settled-page.ts';
import { tellingRecords } from './telling-records.ts';

/** What one project has of its own. */
export interface OwnParts {
  readonly loadBlob: LoadBlob;
  readonly outbox: Outbox;
  /** The page without what is under way, for that work itself. */
  readonly pageNow: PageRaster;
  isHeld(): boolean;
}

/** @param own returns the session that these parts belong to */
export function projectParts(
  { canvas, engine, desktop, decoder, store, newId, words, notify, isShown, onQuiet }: SessionSurroundings,
  project: StoreApi<Project>,
  opened: PictureDocument,
  own: () => ProjectSession,
): ProjectParts & OwnParts {
  const { id } = project.getState();
  // The document names its project, and the store refuses to save it in another one.
  const refusesSize = () => {
    const why = whyHeld(own().run.getState(), []);
    if (why !== null) notify('note', ({ page }) => page.held[why], [], id);
    return why !== null;
  };
  const document = createDocumentStore({ ...opened, projectId: id }, refusesSize);
  const outbox = new Outbox();
  const bound = tellingRecords(withOutbox(storeOf(store, id), outbox), (record) => own().gallery.put(record));
  const loadBlob: LoadBlob = async (hash) => plainBytes((await bound.getBlob({ hash })).bytes, decoder);
  const pageNow = canvas.pageOf(document, loadBlob);
  let holders = 0;
  const letGo = () => {
    holders -= 1;
    onQuiet(own());
  };
  return {
    engine,
    desktop,
    decoder,
    newId,
    words,
    document,
    store: bound,
    loadBlob,
    outbox,
    page: settledPage(pageNow, document.getState().turns),
    pageNow,
    notify: (kind, text, actions = []) => {
      // A notice of a hidden project is shown at once, with the project's name.
      if (isShown(own())) notify(kind, text, actions, id);
      else {
        const { name } = project.getState();
        notify(kind, (words) => words.notices.inProject({ project: name, text: text(words) }), actions);
      }
    },
    isHeld: () => holders > 0,
    hold: () => {
      holders += 1;
      return letGo;
    },
  };
}
