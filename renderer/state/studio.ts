import type { StoreApi } from 'zustand/vanilla';
import type { ShortcutAction } from '../../preload/keys/shortcuts.ts';
import type { CanvasPort } from '../document/canvas-port.ts';
import type { Histogram } from '../document/histogram.ts';
import type { DocumentStore } from '../document/store.ts';
import type { LiveState } from '../generation/live/live-drawing.ts';
import type { RunStore } from '../generation/run/run-types.ts';
import type { Toolbox } from '../tools/toolbox-types.ts';
import type { CaptionsState } from './caption-types.ts';
import type { GalleryPageState } from './gallery-page-types.ts';
import type { HubState } from './hub-types.ts';
import type { LayerActions } from './layer-actions.ts';
import type { ModelsState } from './models-types.ts';
import type { DrawnLayerActions, NewPageState, PageState, RegionState, ViewState } from './page-types.ts';
import type { PromptState, ReferenceActions } from './prompt-types.ts';
import type { QueueState } from './queue-types.ts';
import type { DescribeState, DragOutActions, GalleryState } from './record-types.ts';
import type { ReplayState } from './replay-types.ts';
import type { TreeState } from './tree-types.ts';
import type {
  AppState,
  BackupsState,
  ExportState,
  KeysState,
  PanelsState,
  ShelfState,
  Thumbnails,
  TourState,
  VersionsState,
} from './window-types.ts';

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
  readonly captions: StoreApi<CaptionsState>;
  readonly live: StoreApi<LiveState>;
  readonly gallery: StoreApi<GalleryState>;
  readonly tree: StoreApi<TreeState>;
  readonly replay: StoreApi<ReplayState>;
  readonly galleryPage: StoreApi<GalleryPageState>;
  readonly describe: StoreApi<DescribeState>;
  readonly backups: StoreApi<BackupsState>;
  readonly versions: StoreApi<VersionsState>;
  readonly shelf: StoreApi<ShelfState>;
  readonly keys: StoreApi<KeysState>;
  readonly hub: StoreApi<HubState>;
  readonly models: StoreApi<ModelsState>;
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
  readonly dragOut: DragOutActions;
  /** Does what a key or an item of the menu does, to what is chosen on the canvas. */
  readonly perform: (action: ShortcutAction) => void;
  readonly thumbnails: Thumbnails;
  /** Whole pictures of the project, as they are. */
  readonly wholePictures: Thumbnails;
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
