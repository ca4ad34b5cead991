/**
 * One open project of the window. Work that takes time uses the parts made here and keeps them. Its results therefore
 * go into this project's document and files, even if another project is shown by then.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PictureDocument } from '../../../preload/contract/document.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import type { Project, RecoveredProject } from '../../../preload/contract/projects.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import { saidOf, sentenceOf } from '../../../preload/words/sentence.ts';
import type { CanvasPort, LoadBlob, PageRaster } from '../../document/canvas-port.ts';
import { showsPicture } from '../../document/operations.ts';
import type { Painter } from '../../document/painter.ts';
import { type ProjectStore, storeOf } from '../../document/project-store.ts';
import { createDocumentStore, type DocumentStore } from '../../document/store.ts';
import { createLive, type Live, type LiveCanvas } from '../../generation/live/live-drawing.ts';
import { createImporter } from '../../generation/pictures/importer.ts';
import type { RunCanvas, RunInput, RunState, RunStore } from '../../generation/run/run-types.ts';
import { createRun } from '../../generation/run-controller.ts';
import { type Autosave, createAutosave } from '../../services/autosave.ts';
import type { LayerActions } from '../layer-actions.ts';
import type { DrawnLayerActions } from '../page-types.ts';
import { guarded, logBug, type ProjectParts, type StudioParts } from '../parts.ts';
import type { ReferenceActions } from '../prompt-types.ts';
import type { SheetPicture } from '../studio.ts';
import { createDescribe, type Describe } from './describe-state.ts';
import { createDrawnLayer } from './drawn-layer.ts';
import { createExporter, type Exporter } from './exporting.ts';
import { createFiles, type Files } from './files.ts';
import { createGallery, type Gallery } from './gallery-state.ts';
import { forgetSides } from './growth.ts';
import { whyHeld } from './held-page.ts';
import { createImageSize, type ImageSize } from './image-size.ts';
import type { KeptPrompt } from './kept-prompt.ts';
import { createLayerActions } from './layer-commands.ts';
import { followForLive, liveInput } from './live-following.ts';
import { Outbox, withOutbox } from './outbox.ts';
import { createPainting } from './painting.ts';
import { createPartsMap } from './parts-map.ts';
import { createPaste } from './pasting.ts';
import type { FillColours } from './pixel-change.ts';
import { createPixelCommands } from './pixel-commands.ts';
import { plainBytes } from './plain-bytes.ts';
import { createPrompt, type Prompt } from './prompt-state.ts';
import { createQueuedDrawings, type QueuedDrawings } from './queued-drawings.ts';
import { createReferenceActions } from './reference.ts';
import { createRegionMarks, type RegionMarks } from './region-marks.ts';
import { settledPage } from './settled-page.ts';
import { tellingRecords } from './telling-records.ts';
import { createWaitingResults } from './waiting.ts';

export interface SessionSurroundings extends StudioParts {
  readonly canvas: CanvasPort;
  readonly randomSeed: () => number;
  /** The colours of the tools that paint. */
  readonly colours: () => FillColours;
  /** The words in the language of the window. */
  readonly words: () => StudioWords;
  /** Null while no model is loaded. */
  readonly manifest: () => Manifest | null;
  readonly keepPrompt: (projectId: string, prompt: KeptPrompt) => void;
  /** Draws at once, or queues the drawing where another one runs. */
  readonly begin: (session: ProjectSession, input: RunInput, front: boolean) => Promise<void>;
  /** Queues drawings that belong together. */
  readonly beginSeries: (session: ProjectSession, inputs: readonly RunInput[]) => Promise<void>;
  /** Whether nothing draws or waits in turn, so that live drawing may have the model. */
  readonly isFree: (session: ProjectSession) => boolean;
  /** Whether the window shows this project. */
  readonly isShown: (session: ProjectSession) => boolean;
  /** Called when something that kept the project busy has ended. */
  readonly onQuiet: (session: ProjectSession) => void;
  /** Called when the project's folder is lost, so that its work goes on in another one. */
  readonly onRecovery: (session: ProjectSession, recovery: RecoveredProject) => void;
}

export interface ProjectSession {
  readonly id: string;
  readonly project: StoreApi<Project>;
  readonly document: DocumentStore;
  readonly loadBlob: LoadBlob;
  readonly store: ProjectStore;
  /** The words in the language of the window. */
  readonly words: () => StudioWords;
  readonly page: PageRaster;
  readonly saver: Autosave;
  readonly run: RunStore;
  readonly prompt: Prompt;
  readonly gallery: Gallery;
  readonly describe: Describe;
  readonly files: Files;
  readonly reference: ReferenceActions;
  readonly marks: RegionMarks;
  readonly layers: Omit<LayerActions, 'paste'>;
  readonly drawnLayer: DrawnLayerActions;
  readonly paste: LayerActions['paste'];
  readonly painting: Painter;
  /** New pixels that the store does not hold yet. */
  readonly outbox: Outbox;
  readonly imageSize: ImageSize;
  readonly exporter: Exporter;
  readonly queued: QueuedDrawings;
  readonly live: Live;
  /** Saves pictures with lines beneath them as one PNG, through the system's dialog. */
  exportSheet(cells: readonly SheetPicture[]): Promise<void>;
  readonly notify: ProjectParts['notify'];
  /** Keeps the project open in the window until the returned function is called. */
  readonly hold: () => () => void;
  /** True while closing the project would lose something. */
  isBusy(): boolean;
  /** Reads everything of the project besides its document. */
  load(): Promise<void>;
  /** Checks that the project's folder still exists. */
  checkFolder(): Promise<void>;
  close(): void;
}

/** @param document the document as the store holds it */
export function createProjectSession(
  surroundings: SessionSurroundings,
  project: Project,
  document: PictureDocument,
): ProjectSession {
  const { canvas, manifest, isShown } = surroundings;
  const state = createStore<Project>()(() => project);
  const parts = projectParts(surroundings, state, document, () => session);
  const tellRecovery = <T extends { readonly recovery: RecoveredProject | null }>(answer: T): T => {
    if (answer.recovery !== null) surroundings.onRecovery(session, answer.recovery);
    return answer;
  };
  const saver = createAutosave({
    document: parts.document,
    store: { saveDocument: (params) => parts.store.saveDocument(params).then(tellRecovery) },
    delayMs: 0,
  });
  const runParts = { ...parts, canvas: whileShown(canvas, () => isShown(session)) };
  const run = createRun(runParts);
  const importer = createImporter(parts);
  const patchSize = () => manifest()?.codec.patchSize ?? 1;
  const gallery = createGallery({ ...parts, importer, run, patchSize });
  const describe = createDescribe(parts);
  const circumstances = () => {
    const page = parts.document.getState().document;
    return { manifest: manifest(), hasPicture: showsPicture(page), painted: page.region.length > 0 };
  };
  const prompt = createPrompt({
    run,
    begin: (input, front) => surroundings.begin(session, input, front),
    beginSeries: (inputs) => surroundings.beginSeries(session, inputs),
    randomSeed: surroundings.randomSeed,
    circumstances,
    keep: (kept) => surroundings.keepPrompt(project.id, kept),
  });
  const live = createLive({
    ...parts,
    canvas: liveCanvas(canvas, () => isShown(session)),
    input: () => liveInput(prompt.state.getState(), circumstances()),
    isFree: () => isShown(session) && surroundings.isFree(session),
    onFailure: (failure) => parts.notify('failure', saidOf(failure)),
  });
  followForLive(live, { document: parts.document, prompt: prompt.state, run });
  const results = createWaitingResults({ ...parts, run, records: () => gallery.state.getState().generations });
  forgetSides({ prompt: prompt.state, document: parts.document });
  const partsMap = createPartsMap({ ...parts, page: parts.pageNow, manifest });
  const pixelParts = {
    ...parts,
    partsMap,
    page: parts.pageNow,
    pixelWork: surroundings.pixelWork,
    clipboard: surroundings.clipboard,
    colours: surroundings.colours,
  };
  const pixels = createPixelCommands(pixelParts);
  const files = createFiles({ ...parts, importer, name: () => state.getState().name, isShown: () => isShown(session) });
  const marks = createRegionMarks({ ...parts, partsMap, manifest, pixelWork: surroundings.pixelWork });
  const session: ProjectSession = {
    id: project.id,
    project: state,
    document: parts.document,
    loadBlob: parts.loadBlob,
    store: parts.store,
    words: parts.words,
    page: parts.page,
    saver,
    run,
    prompt,
    gallery,
    describe,
    files,
    paste: createPaste(pixelParts, (pasted) => files.take(pasted)),
    reference: createReferenceActions({ ...parts, importer, prompt: prompt.state }),
    marks,
    drawnLayer: createDrawnLayer({
      ...parts,
      ...{ marks, circumstances },
      gallery: gallery.state,
      prompt: prompt.state,
      begin: (input) => surroundings.begin(session, input, false),
      randomSeed: surroundings.randomSeed,
    }),
    layers: createLayerActions({ ...parts, pixels }),
    painting: createPainting({
      ...pixelParts,
      canvas,
      paintWork: surroundings.paintWork,
    }),
    outbox: parts.outbox,
    imageSize: createImageSize(pixelParts),
    exporter: createExporter({ ...pixelParts, name: () => state.getState().name }),
    live,
    exportSheet: (cells) =>
      guarded(parts, async () => {
        const drawn = await Promise.all(
          cells.map(async ({ picture, lines }) => ({ raster: await parts.page.rasterOf(picture), lines })),
        );
        const bytes = await canvas.sheetOf(drawn);
        const { saved } = await parts.desktop.savePicture({ suggestedName: parts.words().series.sheet, bytes });
        if (saved) parts.notify('done', ({ notices }) => notices.exported);
      }),
    queued: createQueuedDrawings({ ...runParts, run, results }),
    notify: parts.notify,
    hold: parts.hold,
    isBusy: () => parts.isHeld() || isAtWork({ saver, run, describe }),
    load: async () => {
      await Promise.all([gallery.load(), describe.load()]);
      await results.addRecorded();
    },
    checkFolder: () => parts.store.checkProject({}).then(tellRecovery).then(ignore, logBug),
    close: () => saver.stop(),
  };
  for (const one of [state, saver.state, run, describe.state]) one.subscribe(() => surroundings.onQuiet(session));
  run.subscribe((now, before) => {
    if (now.reused !== null && now.reused !== before.reused) tellKeptSeed(parts.notify, now.reused.seed);
    if (!isShown(session) && hasEnded(before, now)) {
      // A single plain picture becomes a layer right after the drawing ends, so this waits for that.
      queueMicrotask(() => tellEnd(surroundings.notify, state.getState().name, run.getState()));
    }
  });
  return session;
}

interface OwnParts {
  readonly loadBlob: LoadBlob;
  readonly outbox: Outbox;
  /** The page without what is under way, for that work itself. */
  readonly pageNow: PageRaster;
  isHeld(): boolean;
}

/** @param own returns the session that these parts belong to */
function projectParts(
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
    notify: (kind, text) => {
      // A notice of a hidden project is shown at once, with the project's name.
      if (isShown(own())) notify(kind, text, [], id);
      else {
        const { name } = project.getState();
        notify(kind, (words) => words.notices.inProject({ project: name, text: text(words) }));
      }
    },
    isHeld: () => holders > 0,
    hold: () => {
      holders += 1;
      return letGo;
    },
  };
}

const ignore = () => undefined;

function hasEnded(before: RunState, { phase }: RunState): boolean {
  return (before.phase === 'running' || before.phase === 'saving') && (phase === 'idle' || phase === 'candidate');
}

/** Reports how a drawing ended in a project that is not shown. */
function tellEnd(notify: StudioParts['notify'], name: string, { phase, failure }: RunState): void {
  const project = name;
  if (failure !== null) {
    notify('failure', (words) => words.notices.inProject({ project, text: sentenceOf(words, failure) }));
  } else if (phase === 'candidate') notify('done', ({ notices }) => notices.waitsElsewhere({ project }));
  else notify('done', ({ notices }) => notices.finishedElsewhere({ project }));
}

/** Whether something is not yet in the store or is still being made. */
function isAtWork({ saver, run, describe }: Pick<ProjectSession, 'saver' | 'run' | 'describe'>): boolean {
  const { phase, unsaved } = run.getState();
  return (
    saver.state.getState().status !== 'saved' ||
    unsaved ||
    phase === 'running' ||
    phase === 'saving' ||
    describe.state.getState().phase === 'running' ||
    describe.state.getState().draft !== null
  );
}

/** The canvas for the drawings of one project. Its methods do nothing while another project is shown. */
function whileShown(canvas: RunCanvas, isShown: () => boolean): RunCanvas {
  return {
    showPreview: (...preview) => isShown() && canvas.showPreview(...preview),
    clearPreview: () => isShown() && canvas.clearPreview(),
    showCandidate: async (...candidate) => {
      if (isShown()) await canvas.showCandidate(...candidate);
    },
    clearCandidate: () => isShown() && canvas.clearCandidate(),
    showConfidence: (map) => isShown() && canvas.showConfidence(map),
    hideCells: (...cells) => isShown() && canvas.hideCells(...cells),
  };
}

/** The canvas for live drawing, which shows nothing of a hidden project. */
function liveCanvas(canvas: CanvasPort, isShown: () => boolean): LiveCanvas {
  return {
    showLive: async (...picture) => {
      if (isShown()) await canvas.showLive(...picture);
    },
    clearLive: () => isShown() && canvas.clearLive(),
  };
}

function tellKeptSeed(notify: StudioParts['notify'], seed: number): void {
  notify('done', ({ notices }) => notices.seedKept({ seed }));
}
