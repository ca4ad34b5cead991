import type { StoreApi } from 'zustand/vanilla';
import type { DrawResult, EngineService, ImageSettings } from '../../preload/contract/engine.ts';
import type { Failure } from '../../preload/contract/errors.ts';
import type { Frame } from '../../preload/contract/pictures.ts';
import type { Client } from '../../preload/contract/service.ts';
import type { Generation, StoreService } from '../../preload/contract/store.ts';
import type { CanvasPort } from '../document/canvas-port.ts';
import type { DocumentStore } from '../document/store.ts';

/** What the session needs of the canvas. */
export type SessionCanvas = Pick<
  CanvasPort,
  'rasterise' | 'rasteriseMask' | 'showPreview' | 'clearPreview' | 'showCandidate' | 'clearCandidate'
>;

export interface SessionParts {
  readonly engine: Pick<Client<EngineService>, 'draw'>;
  readonly store: Pick<Client<StoreService>, 'commitGeneration' | 'settleGeneration'>;
  readonly canvas: SessionCanvas;
  readonly document: DocumentStore;
  /** The project that is open now. */
  readonly projectId: () => string;
  readonly newId: () => string;
}

/** The two things that the prompt bar asks for. A model has its own defaults for each. */
export type DrawTask = 'generate' | 'retouch';
export type TaskSettings = Readonly<Record<DrawTask, ImageSettings>>;

/** What the prompt bar says. `size` is that of a generated picture, in its own pixels. */
export interface RunInput {
  readonly prompt: string;
  readonly settings: TaskSettings;
  readonly seed: number;
  readonly size: { readonly width: number; readonly height: number };
}

/** What made an earlier picture, for the prompt bar to take over. */
export interface Reused extends Omit<RunInput, 'settings'> {
  readonly task: DrawTask;
  readonly settings: ImageSettings;
}

/** What the record keeps of a result. The trace and how sure the model was stay in the PNG's own text. */
export type KeptResult = Omit<DrawResult, 'confidence' | 'fixedAt'>;

export interface Candidate {
  readonly generationId: string;
  readonly prompt: string;
  readonly result: KeptResult;
  /** On the page, in page pixels. */
  readonly frame: Frame;
  /** The row as the store has it; null until the store has answered: not saved yet. */
  readonly generation: Generation | null;
}

export interface SessionState {
  /** `candidate`: a finished picture waits for accept, drop or (where it is not saved) retry. */
  readonly phase: 'idle' | 'running' | 'saving' | 'candidate';
  /** What runs or waits. */
  readonly task: DrawTask | null;
  /** Null before the first step. */
  readonly progress: { readonly step: number; readonly of: number; readonly secondsLeft: number | null } | null;
  readonly candidate: Candidate | null;
  /** Of the last thing that failed; cleared by the next run or `dismiss`. */
  readonly failure: Failure | null;
  /** True where the window holds something that the store has refused so far: offer `retry`. */
  readonly unsaved: boolean;
  /** Set by `reuse`: what the prompt bar should take over; a new object every time. */
  readonly reused: Reused | null;
  /** Counts rows written or changed: the gallery reloads when it moves. */
  readonly revision: number;

  /** With a mask painted: retouch; otherwise: generate. Does nothing unless idle. Never rejects. */
  run(input: RunInput): Promise<void>;
  /** Stops the running job; nothing of it stays. */
  cancel(): void;
  /** The candidate becomes a layer and the mask is cleared: one undo step. */
  accept(): Promise<void>;
  /** The candidate goes; its row stays, as dropped. */
  drop(): Promise<void>;
  /** Saves again what could not be saved. */
  retry(): Promise<void>;
  dismiss(): void;
  /** Hands a row's prompt, settings, seed and size to the prompt bar. `patchSize`: the model's, in pixels. */
  reuse(generation: Generation, patchSize: number): void;
  /** A candidate whose project was closed before a decision waits again, in place. Nothing unless idle; `bad-picture`. */
  offer(generation: Generation, png: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Before another project opens: stops, and takes a waiting candidate off the canvas; its row stays. */
  leave(): void;
}

export type GenerationSession = StoreApi<SessionState>;
