import type { StoreApi } from 'zustand/vanilla';
import type { PictureDocument } from '../../../preload/contract/document.ts';
import { failureOf } from '../../../preload/contract/errors.ts';
import type { Project } from '../../../preload/contract/projects.ts';
import type { Result } from '../../../preload/contract/service.ts';
import type { StoreService } from '../../../preload/contract/store.ts';
import { saidOf } from '../../../preload/words/sentence.ts';
import type { LoadBlob, PageRaster } from '../../document/page-raster.ts';
import { storeOf } from '../../document/project-store.ts';
import { createDocumentStore } from '../../document/store.ts';
import type { Notify, ProjectParts } from '../parts.ts';
import { whyHeld } from './held-page.ts';
import { keepingSteps } from './keeping-steps.ts';
import { Outbox, withOutbox } from './outbox.ts';
import { plainBytes } from './plain-bytes.ts';
import type { ProjectSession, SessionSurroundings } from './session-types.ts';
import { settledPage } from './settled-page.ts';
import { tellingRecords } from './telling-records.ts';

/** The document as the store holds it, and its undo steps. */
export type Opened = Pick<Result<StoreService['openProject']>, 'document' | 'undo'>;

/** What one project has of its own. */
export interface OwnParts {
  readonly loadBlob: LoadBlob;
  readonly outbox: Outbox;
  /** The page without what is under way, for that work itself. */
  readonly pageNow: PageRaster;
  /** A document of the project as pixels, which need not be the present one. */
  pageOf(document: PictureDocument): PageRaster;
  isHeld(): boolean;
}

/** @param own returns the session that these parts belong to */
export function projectParts(
  { canvas, engine, desktop, decoder, store, newId, words, notify, isShown, onQuiet }: SessionSurroundings,
  project: StoreApi<Project>,
  opened: Opened,
  own: () => ProjectSession,
): ProjectParts & OwnParts {
  const { id } = project.getState();
  // The document names its project, and the store refuses to save it in another one.
  const refusesSize = () => {
    const why = whyHeld(own().run.getState(), []);
    if (why !== null) notify('note', ({ page }) => page.held[why], [], id);
    return why !== null;
  };
  const direct = storeOf(store, id);
  const tell: Notify = (kind, text, actions = []) => {
    // A notice of a hidden project is shown at once, with the project's name.
    if (isShown(own())) notify(kind, text, actions, id);
    else {
      const { name } = project.getState();
      notify(kind, (words) => words.notices.inProject({ project: name, text: text(words) }), actions);
    }
  };
  const document = createDocumentStore({ ...opened.document, projectId: id }, refusesSize, {
    state: opened.undo,
    read: async (direction, from) => (await direct.readUndoSteps({ direction, from })).steps,
    onLost: () => tell('note', ({ notices }) => notices.stepsLost),
    onFailure: (error) => tell('failure', saidOf(failureOf(error))),
  });
  const outbox = new Outbox();
  const bound = tellingRecords(keepingSteps(withOutbox(direct, outbox), document), (records) => {
    own().gallery.put(records);
    own().tree.put(records);
  });
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
    pageOf: (document) => canvas.pageOf(createDocumentStore(document), loadBlob),
    notify: tell,
    isHeld: () => holders > 0,
    hold: () => {
      holders += 1;
      return letGo;
    },
  };
}
