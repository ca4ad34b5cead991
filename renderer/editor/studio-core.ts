/**
 * The studio without its window. It joins what panels read and do to the services and to a canvas. Nothing here needs a
 * page, so a test can drive all of it.
 */
import type { KeptKeys, ServiceState } from '../../preload/contract/desktop.ts';
import { MOST_LAYERS } from '../../preload/contract/document.ts';
import { MOST_LETTERS } from '../../preload/contract/drawn-layers.ts';
import { StudioError } from '../../preload/contract/errors.ts';
import type { HubNow } from '../../preload/contract/hub.ts';
import type { ModelNews, ModelsNow } from '../../preload/contract/models.ts';
import type { Unsaved } from '../../preload/contract/recovery.ts';
import { saidOf } from '../../preload/words/sentence.ts';
import { createDocumentStore } from '../document/store.ts';
import { followGrowth } from '../state/project/growth.ts';
import { followRedrawn } from '../state/project/redrawn-cells.ts';
import { CaptionQueue } from '../state/projects/caption-queue.ts';
import { DrawingQueue } from '../state/projects/drawing-queue.ts';
import { createExportState } from '../state/projects/export-state.ts';
import { KeptPrompts } from '../state/projects/kept-prompts.ts';
import { createMirror } from '../state/projects/mirror.ts';
import { createPageState } from '../state/projects/page-state.ts';
import { emptyPage, type Projects } from '../state/projects/projects.ts';
import { createRegionState } from '../state/projects/region-state.ts';
import { Safekeeping } from '../state/projects/safekeeping.ts';
import { ToolsOfProjects } from '../state/projects/tools-of-projects.ts';
import type { Studio } from '../state/studio.ts';
import { type AppParts, openLastProject } from '../state/window/app-state.ts';
import { followed } from '../state/window/keys-state.ts';
import { serviceFollower } from '../state/window/services-state.ts';
import {
  createThumbnails,
  createWholePictures,
  type KeptThumbnails,
  smallPictures,
} from '../state/window/thumbnails.ts';
import { createViewState } from '../state/window/view-state.ts';
import { createToolbox } from '../tools/toolbox.ts';
import type { CoreParts } from './core-parts.ts';
import { followFonts, usualFont } from './fonts.ts';
import { KeptCards } from './kept-cards.ts';
import { KeptPaint } from './kept-paint.ts';
import { createProjects, discardLeftOver, type ProjectsAround } from './open-projects.ts';
import { openStudio, unopenedTellers } from './opening.ts';
import { createWindowStores, type WindowStores } from './window-stores.ts';

export interface StudioCore {
  readonly studio: Omit<Studio, 'attachCanvas' | 'perform'>;
  readonly onService: (state: ServiceState) => void;
  /** Takes over what main tells of the models on this computer. */
  readonly onModels: (now: ModelsNow) => void;
  readonly onModelNews: (news: ModelNews) => void;
  /** Takes over what main tells of the download from the hub. */
  readonly onHub: (now: HubNow) => void;
  /** Takes over the keys that main has kept, and says where their file was damaged. */
  readonly takeKeys: (kept: KeptKeys) => void;
  /** Opens the last project. */
  readonly open: () => Promise<void>;
  /** Asks whether the folders of the open projects are still there. */
  readonly checkFolders: () => Promise<void>;
  /** Saves what can be saved before the window closes. Returns what could not be saved. */
  readonly finish: () => Promise<readonly Unsaved[]>;
}

export function createStudioCore(core: CoreParts): StudioCore {
  // The window's stores are made first. They read `parts` only when an action runs.
  const window = createWindowStores(core, () => parts);
  const { app } = window;
  const page = createMirror(createDocumentStore(emptyPage));
  const canvas = core.createCanvas(page.store, (hash) => projects.shown.loadBlob(hash));
  const toolbox = createToolbox({
    document: page.store,
    canvas,
    newId: core.newId,
    painter: () => projects.shown.painting,
    findAlike: (...asked) => projects.shown.marks.findAlike(...asked),
    findThing: (...asked) => projects.shown.marks.findThing(...asked),
    cropTo: (box) => pageState.getState().cropTo(box),
    straighten: (degrees) => pageState.getState().straighten(degrees),
    extendTo: (box) => {
      const extended = pageState.getState().extendTo(box);
      void extended?.then((outcome) => outcome === 'words' && core.askForWords());
      return extended !== null;
    },
    words: window.words,
    isCovered: () => projects.shown.run.getState().phase === 'candidate',
    tellCovered: () => window.notices.notify('note', ({ candidate }) => candidate.covers, [], projects.shown.id),
    tellFull: () =>
      window.notices.notify(
        'failure',
        saidOf(StudioError.of('files.full-page', { most: MOST_LAYERS }).failure),
        [],
        projects.shown.id,
      ),
    tellCut: () => window.notices.notify('note', ({ text }) => text.cut({ most: MOST_LETTERS }), [], projects.shown.id),
    tellBeside: () => window.notices.notify('note', ({ text }) => text.beside, [], projects.shown.id),
    tellNothing: () => window.notices.notify('note', ({ region }) => region.nothing, [], projects.shown.id),
  });
  toolbox.getState().setOptions({ text: { ...toolbox.getState().options.text, family: usualFont(canvas) } });
  followFonts(page.store, canvas, window.notices.notify);
  const keptPaint = new KeptPaint(core.store, toolbox);
  const region = createRegionState({
    shown: () => projects.shown,
    newId: core.newId,
    showLook: (look) => canvas.setRegionLook(look),
  });
  const pageState = createPageState({ shown: () => projects.shown, queued: () => queue.state.getState().items });
  const view = createViewState({ store: core.store, document: page.store, canvas, newId: core.newId });
  const exporting = createExportState({ store: core.store, shown: () => projects.shown });
  const tools = new ToolsOfProjects(toolbox);
  const prompts = new KeptPrompts(core.store);
  const queue = createQueue(window, () => projects.all);
  const captions = createCaptions(core, window, queue, () => projects);
  const cards = new KeptCards({ store: core.store, canvas, shown: () => projects.shown });
  const around: ProjectsAround = {
    ...{ core, window, page, canvas, tools, prompts, queue, captions, cards },
    watch: (session) => safekeeping.watch(session),
  };
  const projects: Projects = createProjects(around);
  const safekeeping = new Safekeeping({
    desktop: core.desktop,
    sessions: () => projects.all,
    onRefused: (unsaved) => app.setState({ unsaved }),
  });
  const parts = appParts(core, window, { projects, safekeeping, cards });
  queue.state.subscribe(() => projects.shown.live.changed());
  for (const one of [queue.state, projects.stores.live]) one.subscribe(() => captions.wake());
  followGrowth({ ...projects.stores, canvas });
  followRedrawn({ ...projects.stores, app, canvas, pixelWork: core.pixelWork, page: () => projects.shown.page });
  const ofShown = { ...core, projectId: () => projects.shown.id };
  const thumbnails = createThumbnails(smallPictures(ofShown));
  const wholePictures = createWholePictures(ofShown);

  return {
    studio: {
      ...projects.stores,
      ...actionsOnShown(projects),
      toolbox,
      region,
      page: pageState,
      view,
      exporting,
      queue: queue.state,
      captions: captions.state,
      canvas,
      app,
      thumbnails,
      wholePictures,
      backups: window.backups,
      versions: window.versions,
      shelf: window.shelf,
      keys: window.keys,
      hub: window.hub,
      models: window.models,
      newPage: window.newPage,
      tour: window.tour,
      panels: window.panels,
      galleryPage: window.galleryPage,
    },
    onService: followServices(window, parts, [thumbnails, wholePictures]),
    onModels: (now) => window.models.setState({ now }),
    onHub: (now) => window.hub.setState({ now }),
    onModelNews: (news) => window.models.getState().hear(news),
    takeKeys: ({ bindings, setAside }) => {
      window.keys.setState(followed(bindings));
      if (setAside !== null) window.notices.notify('failure', ({ notices }) => notices.keysDamaged({ file: setAside }));
    },
    checkFolders: async () => {
      if (app.getState().phase !== 'ready') return;
      for (const session of projects.all) await session.checkFolder();
    },
    finish: async () => {
      core.leaveFields();
      toolbox.getState().endGesture();
      keptPaint.flush();
      void prompts.flush();
      void cards.keep();
      await Promise.all(projects.all.map(({ describe }) => describe.flush()));
      return safekeeping.finish();
    },
    open: async () => {
      await Promise.all([
        openStudio(app, parts),
        keptPaint.restore(),
        exporting.getState().restore(),
        view.getState().restore(),
        window.newPage.getState().restore(),
        window.panels.getState().restore(),
        window.galleryPage.getState().restore(),
      ]);
      if (app.getState().phase === 'ready') void discardLeftOver(around, projects);
    },
  };
}

/** The queue of the window. It begins a drawing as soon as the engine has a model. */
function createQueue({ app, notices }: WindowStores, sessions: () => Projects['all']): DrawingQueue {
  const isReady = () => app.getState().services.engine.state === 'running' && app.getState().engine !== null;
  const queue = new DrawingQueue({ notify: notices.notify, sessions, isReady });
  app.subscribe((now, before) => {
    if (now.engine !== before.engine || now.services !== before.services) queue.wake();
  });
  return queue;
}

/** The captions of many pictures, which give way to everything else that needs the model. */
function createCaptions(
  { engine, newId }: CoreParts,
  { app, notices }: WindowStores,
  queue: DrawingQueue,
  projects: () => Projects,
): CaptionQueue {
  const isReady = () => {
    const { services, engine: model } = app.getState();
    return services.engine.state === 'running' && services.store.state === 'running' && model !== null;
  };
  const describes = () => projects().all.some(({ describe }) => describe.state.getState().phase === 'running');
  const captions = new CaptionQueue({
    notify: notices.notify,
    engine,
    newId,
    isReady,
    withdraw: (said) => app.setState(({ notices: now }) => ({ notices: now.filter(({ text }) => text !== said) })),
    sessions: () => projects().all,
    shown: () => projects().shown,
    isBusy: () => queue.isBusy || describes() || projects().shown.live.state.getState().phase === 'drawing',
  });
  app.subscribe((now, before) => {
    if (now.engine !== before.engine || now.services !== before.services) captions.wake();
  });
  return captions;
}

/** The parts that the actions of the window use. */
function appParts(
  { engine, store, desktop, decoder, pixelWork, paintWork, clipboard, newId }: CoreParts,
  window: WindowStores,
  { projects, safekeeping, cards }: Pick<AppParts, 'projects' | 'safekeeping'> & { readonly cards: KeptCards },
): AppParts {
  const parts: AppParts = {
    ...{ engine, store, desktop, decoder, pixelWork, paintWork, clipboard, newId, projects, safekeeping },
    notify: window.notices.notify,
    openLast: () => openLastProject(window.app, parts),
    keepCard: () => cards.keep(),
    ...unopenedTellers(window),
  };
  return parts;
}

/** Actions on the project that is on the screen at the moment of the call. */
function actionsOnShown(
  projects: Projects,
): Pick<
  Studio,
  | 'reference'
  | 'layers'
  | 'drawnLayer'
  | 'dragOut'
  | 'exportSheet'
  | 'histogramBelow'
  | 'drawThumbnail'
  | 'drawMaskThumbnail'
> {
  return {
    reference: {
      fromFile: (file) => projects.shown.reference.fromFile(file),
      choose: () => projects.shown.reference.choose(),
      fromPage: () => projects.shown.reference.fromPage(),
      fromGeneration: (generation) => projects.shown.reference.fromGeneration(generation),
    },
    exportSheet: (cells) => projects.shown.exportSheet(cells),
    drawnLayer: {
      openInHistory: (layerId) => projects.shown.drawnLayer.openInHistory(layerId),
      editPrompt: (layerId) => projects.shown.drawnLayer.editPrompt(layerId),
      drawAgain: (layerId) => projects.shown.drawnLayer.drawAgain(layerId),
      redrawUnsure: (layerId) => projects.shown.drawnLayer.redrawUnsure(layerId),
    },
    dragOut: {
      ofGeneration: (generation) => projects.shown.dragOut.ofGeneration(generation),
      ofLayers: (ids) => projects.shown.dragOut.ofLayers(ids),
      start: (file) => projects.shown.dragOut.start(file),
    },
    layers: {
      refusal: (command, ids) => projects.shown.layers.refusal(command, ids),
      perform: (command, ids) => projects.shown.layers.perform(command, ids),
      paste: (files) => projects.shown.paste(files),
    },
    histogramBelow: (layerId) => projects.shown.page.histogramBelow(layerId).catch(() => null),
    drawThumbnail: (layerId, side) => projects.shown.page.thumbnail(layerId, side).catch(() => null),
    drawMaskThumbnail: (layerId, side) => projects.shown.page.maskThumbnail(layerId, side).catch(() => null),
  };
}

function followServices({ app }: WindowStores, parts: AppParts, kept: readonly KeptThumbnails[]) {
  const { engine, notify, projects } = parts;
  return serviceFollower(app, {
    engine,
    notify,
    offerModel: (model) => {
      for (const { prompt } of [projects.shown, ...projects.all]) prompt.offerModel(model);
    },
    onNoModel: () => {
      for (const { prompt } of [projects.shown, ...projects.all]) prompt.state.getState().stopWaiting();
    },
    openLast: () => void openLastProject(app, parts),
    // While the store was away, thumbnails and pages of the gallery may have failed.
    catchUp: () => {
      for (const pictures of kept) pictures.retry();
      for (const { gallery, tree } of projects.all) {
        void gallery.catchUp();
        void tree.catchUp();
      }
    },
  });
}
