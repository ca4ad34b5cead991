/**
 * The studio without its window: what panels read and do, joined to the services and to a canvas.
 * Nothing here needs a page, so that a test can drive all of it.
 */
import type { ServiceState } from '../../preload/contract/desktop.ts';
import type { Unsaved } from '../../preload/contract/recovery.ts';
import type { Project } from '../../preload/contract/store.ts';
import { languages, type Said, type StudioWords, wordsIn } from '../../preload/words/index.ts';
import { saidOf, sentenceOf } from '../../preload/words/sentence.ts';
import type { CanvasPort, LoadBlob } from '../document/canvas-port.ts';
import { createDocumentStore, type DocumentStore } from '../document/store.ts';
import { logBug, type StudioParts } from '../state/parts.ts';
import { followGrowth } from '../state/project/growth.ts';
import type { ProjectSession } from '../state/project/project-session.ts';
import { KeptPrompts } from '../state/projects/kept-prompts.ts';
import { createMirror } from '../state/projects/mirror.ts';
import { emptyPage, Projects } from '../state/projects/projects.ts';
import { Safekeeping } from '../state/projects/safekeeping.ts';
import { ToolsOfProjects } from '../state/projects/tools-of-projects.ts';
import { isUntouched } from '../state/projects/untouched.ts';
import type { Studio, Theme } from '../state/studio.ts';
import { type AppParts, createAppState, listRecoveries, openLastProject } from '../state/window/app-state.ts';
import { createBackups } from '../state/window/backups-state.ts';
import { createNotices } from '../state/window/notices.ts';
import { serviceFollower } from '../state/window/services-state.ts';
import { createThumbnails, smallPictures } from '../state/window/thumbnails.ts';
import { createToolbox } from '../tools/toolbox.ts';

/** What a new project is called, in whichever language it was made. */
const untitled = languages.map((language) => wordsIn(language).bar.untitled);

const THEMES: readonly unknown[] = ['light', 'dark', 'system'] satisfies Theme[];

export interface CoreParts extends Omit<StudioParts, 'notify'> {
  /** `document` shows one project after the other; `loadBlob` reads of the one it shows. */
  readonly createCanvas: (document: DocumentStore, loadBlob: LoadBlob) => CanvasPort;
  readonly randomSeed: () => number;
  /** What is being typed goes where it was begun: fields hand it over when they are left. */
  readonly leaveFields: () => void;
}

export interface StudioCore {
  readonly studio: Omit<Studio, 'attachCanvas'>;
  readonly onService: (state: ServiceState) => void;
  /** Opens the project of last time. */
  readonly open: () => Promise<void>;
  /** Asks whether the folders of the open projects are still there. */
  readonly checkFolders: () => Promise<void>;
  /** Before the window closes: saves what can be saved. @returns what could not */
  readonly finish: () => Promise<readonly Unsaved[]>;
}

export function createStudioCore(core: CoreParts): StudioCore {
  const { engine, store, desktop, decoder, newId } = core;
  const app = createAppState(() => parts);
  const backups = createBackups(() => ({ store, desktop, notify, projects, ...ways }));
  const notices = createNotices(
    () => app.getState().notices,
    (standing) => app.setState({ notices: standing }),
    () => projects.shown.id,
  );
  const { notify } = notices;
  const wayTo = {
    backups: (project: Project) => ({
      label: ({ backups: words }: StudioWords) => words.restoreFrom,
      run: () => void backups.getState().show(project),
    }),
    copy: () => ({
      label: ({ backups: words }: StudioWords) => words.saveCopy,
      run: () => void backups.getState().saveCopy(),
    }),
    folder: (project: Project) => ({
      label: ({ backups: words }: StudioWords) => words.showFolder,
      run: () => void backups.getState().showFolder(project),
    }),
  };
  const ways = {
    current: () => app.getState().project ?? app.getState().failedProject,
    openProject: (id: string) => app.getState().openProject(id),
  };
  const listProjects = () => {
    store.listProjects({}).then((list) => app.setState({ projects: list }), logBug);
  };
  const page = createMirror(createDocumentStore(emptyPage));
  const canvas = core.createCanvas(page.store, (hash) => projects.shown.loadBlob(hash));
  const toolbox = createToolbox({ document: page.store, canvas, newId });
  const tools = new ToolsOfProjects(toolbox);
  const prompts = new KeptPrompts(store);
  const manifest = () => app.getState().engine?.manifest ?? null;
  const projects = new Projects({
    ...core,
    notify,
    canvas,
    page,
    manifest,
    keepPrompt: prompts.keep,
    onTake: (session, isNew, last) => {
      safekeeping.watch(session);
      const model = manifest();
      const modelHash = () => manifest()?.modelHash ?? null;
      const read = prompts.restore(session.prompt, { id: session.id, isNew }, last.prompt.kept(), modelHash);
      if (model !== null) session.prompt.offerModel(model);
      return read;
    },
    onWarning: ({ id, project }, warning) =>
      notify('failure', saidOf(warning), [wayTo.backups(project.getState())], id),
    isUntouched: (session) =>
      isUntouched(session, { names: untitled, page: emptyPage }) && prompts.hasNoWords(session.id, session.prompt),
    onDiscard: ({ id }) => {
      prompts.forget(id);
      app.setState((now) => ({ projects: now.projects.filter((one) => one.id !== id) }));
    },
    onDiscarded: listProjects,
    onRecovery: (session, { project, message }) => {
      if (session.project.getState().id === project.id) return;
      projects.adopt(session, project);
      // A copy is made of the project on the screen.
      const said = () => message;
      if (session === projects.shown) notify('failure', said, [wayTo.copy(), wayTo.folder(project)], session.id);
      else notify('failure', said, [wayTo.folder(project)]);
      listProjects();
    },
    onLeave: (session) => {
      core.leaveFields();
      tools.leave(session.id);
      sayWhatGoesOn(session, notify);
    },
    onShow: (session) => {
      tools.enter(session.id);
      notices.enter(session.id);
      canvas.viewport.fit();
      app.setState({ phase: 'ready', failure: null });
      listProjects();
    },
    onChange: () => {
      const { shown, all } = projects;
      const other = all.find((one) => one !== shown && one.generation.getState().phase === 'running');
      app.setState({
        project: shown.project.getState(),
        saving: shown.saver.state.getState().status,
        drawingElsewhere: other?.project.getState().name ?? null,
      });
    },
  });
  const safekeeping = new Safekeeping({
    desktop,
    sessions: () => projects.all,
    onRefused: (unsaved) => app.setState({ unsaved }),
  });
  const parts: AppParts = {
    ...{ engine, store, desktop, decoder, newId, notify, projects, safekeeping },
    openLast: () => openLastProject(app, parts),
    tellUnopened: (id, failure) => {
      const project = app.getState().projects.find((one) => one.id === id);
      if (project === undefined) notify('failure', saidOf(failure));
      else parts.tellDamaged({ project, ...failure });
    },
    tellDamaged: ({ project, ...told }) => {
      const text: Said = (words) => words.notices.ofProject({ project: project.name, text: sentenceOf(words, told) });
      notify('failure', text, [wayTo.backups(project), wayTo.folder(project)]);
    },
  };
  const { stores } = projects;
  followGrowth({ prompt: stores.prompt, session: stores.generation, canvas });

  const thumbnails = createThumbnails(smallPictures({ store, decoder, projectId: () => projects.shown.id }));
  /** The store was away. */
  const catchUp = () => {
    thumbnails.retry();
    for (const { gallery } of projects.all) void gallery.catchUp();
  };

  return {
    studio: {
      document: stores.document,
      session: stores.generation,
      toolbox,
      canvas,
      app,
      prompt: stores.prompt,
      gallery: stores.gallery,
      describe: stores.describe,
      thumbnails,
      backups,
      reference: {
        fromFile: (file) => projects.shown.reference.fromFile(file),
        choose: () => projects.shown.reference.choose(),
        fromPage: () => projects.shown.reference.fromPage(),
        fromGeneration: (generation) => projects.shown.reference.fromGeneration(generation),
      },
    },
    onService: serviceFollower(app, {
      engine,
      notify,
      offerModel: (model) => {
        for (const { prompt } of [projects.shown, ...projects.all]) prompt.offerModel(model);
      },
      openLast: () => void openLastProject(app, parts),
      catchUp,
    }),
    checkFolders: async () => {
      if (app.getState().phase !== 'ready') return;
      for (const session of projects.all) await session.checkFolder();
    },
    finish: () => {
      core.leaveFields();
      void prompts.flush();
      return safekeeping.finish();
    },
    open: async () => {
      await Promise.all([openLastProject(app, parts), restoreTheme(parts, app), listRecoveries(app, parts)]);
      await tellNotes(parts, app);
    },
  };
}

/** A project that is left takes its jobs along; that is said once. */
function sayWhatGoesOn({ generation, project }: ProjectSession, notify: StudioParts['notify']): void {
  if (generation.getState().phase !== 'running') return;
  const { name } = project.getState();
  notify('done', ({ notices }) => notices.goesOn({ project: name }));
}

/** What the store has to say of its own files. The project that could not be opened has the window to itself. */
async function tellNotes({ store, notify, tellDamaged }: AppParts, app: Studio['app']): Promise<void> {
  // Where it can't be asked, the project's own failure is shown.
  const { notes, damaged } = await store.status({}).catch(() => ({ notes: [], damaged: [] }));
  for (const note of notes) notify('failure', () => note);
  const { failedProject } = app.getState();
  for (const one of damaged) if (one.project.id !== failedProject?.id) tellDamaged(one);
}

async function restoreTheme({ store }: AppParts, app: Studio['app']): Promise<void> {
  // The default does well where the settings cannot be had; the project's own failure is shown.
  const { theme } = await store.getSettings({}).catch(() => ({}) as Record<string, unknown>);
  if (THEMES.includes(theme)) app.setState({ theme: theme as Theme });
}
