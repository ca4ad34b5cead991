/** One open project of the window, and what it needs of the window. */

import type { StoreApi } from 'zustand/vanilla';
import type { PictureDocument } from '../../../preload/contract/document.ts';
import type { Manifest } from '../../../preload/contract/manifest.ts';
import type { Project, RecoveredProject } from '../../../preload/contract/projects.ts';
import type { StudioWords } from '../../../preload/words/index.ts';
import type { CanvasPort } from '../../document/canvas-port.ts';
import type { LoadBlob, PageRaster } from '../../document/page-raster.ts';
import type { Painter } from '../../document/painter.ts';
import type { ProjectStore } from '../../document/project-store.ts';
import type { DocumentStore } from '../../document/store.ts';
import type { Live } from '../../generation/live/live-drawing.ts';
import type { RunInput, RunStore } from '../../generation/run/run-types.ts';
import type { Autosave } from '../../services/autosave.ts';
import type { LayerActions } from '../layer-actions.ts';
import type { DrawnLayerActions } from '../page-types.ts';
import type { ProjectParts, StudioParts } from '../parts.ts';
import type { ReferenceActions } from '../prompt-types.ts';
import type { DragOutActions } from '../record-types.ts';
import type { ReplayState } from '../replay-types.ts';
import type { SheetPicture } from '../studio.ts';
import type { Describe } from './describe-state.ts';
import type { Exporter } from './exporting.ts';
import type { Files } from './files.ts';
import type { Gallery } from './gallery-state.ts';
import type { ImageSize } from './image-size.ts';
import type { KeptPrompt } from './kept-prompt.ts';
import type { Outbox } from './outbox.ts';
import type { FillColours } from './pixel-change.ts';
import type { Prompt } from './prompt-state.ts';
import type { QueuedDrawings } from './queued-drawings.ts';
import type { RegionMarks } from './region-marks.ts';
import type { Tree } from './tree-state.ts';

export interface SessionSurroundings extends StudioParts {
  readonly canvas: CanvasPort;
  readonly randomSeed: () => number;
  /** The colours of the tools that paint. */
  readonly colours: () => FillColours;
  /** The words in the language of the window. */
  readonly words: () => StudioWords;
  /** Null while no model is loaded. */
  readonly manifest: () => Manifest | null;
  /** Whether a model that is not there yet is being loaded. */
  readonly isModelComing: () => boolean;
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
  /** A document of the project as pixels, which need not be the present one. */
  readonly pageOf: (document: PictureDocument) => PageRaster;
  readonly saver: Autosave;
  readonly run: RunStore;
  readonly prompt: Prompt;
  readonly gallery: Gallery;
  readonly tree: Tree;
  readonly replay: StoreApi<ReplayState>;
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
  readonly dragOut: DragOutActions;
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
