/**
 * One open project of the window. Work that takes time uses the parts made here and keeps them. Its results therefore
 * go into this project's document and files, even if another project is shown by then.
 */

import { createStore } from 'zustand/vanilla';
import type { Project, RecoveredProject } from '../../../preload/contract/projects.ts';
import { saidOf } from '../../../preload/words/sentence.ts';
import { showsPicture } from '../../document/operations.ts';
import { createLive } from '../../generation/live/live-drawing.ts';
import { createImporter } from '../../generation/pictures/importer.ts';
import { createRun } from '../../generation/run-controller.ts';
import { missingSaid } from '../../generation/tasks/tasks.ts';
import { createAutosave } from '../../services/autosave.ts';
import { logBug, type StudioParts } from '../parts.ts';
import { createDescribe } from './describe-state.ts';
import { createDragOut } from './drag-out.ts';
import { createDrawnLayer } from './drawn-layer.ts';
import { createExporter } from './exporting.ts';
import { createFiles } from './files.ts';
import { createGallery } from './gallery-state.ts';
import { forgetSides } from './growth.ts';
import { createImageSize } from './image-size.ts';
import { createLayerActions } from './layer-commands.ts';
import { followForLive, liveInput } from './live-following.ts';
import { createPainting } from './painting.ts';
import { createPartsMap } from './parts-map.ts';
import { createPaste } from './pasting.ts';
import { createPixelCommands } from './pixel-commands.ts';
import { createPrompt } from './prompt-state.ts';
import { createQueuedDrawings } from './queued-drawings.ts';
import { createReferenceActions } from './reference.ts';
import { createRegionMarks } from './region-marks.ts';
import { createReplay } from './replay-state.ts';
import { hasEnded, isAtWork, tellEnd } from './session-ends.ts';
import { type Opened, projectParts } from './session-parts.ts';
import type { ProjectSession, SessionSurroundings } from './session-types.ts';
import { exportSheet } from './sheet.ts';
import { liveCanvas, whileShown } from './shown-canvas.ts';
import { createTree } from './tree-state.ts';
import { createWaitingResults } from './waiting.ts';

export function createProjectSession(
  surroundings: SessionSurroundings,
  project: Project,
  opened: Opened,
): ProjectSession {
  const { canvas, manifest, isShown } = surroundings;
  const state = createStore<Project>()(() => project);
  const parts = projectParts(surroundings, state, opened, () => session);
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
    isModelComing: surroundings.isModelComing,
    tellMissing: (missing) => {
      const model = manifest()?.name ?? '';
      parts.notify('failure', (words) => missingSaid(words, missing, { model, length: 0 }));
    },
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
  const files = createFiles({
    ...parts,
    importer,
    prompt: prompt.state,
    name: () => state.getState().name,
    isShown: () => isShown(session),
  });
  const exportParts = { ...pixelParts, name: () => state.getState().name };
  const marks = createRegionMarks({ ...parts, partsMap, manifest, pixelWork: surroundings.pixelWork });
  const session: ProjectSession = {
    id: project.id,
    project: state,
    document: parts.document,
    loadBlob: parts.loadBlob,
    store: parts.store,
    words: parts.words,
    page: parts.page,
    pageOf: parts.pageOf,
    saver,
    run,
    prompt,
    gallery,
    tree: createTree(parts),
    replay: createReplay(parts),
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
    exporter: createExporter(exportParts),
    dragOut: createDragOut(exportParts),
    live,
    exportSheet: (cells) => exportSheet(parts, canvas, cells),
    queued: createQueuedDrawings({ ...runParts, run, results }),
    notify: parts.notify,
    hold: parts.hold,
    isBusy: () => parts.isHeld() || isAtWork({ saver, run, describe }),
    load: async () => {
      await Promise.all([parts.document.getState().readAhead(), gallery.load(), describe.load()]);
      await results.addRecorded();
    },
    checkFolder: () => parts.store.checkProject({}).then(tellRecovery).then(ignore, logBug),
    close: () => saver.stop(),
  };
  for (const one of [state, saver.state, run, describe.state]) one.subscribe(() => surroundings.onQuiet(session));
  run.subscribe((now, before) => {
    const seed = now.reused === before.reused ? null : (now.reused?.seed ?? null);
    if (seed !== null) tellKeptSeed(parts.notify, seed);
    if (!isShown(session) && hasEnded(before, now)) {
      // A single plain picture becomes a layer right after the drawing ends, so this waits for that.
      queueMicrotask(() => tellEnd(surroundings.notify, state.getState().name, run.getState()));
    }
  });
  return session;
}

const ignore = () => undefined;

function tellKeptSeed(notify: StudioParts['notify'], seed: number): void {
  notify('done', ({ notices }) => notices.seedKept({ seed }));
}
