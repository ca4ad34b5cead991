/**
 * Composition root: makes the rooms of the window and joins them. `createEditor` wires; `start`
 * opens the last project and greets the engine. Nothing here draws, saves or samples.
 */
import type { DesktopEvent, ServiceState, StudioBridge } from '../preload/contract/desktop.ts';
import type { PictureDocument } from '../preload/contract/document.ts';
import { engineService } from '../preload/contract/engine.ts';
import type { Project } from '../preload/contract/store.ts';
import { storeService } from '../preload/contract/store.ts';
import { createCanvas } from './canvas/canvas.ts';
import { watchDrops } from './canvas/drops.ts';
import { measurePicture } from './canvas/pictures.ts';
import { showsPicture } from './document/operations.ts';
import { createDocumentStore } from './document/store.ts';
import { type AppParts, createAppState, emptyPage, openLastProject } from './editor/app-state.ts';
import { createDescribe } from './editor/describe-state.ts';
import { createGallery } from './editor/gallery-state.ts';
import { followGrowth } from './editor/growth.ts';
import { type KeptPrompt, keptPromptSchema } from './editor/kept-prompt.ts';
import { performCommand, watchKeys } from './editor/keyboard.ts';
import { notifier } from './editor/notices.ts';
import type { EditorParts } from './editor/parts.ts';
import { createPrompt } from './editor/prompt-state.ts';
import { createReferenceActions } from './editor/reference.ts';
import { offerWaiting } from './editor/waiting.ts';
import { createImporter } from './generation/importer.ts';
import { createGenerationSession } from './generation/session.ts';
import type { Studio, Theme } from './panels/studio.ts';
import { acquirePort } from './services/acquire-port.ts';
import { createAutosave } from './services/autosave.ts';
import { desktopClient, onDesktopEvent } from './services/desktop-client.ts';
import { reconnecting } from './services/reconnecting.ts';
import { createToolbox } from './tools/toolbox.ts';

const PROMPT_KEY = 'prompt';
const THEMES: readonly unknown[] = ['light', 'dark', 'system'] satisfies Theme[];

export interface Editor {
  readonly studio: Studio;
  start(): Promise<void>;
}

export function createEditor(bridge: StudioBridge): Editor {
  const newId = () => crypto.randomUUID();
  const app = createAppState(() => parts);
  const shared: EditorParts = {
    engine: reconnecting(engineService, () => acquirePort(bridge, 'engine')).client,
    store: reconnecting(storeService, () => acquirePort(bridge, 'store')).client,
    desktop: desktopClient(bridge),
    projectId: () => {
      const { project } = app.getState();
      if (project === null) throw new Error('No project is open yet.');
      return project.id;
    },
    newId,
    notify: notifier(
      () => app.getState().notices,
      (notices) => app.setState({ notices }),
    ),
  };
  const { engine, store } = shared;
  const { projectId } = shared;

  const document = createDocumentStore(emptyPage);
  const canvas = createCanvas({
    document,
    loadBlob: async (hash) => new Uint8Array((await store.getBlob({ projectId: projectId(), hash })).bytes),
  });
  const toolbox = createToolbox({ document, canvas, newId });
  const session = createGenerationSession({ engine, store, canvas, document, projectId, newId });
  const importer = createImporter({ document, store, projectId, newId, measure: measurePicture });
  const patchSize = () => app.getState().engine?.manifest.codec.patchSize ?? 1;
  const gallery = createGallery({ ...shared, importer, session, document, patchSize });
  const describe = createDescribe({ ...shared, canvas });
  const keepPrompt = debounced(500, (prompt: KeptPrompt) => {
    // A lost draft of a sentence is no reason for an alarm; the next change tries again.
    store.putSetting({ key: PROMPT_KEY, value: prompt }).catch(() => undefined);
  });
  const circumstances = () => {
    const page = document.getState().document;
    const manifest = app.getState().engine?.manifest ?? null;
    return { manifest, hasPicture: showsPicture(page), painted: page.mask.length > 0 };
  };
  const prompt = createPrompt({ session, randomSeed, circumstances, keep: keepPrompt });
  followGrowth({ prompt: prompt.state, session, document, canvas });
  const autosave = createAutosave({
    document,
    store,
    // At once: what the user has finished doing is not to wait for a clock.
    delayMs: 0,
    onStatus: (saving, failure) => {
      app.setState({ saving });
      if (failure !== null) shared.notify('failure', failure.message);
    },
  });

  const show = async (project: Project, opened: PictureDocument) => {
    session.getState().leave();
    app.setState({ project });
    autosave.follow(project.id, opened);
    document.getState().replaceDocument(opened);
    prompt.state.getState().setReference(null);
    canvas.viewport.fit();
    app.setState({ phase: 'ready', failure: null });
    await Promise.all([gallery.reload(false), describe.reload()]);
    await offerWaiting({ ...shared, session, document }, gallery.state.getState().generations);
    app.setState({ projects: await store.listProjects({}) });
  };
  const parts: AppParts = { ...shared, importer, canvas, autosave, show };

  const studio: Studio = {
    document,
    session,
    toolbox,
    canvas,
    app,
    prompt: prompt.state,
    gallery: gallery.state,
    describe: describe.state,
    reference: createReferenceActions({ ...shared, importer, canvas, prompt: prompt.state }),
    attachCanvas: (element, dropArea) => {
      canvas.attach(element);
      watchDrops(dropArea, {
        pageFromClient: (x, y) => canvas.pageFromClient(x, y),
        onFiles: (files, at) => void app.getState().importFiles(files, at),
        onGeneration: (id, at) => {
          const generation = gallery.state.getState().generations.find((one) => one.id === id);
          if (generation) void gallery.state.getState().place(generation, at);
        },
        onHover: (dropHovers) => app.setState({ dropHovers }),
      });
    },
  };

  const greetEngine = async () => {
    try {
      const status = await engine.status({});
      app.setState({ engine: status });
      prompt.offerModel(status.manifest);
      for (const note of status.notes) shared.notify('failure', note);
    } catch (error) {
      // The service's own state, or the next call, says what is wrong.
      console.error(error);
      if (error instanceof Error && app.getState().services.engine.state === 'running') {
        shared.notify('failure', error.message);
      }
    }
  };

  const onService = (state: ServiceState) => {
    const before = app.getState().services[state.service].state;
    app.setState((now) => ({ services: { ...now.services, [state.service]: state } }));
    if (state.state !== 'running' || before === 'running') return;
    if (state.service === 'engine') void greetEngine();
    else if (app.getState().phase === 'failed') void openLastProject(app, parts);
    else gallery.retry();
  };

  const onEvent = (event: DesktopEvent) => {
    if (event.kind === 'service') onService(event.state);
    else performCommand(studio, event.command, newId);
  };

  session.subscribe((now, before) => {
    if (now.revision !== before.revision) void gallery.reload(true);
  });

  return {
    studio,
    start: async () => {
      onDesktopEvent(bridge, onEvent);
      watchKeys(studio, newId);
      const info = await shared.desktop.info({});
      app.setState({ platform: info.platform });
      for (const state of info.services) onService(state);
      await Promise.all([openLastProject(app, parts), restoreSettings(shared, app, prompt.restore)]);
    },
  };
}

async function restoreSettings(
  { store }: EditorParts,
  app: Studio['app'],
  restorePrompt: (kept: KeptPrompt) => void,
): Promise<void> {
  // Defaults do well where the settings cannot be had; the project's own failure is shown.
  const settings = await store.getSettings({}).catch(() => ({}) as Record<string, unknown>);
  const kept = keptPromptSchema.safeParse(settings[PROMPT_KEY]);
  const engine = app.getState().engine;
  if (kept.success && (engine === null || engine.manifest.modelHash === kept.data.modelHash)) restorePrompt(kept.data);
  const theme = settings.theme;
  if (THEMES.includes(theme)) {
    app.setState({ theme: theme as Theme });
  }
}

const randomSeed = () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;

function debounced<T>(ms: number, run: (value: T) => void): (value: T) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (value) => {
    clearTimeout(timer);
    timer = setTimeout(run, ms, value);
  };
}
