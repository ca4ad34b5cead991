import type { ServiceName, ServiceState, ShownPlace } from '../../preload/contract/desktop.ts';
import type { PictureDocument } from '../../preload/contract/document.ts';
import type { DocumentVersion } from '../../preload/contract/document-versions.ts';
import type { EngineStatus } from '../../preload/contract/engine.ts';
import type { Failure } from '../../preload/contract/errors.ts';
import type { ExportSettings } from '../../preload/contract/exporting.ts';
import type { KeyBindings, KeySet } from '../../preload/contract/key-bindings.ts';
import type { DockSide, PanelLayout, PanelName } from '../../preload/contract/panel-layout.ts';
import type { Backup, Project, ProjectCard, TrashedProject } from '../../preload/contract/projects.ts';
import type { ProviderChoice, ProviderState } from '../../preload/contract/providers.ts';
import type { RecoveryNote, Unsaved } from '../../preload/contract/recovery.ts';
import type { ThumbnailSide } from '../../preload/contract/thumbnail-sides.ts';
import type { CurrentKeys } from '../../preload/keys/current-keys.ts';
import type { ShortcutAction } from '../../preload/keys/shortcuts.ts';
import type { Language, LanguageChoice, Said } from '../../preload/words/index.ts';

/** What panels read and do of the window: the studio around the picture, keys, notices, side panels, tour, export and backups. */

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
  urlOf(hash: string, side?: ThumbnailSide): string | null;
  /** Keeps the thumbnail until the returned function is called. `changed` is called when its URL is available. */
  watch(hash: string, changed: () => void, side?: ThumbnailSide): () => void;
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

const DONE_SECONDS = 5;
/** Whoever is to decide something gets the time for it. */
const WITH_ACTIONS_SECONDS = 20;

/** How long a notice stays that is no failure. */
export const secondsShown = ({ actions }: Pick<Notice, 'actions'>): number =>
  actions.length === 0 ? DONE_SECONDS : WITH_ACTIONS_SECONDS;

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
  /** Whether the artist has said that drawings begin however little memory is free. It holds until the studio ends. */
  readonly ignoresMemory: boolean;
  readonly theme: Theme;
  /** The chosen setting. `language` is the language that is shown. */
  readonly languageChoice: LanguageChoice;
  /** The chosen number of processor cores for the model, null for the engine's own choice, and how many there are. */
  readonly cores: { readonly chosen: number | null; readonly most: number };
  /** What the model computes on, null for the engine's own choice, and whether DIMOO_PROVIDER decides instead. */
  readonly provider: { readonly chosen: ProviderChoice; readonly isByHand: boolean };
  /** Everything that a model can compute on; null until that is known. */
  readonly providers: readonly ProviderState[] | null;
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
  toggleFullScreen(): void;
  setLanguage(choice: LanguageChoice): void;
  /** Restarts the engine with so many processor cores, or with its own choice. */
  setCores(chosen: number | null): void;
  /** Restarts the engine on this provider, or on that of its own choice. */
  setProvider(chosen: ProviderChoice): void;
  /** Asks what a model can compute on, and how the engine last fared with it. */
  listProviders(): void;
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
  /** Makes another model the studio's, and starts the engine with it. For 'folder', the system's dialog asks for it. */
  takeModel(from: 'bundled' | 'folder'): Promise<void>;
  /** Lets drawings begin however little memory is free. */
  ignoreMemory(): void;
  /** Restarts a service that has failed for good. */
  startService(service: ServiceName): Promise<void>;
  /** Without an id it saves the shown project. */
  retrySaving(id?: string): void;
  /** Saves page, layers and document to a folder of the artist's choice. */
  saveCopy(id: string): Promise<void>;
  restoreRecovery(id: string): Promise<void>;
  dropRecovery(id: string): Promise<void>;
}

/** A project's file on its way. */
export interface ShelfWork {
  readonly kind: 'export' | 'import';
  /** The name of the project; empty where that is not known yet. */
  readonly name: string;
  /** Bytes; null until the first are done. */
  readonly progress: { readonly done: number; readonly of: number } | null;
  cancel(): void;
}

/** All projects and the trash. A failure becomes a notice. */
export interface ShelfState {
  readonly isShown: boolean;
  /** The latest deleted first; null while it is being read. */
  readonly trash: readonly TrashedProject[] | null;
  /** True while a project is copied, moved or removed. */
  readonly busy: boolean;
  show(isShown: boolean): Promise<void>;
  /** Moves a project to the trash. Null stands for the shown project. */
  remove(id: string | null): Promise<void>;
  bringBack(trashed: TrashedProject): Promise<void>;
  deleteForGood(trashed: TrashedProject): Promise<void>;
  /** Null stands for the shown project. */
  duplicate(id: string | null): Promise<void>;
  /** A file that is being written or taken in; null while there is none. */
  readonly work: ShelfWork | null;
  /** Writes a project into a file that the system's dialog asks for. Null stands for the shown project. */
  exportProject(id: string | null): Promise<void>;
  /** Takes in a project from a file that the system's dialog asks for, and opens it. */
  importProject(): Promise<void>;
  /** Takes in a project from a file that was dropped, and opens it. */
  importFile(file: File): Promise<void>;
  /** What the card of a project shows, or of one in the trash; null where that cannot be read. */
  getCard(of: string, signal: AbortSignal): Promise<ProjectCard | null>;
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

/** A version of the picture as it is shown. */
export interface ShownVersion {
  readonly number: number;
  /** Addresses of both pictures; null while they are drawn. */
  readonly pictures: { readonly earlier: string; readonly present: string } | null;
  /** How many of its parts are no longer in the project. */
  readonly leftOut: number;
}

/** The earlier versions of the shown picture. A failure becomes a notice. */
export interface VersionsState {
  /** The name of the project whose versions are shown; null while the dialog is closed. */
  readonly of: string | null;
  /** Newest first; null while they are being read. */
  readonly versions: readonly DocumentVersion[] | null;
  readonly chosen: ShownVersion | null;
  /** True while the picture goes back, or a copy is made. */
  readonly busy: boolean;
  show(): Promise<void>;
  close(): void;
  choose(number: number): Promise<void>;
  /** Makes the picture as it was in the chosen version, in one undo step. */
  goBack(): Promise<void>;
  /** Opens the chosen version as a project of its own. */
  openCopy(): Promise<void>;
}
