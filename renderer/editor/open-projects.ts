import { languages, wordsIn } from '../../preload/words/index.ts';
import { saidOf } from '../../preload/words/sentence.ts';
import type { CanvasPort } from '../document/canvas-port.ts';
import type { DocumentState } from '../document/store.ts';
import { logBug, type StudioParts } from '../state/parts.ts';
import type { ProjectSession } from '../state/project/session-types.ts';
import type { CaptionQueue } from '../state/projects/caption-queue.ts';
import type { DrawingQueue } from '../state/projects/drawing-queue.ts';
import type { KeptPrompts } from '../state/projects/kept-prompts.ts';
import type { Mirror } from '../state/projects/mirror.ts';
import { emptyPage, Projects, type ProjectsParts } from '../state/projects/projects.ts';
import type { ToolsOfProjects } from '../state/projects/tools-of-projects.ts';
import { isNameAsMade, isUntouched } from '../state/projects/untouched.ts';
import type { CoreParts } from './core-parts.ts';
import type { KeptCards } from './kept-cards.ts';
import type { WindowStores } from './window-stores.ts';

/** The names of new projects, in all languages. */
const untitled = languages.map((language) => wordsIn(language).bar.untitled);

/** What the projects of a window need. */
export interface ProjectsAround {
  readonly core: CoreParts;
  readonly window: WindowStores;
  readonly page: Mirror<DocumentState>;
  readonly canvas: CanvasPort;
  readonly tools: ToolsOfProjects;
  readonly prompts: KeptPrompts;
  readonly queue: DrawingQueue;
  readonly captions: CaptionQueue;
  readonly cards: KeptCards;
  /** Watches a project, and keeps a copy of what the store refuses to save. */
  readonly watch: (session: ProjectSession) => void;
}

/** Joins the projects that are open in the window to the window's own state. */
export function createProjects(around: ProjectsAround): Projects {
  const { core, window, page, canvas, prompts, queue } = around;
  const listProjects = () => {
    core.store.listProjects({}).then((list) => window.app.setState({ projects: list }), logBug);
  };
  const projects: Projects = new Projects({
    ...core,
    notify: window.notices.notify,
    canvas,
    page,
    manifest: window.manifest,
    isModelComing: window.isModelComing,
    words: window.words,
    colours: () => around.tools.colours,
    keepPrompt: prompts.keep,
    begin: (session, input, front) => queue.begin(session, input, front),
    beginSeries: (session, inputs) => queue.beginSeries(session, inputs),
    isFree: (session) => queue.isFree(session),
    ...opening(around),
    ...discarding(around, listProjects),
    ...recovering(around, () => projects, listProjects),
    ...showing(around, () => projects, listProjects),
  });
  return projects;
}

/** Gives an opened project its prompt, and shows the store's warnings about it. */
function opening({
  window,
  prompts,
  watch,
  queue,
  captions,
  cards,
}: ProjectsAround): Pick<ProjectsParts, 'onTake' | 'onWarning'> {
  const { manifest, notices, waysOut } = window;
  return {
    onTake: (session, isNew, last) => {
      watch(session);
      cards.watch(session);
      const model = manifest();
      const modelHash = () => manifest()?.modelHash ?? null;
      const read = prompts.restore(session.prompt, { id: session.id, isNew }, last.prompt.kept(), modelHash);
      if (model !== null) session.prompt.offerModel(model);
      void queue.adopt(session);
      void captions.adopt(session);
      return read;
    },
    onWarning: ({ id, project }, warning) =>
      notices.notify('failure', saidOf(warning), [waysOut.backups(project.getState())], id),
  };
}

/** Removes projects of earlier days that were never used. In any doubt a project stays. */
export async function discardLeftOver({ core, window, prompts }: ProjectsAround, projects: Projects): Promise<void> {
  const rescued = new Set(window.app.getState().recoveries.map(({ projectId }) => projectId));
  const listed = await core.store.listProjects({}).catch(() => []);
  const unnamed = listed.filter(({ id, name }) => isNameAsMade(name, untitled) && !rescued.has(id));
  for (const id of await prompts.withoutWords(unnamed.map((one) => one.id))) await projects.discardUnopened(id);
}

/** Removes a project in which nothing was ever done, once it is left. */
function discarding(
  { window, prompts }: ProjectsAround,
  listProjects: () => void,
): Pick<ProjectsParts, 'isUntouched' | 'onDiscard' | 'onDiscarded'> {
  return {
    isUntouched: (session) =>
      isUntouched(session, { names: untitled, page: emptyPage }) && prompts.hasNoWords(session.id, session.prompt),
    onDiscard: ({ id }) => {
      prompts.forget(id);
      window.app.setState((now) => ({ projects: now.projects.filter((one) => one.id !== id) }));
    },
    onDiscarded: listProjects,
  };
}

/** Continues a project whose folder has disappeared in another folder, and says so. */
function recovering(
  { window }: ProjectsAround,
  projects: () => Projects,
  listProjects: () => void,
): Pick<ProjectsParts, 'onRecovery'> {
  const { notices, waysOut } = window;
  return {
    onRecovery: (session, { project, ...told }) => {
      if (session.project.getState().id === project.id) return;
      projects().adopt(session, project);
      const said = saidOf(told);
      // Only the project on the screen can be copied.
      const isShown = session === projects().shown;
      if (isShown) notices.notify('failure', said, [waysOut.copy(), waysOut.folder(project)], session.id);
      else notices.notify('failure', said, [waysOut.folder(project)]);
      listProjects();
    },
  };
}

/** Lets tools, notices, view and bar follow the project on the screen. */
function showing(
  { core, window, canvas, tools, queue, captions, cards }: ProjectsAround,
  projects: () => Projects,
  listProjects: () => void,
): Pick<ProjectsParts, 'onLeave' | 'onShow' | 'onChange'> {
  const { app, notices } = window;
  return {
    onLeave: (session) => {
      core.leaveFields();
      void cards.keep();
      tools.leave(session.id);
      sayWhatGoesOn(session, notices.notify);
    },
    onShow: (session) => {
      tools.enter(session.id);
      notices.enter(session.id);
      // Another page lies upright, as one that is opened does.
      canvas.viewport.turnTo(0);
      canvas.viewport.fit();
      app.setState({ phase: 'ready', failure: null });
      listProjects();
    },
    onChange: () => {
      queue.wake();
      captions.wake();
      const { shown, all } = projects();
      const other = all.find((one) => one !== shown && one.run.getState().phase === 'running');
      app.setState({
        project: shown.project.getState(),
        saving: shown.saver.state.getState().status,
        drawingElsewhere: other?.project.getState().name ?? null,
      });
    },
  };
}

/** Says that the drawing of a project goes on after the project has been left. */
function sayWhatGoesOn({ run, project }: ProjectSession, notify: StudioParts['notify']): void {
  if (run.getState().phase !== 'running') return;
  const { name } = project.getState();
  notify('done', ({ notices }) => notices.goesOn({ project: name }));
}
