import type { StoreApi } from 'zustand/vanilla';
import type { ServiceName, ServiceState } from '../../preload/contract/desktop.ts';
import type { EngineStatus, ImageSettings } from '../../preload/contract/engine.ts';
import type { Failure } from '../../preload/contract/errors.ts';
import type { RecoveryNote, Unsaved } from '../../preload/contract/recovery.ts';
import type { RegionOperation } from '../../preload/contract/region-steps.ts';
import type { Speed } from '../../preload/contract/speed.ts';
import type { Backup, ListedGeneration, Note, Project, Unreadable } from '../../preload/contract/store.ts';
import type { Language, LanguageChoice, Said } from '../../preload/words/index.ts';
import type { CanvasPort, Point, RegionLook } from '../document/canvas-port.ts';
import type { DocumentStore } from '../document/store.ts';
import type { Reference } from '../generation/pictures/importer-types.ts';
import type { RunStore, TaskSettings } from '../generation/run/run-types.ts';
import type { DrawTask, TaskChoices } from '../generation/tasks/tasks.ts';
import type { Toolbox } from '../tools/toolbox-types.ts';
import type { LayerActions } from './layer-actions.ts';

/** Everything that panels read and do. Made by editor.ts; panels never see a service or IPC. */
export interface Studio {
  readonly document: DocumentStore;
  readonly run: RunStore;
  readonly toolbox: Toolbox;
  readonly canvas: CanvasPort;
  /** Puts the canvas into its place on the page; once. Pictures may be dropped anywhere in `dropArea`. */
  readonly attachCanvas: (element: HTMLElement, dropArea: HTMLElement) => void;
  readonly app: StoreApi<AppState>;
  readonly prompt: StoreApi<PromptState>;
  readonly gallery: StoreApi<GalleryState>;
  readonly describe: StoreApi<DescribeState>;
  readonly backups: StoreApi<BackupsState>;
  readonly reference: ReferenceActions;
  readonly region: StoreApi<RegionState>;
  readonly layers: LayerActions;
  readonly thumbnails: Thumbnails;
  /** A small picture of a layer of the project on the screen; null where it shows nothing, or can't be read. */
  readonly drawThumbnail: (layerId: string, side: number) => Promise<ImageBitmap | null>;
}

/** What is asked before the region is changed by so many pixels. */
export type RegionChange = 'feather' | 'grow' | 'shrink';

type Operation = RegionOperation | 'replace';

/** What can be done with the region as a whole, one undo step each. A failure becomes a notice. */
export interface RegionState {
  readonly look: RegionLook;
  /** The dialog that is open. */
  readonly asked: RegionChange | 'masks' | null;
  /** Pixels, as they were asked for last. */
  readonly amounts: Readonly<Record<RegionChange, number>>;
  setLook(look: RegionLook): void;
  ask(what: RegionState['asked']): void;
  setAmount(what: RegionChange, pixels: number): void;
  change(what: RegionChange): void;
  selectAll(): void;
  invert(): void;
  /** What was marked when the region was cleared last. */
  reselect(): void;
  /** What a layer shows, as opaque as it is. */
  fromLayer(layerId: string, operation: Operation): Promise<void>;
  /** Under a name, to be used again. */
  save(name: string): Promise<void>;
  load(maskId: string, operation: Operation): void;
}

/** Small copies of the project's pictures, by content. */
export interface Thumbnails {
  /** Null while it loads, or where the picture is damaged. */
  urlOf(hash: string): string | null;
  /** Keeps the thumbnail until the returned function is called. `changed` is called when its URL has come. */
  watch(hash: string, changed: () => void): () => void;
}

/** Ways to bring a picture to draw from into the prompt bar. A failure becomes a notice. */
export interface ReferenceActions {
  fromFile(file: File): Promise<void>;
  /** The system's dialog. */
  choose(): Promise<void>;
  /** What is visible on the page now. */
  fromPage(): Promise<void>;
  fromGeneration(generation: ListedGeneration): void;
}

export type Theme = 'light' | 'dark' | 'system';

export interface NoticeAction {
  readonly label: Said;
  readonly run: () => void;
}

export interface Notice {
  readonly id: string;
  readonly kind: 'failure' | 'done';
  readonly text: Said;
  readonly actions: readonly NoticeAction[];
  /** The project that it belongs to; null where it is of the whole window. */
  readonly projectId: string | null;
}

/** The studio around the picture. */
export interface AppState {
  /** 'loading' until the last project is open; 'failed' where the store cannot open one: see `failure`. */
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly failure: Failure | null;
  /** The project that could not be opened, where it is one that failed. */
  readonly failedProject: Project | null;
  readonly platform: string;
  /** Version of the studio and of its Electron, with a warning where that is old; empty until main has said it. */
  readonly about: string;
  readonly project: Project | null;
  readonly projects: readonly Project[];
  /** 'saved' only when the store has answered for the newest state of the document. */
  readonly saving: 'saved' | 'saving' | 'not-saved';
  /** Projects that the store refuses to save, the hidden ones too. */
  readonly unsaved: readonly Unsaved[];
  /** Copies that an earlier run kept of what it could not save. */
  readonly recoveries: readonly RecoveryNote[];
  /** The name of another project that is being drawn in: the engine does one drawing at a time. */
  readonly drawingElsewhere: string | null;
  /** Null until the engine has loaded its model. */
  readonly engine: EngineStatus | null;
  /** Why the engine that runs has no model; null while it may still have one. */
  readonly modelFailure: Failure | null;
  readonly services: Readonly<Record<'engine' | 'store', ServiceState>>;
  readonly theme: Theme;
  /** As chosen; `language` is what is shown. */
  readonly languageChoice: LanguageChoice;
  readonly language: Language;
  readonly notices: readonly Notice[];
  readonly shortcutsShown: boolean;
  readonly preferencesShown: boolean;
  /** The layer whose name is being changed in the list. */
  readonly namedLayerId: string | null;
  /** What a screen reader is told of the last change by a key. */
  readonly said: Said | null;
  /** Something that can be dropped is over the canvas. */
  readonly dropHovers: boolean;

  /** Opens the project of last time once more. */
  tryAgain(): Promise<void>;
  createProject(name: string): Promise<void>;
  openProject(id: string): Promise<void>;
  /** Without an id: the project shown. */
  renameProject(name: string, id?: string): Promise<void>;
  setTheme(theme: Theme): void;
  setLanguage(choice: LanguageChoice): void;
  showPreferences(shown: boolean): void;
  showShortcuts(shown: boolean): void;
  nameLayer(id: string | null): void;
  dismissNotice(id: string): void;
  /** The system's dialog, then layers. */
  importPictures(): Promise<void>;
  importFiles(files: readonly File[], at?: { readonly x: number; readonly y: number }): Promise<void>;
  /** The visible picture as PNG, through the system's dialog. */
  exportPicture(): Promise<void>;
  /** Starts the engine with another model until the studio is closed; a folder is asked for by the system's dialog. */
  takeModel(from: 'bundled' | 'folder'): Promise<void>;
  /** Tries a service once more that has failed for good. */
  startService(service: ServiceName): Promise<void>;
  /** Without an id: of the project shown. */
  retrySaving(id?: string): void;
  /** Page, layers and document into a folder that the artist chooses. */
  saveCopy(id: string): Promise<void>;
  restoreRecovery(id: string): Promise<void>;
  dropRecovery(id: string): Promise<void>;
}

/** Backups of one project, and its folder on disk. A failure becomes a notice. */
export interface BackupsState {
  /** Whose backups the dialog shows; null: it is closed. */
  readonly of: Project | null;
  /** Newest first; null while they are read. */
  readonly backups: readonly Backup[] | null;
  /** A backup is being made or restored. */
  readonly busy: boolean;
  /** Null: the project on the screen. */
  show(project: Project | null): Promise<void>;
  close(): void;
  /** Of the project on the screen. */
  backUp(): Promise<void>;
  restore(backupId: string): Promise<void>;
  /** Of the project on the screen, to a place that the system's dialog asks for. */
  saveCopy(): Promise<void>;
  /** Takes in a project from a folder that the system's dialog asks for, and opens it. */
  addProject(): Promise<void>;
  /** Null: the project on the screen, or the folder of all where there is none. */
  showFolder(project: Project | null): Promise<void>;
}

/** What stands in the prompt bar; kept over restarts. */
export interface PromptState {
  /** As chosen; with something painted, drawing from words is a retouch. */
  readonly task: DrawTask;
  readonly text: string;
  /** Each task keeps its own: what suits a whole picture seldom suits a painted part. */
  readonly settings: TaskSettings;
  readonly size: { readonly width: number; readonly height: number };
  readonly seed: number;
  /** False: a new seed for every picture. */
  readonly keepSeed: boolean;
  /** Candidates to draw. */
  readonly count: number;
  /** The model is asked about what it drew. */
  readonly verify: boolean;
  readonly choices: TaskChoices;
  /** The picture to draw from, where the task takes one besides the page. */
  readonly reference: Reference | null;
  /** The list of tasks is open. */
  readonly pickerShown: boolean;

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
  /** Draws with what stands here, where nothing is missing; takes a new seed first unless `keepSeed`. */
  run(): Promise<void>;
  /** Draws another picture from the same. A kept seed is let go, since it would draw the same picture again. */
  runAgain(): Promise<void>;
}

/** The project's pictures, newest first: the gallery shows all, the history panel their records. */
export interface GalleryState {
  readonly generations: readonly ListedGeneration[];
  /** Records among them that can't be read. */
  readonly unreadable: readonly Unreadable[];
  readonly complete: boolean;
  readonly loading: boolean;
  /** The next page could not be had; it is asked for again only when the artist wants it. */
  readonly failed: boolean;
  loadMore(): Promise<void>;
  addToCanvas(generation: ListedGeneration, at?: Point): Promise<void>;
  /** Prompt, settings and seed back into the prompt bar. */
  useSettings(generation: ListedGeneration): void;
  /** Its region becomes the page's, from the top left corner: one undo step. Nothing where it has none. */
  useMask(generation: ListedGeneration): Promise<void>;
  /** The picture's own PNG, through the system's dialog. */
  exportGeneration(generation: ListedGeneration): Promise<void>;
}

/** Captions and answers about the visible picture. */
export interface DescribeState {
  readonly phase: 'idle' | 'running';
  readonly progress: { readonly step: number; readonly of: number; readonly secondsLeft: number | null } | null;
  /** The last text, as it grows, and as edited by hand; null where there is none. */
  readonly draft: { readonly task: 'caption' | 'ask'; readonly question: string; readonly text: string } | null;
  readonly notes: readonly Note[];
  /** Notes that can't be read. */
  readonly unreadable: readonly Unreadable[];
  caption(): Promise<void>;
  ask(question: string): Promise<void>;
  cancel(): void;
  editDraft(text: string): void;
  /** The draft becomes a note of the project. */
  keep(): Promise<void>;
  editNote(id: string, text: string): Promise<void>;
  deleteNote(id: string): Promise<void>;
}
