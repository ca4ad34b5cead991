import type { StoreApi } from 'zustand/vanilla';
import type { ServiceName, ServiceState, ShownPlace } from '../../preload/contract/desktop.ts';
import type { PictureDocument } from '../../preload/contract/document.ts';
import type { EngineStatus } from '../../preload/contract/engine.ts';
import type { Failure } from '../../preload/contract/errors.ts';
import type { ExportSettings } from '../../preload/contract/exporting.ts';
import type { Guide } from '../../preload/contract/guides.ts';
import type { KeyBindings, KeySet } from '../../preload/contract/key-bindings.ts';
import type { NewPageSettings } from '../../preload/contract/new-page.ts';
import type { DockSide, PanelLayout, PanelName } from '../../preload/contract/panel-layout.ts';
import type { Kernel } from '../../preload/contract/picture-service.ts';
import type { Frame } from '../../preload/contract/pictures.ts';
import type { Backup, Project } from '../../preload/contract/projects.ts';
import type { ListedGeneration, Note, Unreadable } from '../../preload/contract/records.ts';
import type { RecoveryNote, Unsaved } from '../../preload/contract/recovery.ts';
import type { RegionOperation } from '../../preload/contract/region-steps.ts';
import type { ImageSettings } from '../../preload/contract/settings.ts';
import type { Speed } from '../../preload/contract/speed.ts';
import type { ViewAids, ViewSwitch } from '../../preload/contract/view-aids.ts';
import type { CurrentKeys } from '../../preload/keys/current-keys.ts';
import type { ShortcutAction } from '../../preload/keys/shortcuts.ts';
import type { Language, LanguageChoice, Said } from '../../preload/words/index.ts';
import type { CanvasPort, RegionLook } from '../document/canvas-port.ts';
import type { Anchor } from '../document/frame-page.ts';
import type { Histogram } from '../document/histogram.ts';
import type { Point } from '../document/point.ts';
import type { DocumentStore } from '../document/store.ts';
import type { LiveState } from '../generation/live/live-drawing.ts';
import type { Reference } from '../generation/pictures/importer-types.ts';
import type { RunStore, TaskSettings } from '../generation/run/run-types.ts';
import type { PlannedSeries, Series } from '../generation/run/series.ts';
import type { DrawTask, Missing, TaskChoices } from '../generation/tasks/tasks.ts';
import type { Toolbox } from '../tools/toolbox-types.ts';
import type { LayerActions } from './layer-actions.ts';
import type { QueueState } from './queue-types.ts';

/** Everything that panels read and call. editor.ts makes it. Panels never see a service or IPC. */
export interface Studio {
  readonly document: DocumentStore;
  readonly run: RunStore;
  readonly toolbox: Toolbox;
  readonly canvas: CanvasPort;
  /** Attaches the canvas to its element, once. Pictures may be dropped anywhere in `dropArea`. */
  readonly attachCanvas: (element: HTMLElement, dropArea: HTMLElement) => void;
  readonly app: StoreApi<AppState>;
  readonly prompt: StoreApi<PromptState>;
  readonly queue: StoreApi<QueueState>;
  readonly live: StoreApi<LiveState>;
  readonly gallery: StoreApi<GalleryState>;
  readonly describe: StoreApi<DescribeState>;
  readonly backups: StoreApi<BackupsState>;
  readonly keys: StoreApi<KeysState>;
  readonly reference: ReferenceActions;
  readonly region: StoreApi<RegionState>;
  readonly page: StoreApi<PageState>;
  readonly view: StoreApi<ViewState>;
  readonly newPage: StoreApi<NewPageState>;
  readonly tour: StoreApi<TourState>;
  readonly panels: StoreApi<PanelsState>;
  readonly exporting: StoreApi<ExportState>;
  readonly layers: LayerActions;
  readonly drawnLayer: DrawnLayerActions;
  /** Does what a key or an item of the menu does, to what is chosen on the canvas. */
  readonly perform: (action: ShortcutAction) => void;
  readonly thumbnails: Thumbnails;
  /** Saves pictures with lines beneath them as one PNG, through the system's dialog. Never rejects. */
  readonly exportSheet: (cells: readonly SheetPicture[]) => Promise<void>;
  /** A small picture of a layer of the shown project; null where it shows nothing or cannot be read. */
  readonly drawThumbnail: (layerId: string, side: number) => Promise<ImageBitmap | null>;
  /** How often each value occurs in what an adjustment layer changes; null where that cannot be read. */
  readonly histogramBelow: (layerId: string) => Promise<Histogram | null>;
  /** A small picture of the mask of a layer of the shown project; null where it has none or cannot be read. */
  readonly drawMaskThumbnail: (layerId: string, side: number) => Promise<ImageBitmap | null>;
}

/** A picture of the project by its hash, and what stands beneath it on a sheet. */
export interface SheetPicture {
  readonly picture: string;
  readonly lines: readonly string[];
}

/** What can be done with a layer that a model has drawn. Where it was not, a notice says so. Never rejects. */
export interface DrawnLayerActions {
  /** Shows its record above the others of the history. */
  openInHistory(layerId: string): Promise<void>;
  /** Brings its words, settings and region back. @returns false where it was not drawn */
  editPrompt(layerId: string): Promise<boolean>;
  /** Draws it again with another seed, in the region that it was drawn in. */
  drawAgain(layerId: string): Promise<void>;
  /** Draws the parts of it again of which the model is least sure. */
  redrawUnsure(layerId: string): Promise<void>;
}

/** The changes of the region that first ask for a number of pixels. */
export type RegionChange = 'feather' | 'grow' | 'shrink';

type Operation = RegionOperation | 'replace';

/** The commands on the whole region. Each is one undo step. A failure becomes a notice. */
export interface RegionState {
  readonly look: RegionLook;
  /** The dialog that is open; null where none is. */
  readonly asked: RegionChange | 'masks' | null;
  /** The last chosen number of pixels for each change. */
  readonly amounts: Readonly<Record<RegionChange, number>>;
  setLook(look: RegionLook): void;
  ask(what: RegionState['asked']): void;
  setAmount(what: RegionChange, pixels: number): void;
  change(what: RegionChange): void;
  selectAll(): void;
  invert(): void;
  /** Restores the region that was last cleared. */
  reselect(): void;
  /** Combines the region with the alpha of a layer. */
  fromLayer(layerId: string, operation: Operation): Promise<unknown>;
  /** Combines the region with what the mask of a layer shows. */
  fromMask(layerId: string, operation: Operation): Promise<unknown>;
  /**
   * Marks the subject of the visible picture, or what lies around it, as the model tells the parts apart.
   * @returns false where nothing is marked; the reason has been shown then
   */
  ofSubject(which: 'subject' | 'background'): Promise<boolean>;
  /** Marks what words name in the visible picture, by the model's answers. Otherwise as `ofSubject`. */
  ofWords(words: string, operation: Operation): Promise<boolean>;
  /** Saves the region under a name, to be used again. */
  save(name: string): Promise<void>;
  load(maskId: string, operation: Operation): void;
}

/** What came of the new border of a page: 'words' where it is drawn as soon as the prompt has words. */
export type Extended = 'drawn' | 'empty' | 'words';

/** The commands on the page as a whole. Each is one undo step. A failure becomes a notice. */
export interface PageState {
  /** The dialog that is open; null where none is. */
  readonly asked: 'canvas-size' | 'image-size' | null;
  /** The last chosen way to scale. */
  readonly kernel: Kernel;
  /** True while the picture is scaled. */
  readonly busy: boolean;
  ask(what: PageState['asked']): void;
  /**
   * Makes a box the page.
   * @returns false where the page is held by what is drawn for it, as a notice says
   */
  cropTo(box: Frame): boolean;
  /** Changes the size of the page, in which the picture keeps its place at the anchor. */
  resizeCanvas(size: { readonly width: number; readonly height: number }, anchor: Anchor): void;
  /** Scales the picture with all of its layers. */
  resizeImage(size: { readonly width: number; readonly height: number }, kernel: Kernel): Promise<void>;
  /** Turns the picture on its page, clockwise. Where that is impossible, a notice says why. */
  straighten(degrees: number): void;
  /**
   * Makes a frame the page, and draws what lies beyond the page that was. Where the model cannot, the border stays empty,
   * and a notice says why. Returns null where the page is held; the reason has been shown then.
   */
  extendTo(frame: Frame): Promise<Extended> | null;
  /** Makes the box around the region the page. */
  cropToRegion(): Promise<void>;
}

/** The lines that help with measuring and aligning. A change of a guide is one undo step. */
export interface ViewState {
  readonly aids: ViewAids;
  /** Whether the dialog of the guides is open, and the guide whose position has the focus there. */
  readonly guidesShown: boolean;
  readonly guideToEdit: string | null;
  setAids(patch: Partial<ViewAids>): void;
  switchAid(name: ViewSwitch): void;
  showGuides(shown: boolean, guideToEdit?: string | null): void;
  addGuide(guide: Omit<Guide, 'id'>): void;
  changeGuide(id: string, patch: Partial<Pick<Guide, 'orientation' | 'position'>>): void;
  removeGuide(id: string): void;
  clearGuides(): void;
  /** Brings back the last choices. */
  restore(): Promise<void>;
}

/** The dialog for a new project. A failure becomes a notice. */
export interface NewPageState {
  readonly isShown: boolean;
  /** The settings of the project that was made last in this window; null before. */
  readonly made: NewPageSettings | null;
  readonly settings: NewPageSettings;
  show(isShown: boolean): void;
  change(patch: Partial<NewPageSettings>): void;
  /** Brings back the choices of the last new project. */
  restore(): Promise<void>;
  /** Makes the project and shows it. */
  create(name: string): Promise<void>;
}

/** What the tour points at, in its order. */
export const tourStops = ['prompt', 'draw', 'region', 'layers', 'gallery', 'describe'] as const;
export type TourStop = (typeof tourStops)[number];

/** The tour through the window. */
export interface TourState {
  /** Null where the tour is not shown. */
  readonly stop: TourStop | null;
  start(): void;
  /** Goes on or back. After the last stop the tour is over. */
  go(by: 1 | -1): void;
  /** Ends the tour. Later starts do not show it by themselves. */
  leave(): void;
}

/** A place among the other panels of a side. */
export interface PanelPlace {
  readonly side: DockSide;
  readonly index: number;
}

/** The side panels. */
export interface PanelsState {
  readonly layout: PanelLayout;
  /** The tab that is dragged, and where it would be dropped; null where none is. */
  readonly dragged: { readonly panel: PanelName; readonly to: PanelPlace | null } | null;
  /** Opens a panel, and shows the panels where they are hidden. */
  open(panel: PanelName): void;
  move(panel: PanelName, side: DockSide, index: number): void;
  moveAll(side: DockSide): void;
  /** Shows a width while the edge is dragged. `resize` keeps it. */
  preview(side: DockSide, width: number): void;
  /** @param width in CSS pixels; null lets the window choose */
  resize(side: DockSide, width: number | null): void;
  hide(hidden: boolean): void;
  drag(dragged: PanelsState['dragged']): void;
  /** Brings back where the panels lay. */
  restore(): Promise<void>;
}

/** The export dialog. A failure becomes a notice. */
export interface ExportState {
  readonly isShown: boolean;
  readonly settings: ExportSettings;
  /** The files that are written, or the layers that are composed, of all; null while no export runs. */
  readonly progress: { readonly kind: 'file' | 'layer'; readonly done: number; readonly of: number } | null;
  show(isShown: boolean): void;
  change(patch: Partial<ExportSettings>): void;
  /** Brings back the choices of the last export. */
  restore(): Promise<void>;
  /** Asks for a place by the system's dialog, and writes there. */
  run(): Promise<void>;
  cancel(): void;
}

/** Which keys mean which action. Every change is kept before it acts. A failure becomes a notice, and nothing changes. */
export interface KeysState {
  readonly bindings: KeyBindings;
  /** The keys of every action at present. */
  readonly current: CurrentKeys;
  /** The keys before the last reset of all, or before the last file that was brought in; null where nothing followed. */
  readonly before: KeyBindings | null;
  /** Gives the action these keys, and takes them from other actions. Null brings the keys of the set back. */
  rebind(action: ShortcutAction, keys: readonly string[] | null): Promise<void>;
  /** Begins from another set. The changes of each set stay. */
  chooseSet(set: KeySet): Promise<void>;
  resetAll(): Promise<void>;
  /** Brings `before` back. */
  takeBack(): Promise<void>;
  /** Writes the keys into a file that the system's dialog asks for. */
  exportFile(): Promise<void>;
  /** Takes over the keys of a file that the system's dialog asks for. */
  importFile(): Promise<void>;
}

/** Small copies of the project's pictures, by content hash. */
export interface Thumbnails {
  /** The picture's URL; null while it loads, or where the picture is damaged. */
  urlOf(hash: string): string | null;
  /** Keeps the thumbnail until the returned function is called. `changed` is called when its URL is available. */
  watch(hash: string, changed: () => void): () => void;
}

/** The ways to bring a picture to draw from into the prompt bar. A failure becomes a notice. */
export interface ReferenceActions {
  fromFile(file: File): Promise<void>;
  /** Opens the system's dialog. */
  choose(): Promise<void>;
  /** Takes the visible page. */
  fromPage(): Promise<void>;
  fromGeneration(generation: ListedGeneration): void;
}

export type PreferencesPage = 'general' | 'computer' | 'keys';

export type Theme = 'light' | 'dark' | 'system';

export type NoticeKind = 'failure' | 'note' | 'done';

export interface NoticeAction {
  readonly label: Said;
  readonly run: () => void;
}

export interface Notice {
  readonly id: string;
  /** A note says why something did not happen, or what there is to know. Nothing has failed. */
  readonly kind: NoticeKind;
  readonly text: Said;
  readonly actions: readonly NoticeAction[];
  /** The project of the notice; null for a notice of the whole window. */
  readonly projectId: string | null;
}

/** The state of the studio around the picture. */
export interface AppState {
  /** 'loading' until the last project is open; 'failed' where the store cannot open one (see `failure`). */
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly failure: Failure | null;
  /** The project that could not be opened; null where the failure is not about a project. */
  readonly failedProject: Project | null;
  readonly platform: string;
  /** The versions of the studio and of its Electron, with a warning if that is old; empty until main has sent them. */
  readonly about: string;
  readonly project: Project | null;
  readonly projects: readonly Project[];
  /** 'saved' only after the store has confirmed the latest state of the document. */
  readonly saving: 'saved' | 'saving' | 'not-saved';
  /** The projects that the store refuses to save, including hidden ones. */
  readonly unsaved: readonly Unsaved[];
  /** Copies that an earlier run kept of what it could not save. */
  readonly recoveries: readonly RecoveryNote[];
  /** The name of another project in which a drawing runs, since the engine runs one drawing at a time. */
  readonly drawingElsewhere: string | null;
  /** Null until the engine has loaded its model. */
  readonly engine: EngineStatus | null;
  /** Why the running engine has no model; null while it may still load one. */
  readonly modelFailure: Failure | null;
  readonly services: Readonly<Record<'engine' | 'store', ServiceState>>;
  readonly theme: Theme;
  /** The chosen setting. `language` is the language that is shown. */
  readonly languageChoice: LanguageChoice;
  /** The chosen number of processor cores for the model, null for the engine's own choice, and how many there are. */
  readonly cores: { readonly chosen: number | null; readonly most: number };
  readonly language: Language;
  readonly notices: readonly Notice[];
  readonly shortcutsShown: boolean;
  /** Whether the list that finds every action is open. */
  readonly paletteShown: boolean;
  /** The panel beside the canvas. */
  /** The page of the preferences that is open; null where they are closed. */
  readonly preferences: PreferencesPage | null;
  /** The layer whose name is being edited in the list. */
  readonly namedLayerId: string | null;
  /** What a screen reader says about the last change by a key. */
  readonly said: Said | null;
  /** True while something that can be dropped is over the canvas. */
  readonly dropHovers: boolean;

  /** Tries again to open the last project. */
  tryAgain(): Promise<void>;
  /** Without a document, the first picture gives the page its size. */
  createProject(name: string, document?: PictureDocument): Promise<void>;
  openProject(id: string): Promise<void>;
  /** Without an id it renames the shown project. */
  renameProject(name: string, id?: string): Promise<void>;
  setTheme(theme: Theme): void;
  setLanguage(choice: LanguageChoice): void;
  /** Restarts the engine with so many processor cores, or with its own choice. */
  setCores(chosen: number | null): void;
  showPlace(place: ShownPlace): void;
  showPreferences(page: PreferencesPage | null): void;
  showShortcuts(shown: boolean): void;
  showPalette(shown: boolean): void;
  nameLayer(id: string | null): void;
  dismissNotice(id: string): void;
  /** Opens the system's dialog. The chosen pictures become layers. */
  importPictures(): Promise<void>;
  importFiles(files: readonly File[], at?: { readonly x: number; readonly y: number }): Promise<void>;
  /** Opens the system's dialog. The chosen pictures become layers of a new project, which is shown. */
  openAsProject(): Promise<void>;
  /** Says that an address without a picture was dropped. */
  refuseLink(): void;
  /** Saves the visible picture as PNG, through the system's dialog. */
  exportPicture(): Promise<void>;
  /** Starts the engine with another model until the studio is closed. For 'folder', the system's dialog asks for it. */
  takeModel(from: 'bundled' | 'folder'): Promise<void>;
  /** Restarts a service that has failed for good. */
  startService(service: ServiceName): Promise<void>;
  /** Without an id it saves the shown project. */
  retrySaving(id?: string): void;
  /** Saves page, layers and document to a folder of the artist's choice. */
  saveCopy(id: string): Promise<void>;
  restoreRecovery(id: string): Promise<void>;
  dropRecovery(id: string): Promise<void>;
}

/** The backups of one project, and its folder on disk. A failure becomes a notice. */
export interface BackupsState {
  /** The project whose backups the dialog shows; null while it is closed. */
  readonly of: Project | null;
  /** Newest first; null while they are being read. */
  readonly backups: readonly Backup[] | null;
  /** True while a backup is made or restored. */
  readonly busy: boolean;
  /** Null stands for the shown project. */
  show(project: Project | null): Promise<void>;
  close(): void;
  /** Backs up the shown project. */
  backUp(): Promise<void>;
  restore(backupId: string): Promise<void>;
  /** Saves a copy of the shown project to a place that the system's dialog asks for. */
  saveCopy(): Promise<void>;
  /** Adds a project from a folder that the system's dialog asks for, and opens it. */
  addProject(): Promise<void>;
  /** Null stands for the shown project, or for the folder of all projects where there is none. */
  showFolder(project: Project | null): Promise<void>;
}

/** What a series lacks besides its words. */
export interface SeriesMissing {
  readonly missing: Missing;
}

/** The state of the prompt bar. It is kept over restarts. */
export interface PromptState {
  /** The chosen task. With a painted region, drawing from words becomes a retouch. */
  readonly task: DrawTask;
  readonly text: string;
  /** Each task has its own settings, since what suits a whole picture seldom suits a part. */
  readonly settings: TaskSettings;
  readonly size: { readonly width: number; readonly height: number };
  readonly seed: number;
  /** If false, every drawing gets a new seed. */
  readonly keepSeed: boolean;
  /** The number of candidates to draw. */
  readonly count: number;
  /** Whether the model checks what it drew. */
  readonly verify: boolean;
  readonly choices: TaskChoices;
  /** The picture to draw from, for a task that takes one besides the page. */
  readonly reference: Reference | null;
  /** Whether the list of tasks is open. */
  readonly pickerShown: boolean;
  /** Whether the dialog for a series is open. */
  readonly seriesShown: boolean;

  setTask(task: DrawTask): void;
  showPicker(shown: boolean): void;
  setText(text: string): void;
  setSettings(task: DrawTask, settings: Partial<ImageSettings>): void;
  setSpeed(task: DrawTask, speed: Speed): void;
  setSize(size: { readonly width: number; readonly height: number }): void;
  setSeed(seed: number): void;
  setKeepSeed(keep: boolean): void;
  setCount(count: number): void;
  setVerify(verify: boolean): void;
  setChoices(choices: Partial<TaskChoices>): void;
  setReference(reference: Reference | null): void;
  /**
   * Draws with this state if nothing is missing. It takes a new seed first unless `keepSeed` is set. While another
   * drawing runs, this one waits in the queue.
   * @param front whether it comes before all that wait
   */
  run(front?: boolean): Promise<void>;
  /** The drawings that a series would queue, or why it cannot. */
  planSeries(series: Series): PlannedSeries | SeriesMissing;
  /** Queues the drawings of a series. They belong together, and wait for one decision. */
  runSeries(series: Series): Promise<void>;
  showSeries(shown: boolean): void;
  /** Draws over what is marked without any words. Does nothing where nothing is marked. */
  removeObject(): Promise<void>;
  /** Draws another picture with the same prompt. A kept seed is let go, since it would draw the same picture again. */
  runAgain(): Promise<void>;
}

/** The project's pictures, newest first. The gallery and the history panel show them. */
export interface GalleryState {
  readonly generations: readonly ListedGeneration[];
  /** The records that cannot be read. */
  readonly unreadable: readonly Unreadable[];
  readonly complete: boolean;
  readonly loading: boolean;
  /** True where the next page could not be loaded. Only the artist requests it again. */
  readonly failed: boolean;
  /** The record that stands above the others of the history; null where none does. */
  readonly found: ListedGeneration | null;
  find(generation: ListedGeneration | null): void;
  loadMore(): Promise<void>;
  addToCanvas(generation: ListedGeneration, at?: Point): Promise<void>;
  /** Restores prompt, settings and seed to the prompt bar. */
  useSettings(generation: ListedGeneration): void;
  /**
   * Makes the picture's region that of the page, from the top left corner, in one undo step. Does nothing where it has
   * none.
   */
  useMask(generation: ListedGeneration): Promise<void>;
  /** Writes the picture's own PNG where it can be dragged from. Returns null where that failed; a notice says why. */
  prepareDrag(generation: ListedGeneration): Promise<string | null>;
  /** Drags a prepared file out of the window while the button of the pointer is held. */
  startDrag(file: string): Promise<void>;
  /** Saves the picture's own PNG, through the system's dialog. */
  exportGeneration(generation: ListedGeneration): Promise<void>;
}

/** Captions and answers about the visible picture. */
export interface DescribeState {
  readonly phase: 'idle' | 'running';
  readonly progress: { readonly step: number; readonly of: number; readonly secondsLeft: number | null } | null;
  /** The last text while it grows, and as edited by hand; null where there is none. */
  readonly draft: { readonly task: 'caption' | 'ask'; readonly question: string; readonly text: string } | null;
  readonly notes: readonly Note[];
  /** The notes that cannot be read. */
  readonly unreadable: readonly Unreadable[];
  caption(): Promise<void>;
  ask(question: string): Promise<void>;
  cancel(): void;
  editDraft(text: string): void;
  /** Saves the draft as a note of the project. */
  keep(): Promise<void>;
  editNote(id: string, text: string): Promise<void>;
  deleteNote(id: string): Promise<void>;
}
