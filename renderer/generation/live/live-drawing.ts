import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DrawResult } from '../../../preload/contract/drawing.ts';
import { type Failure, failureOf } from '../../../preload/contract/errors.ts';
import type { Frame } from '../../../preload/contract/pictures.ts';
import { refuseFullPage } from '../../document/full-page.ts';
import { layerOf } from '../pictures/generation-layer.ts';
import { layerBoxFor, placeGenerated } from '../pictures/placement.ts';
import { candidateFrom } from '../run/candidate-from.ts';
import { commitParams } from '../run/generation-row.ts';
import { keepInputs } from '../run/kept-inputs.ts';
import { buildDrawRequest } from '../run/request.ts';
import { takeSnapshot } from '../run/run-snapshot.ts';
import type { RunInput, RunParts } from '../run/run-types.ts';
import type { RunSnapshot } from '../run/snapshot.ts';

/** The part of the canvas that live drawing uses. */
export interface LiveCanvas {
  /** Shows a picture above the layers at `frame`. Rejects with `bad-picture`. */
  showLive(png: Uint8Array<ArrayBuffer>, frame: Frame): Promise<void>;
  clearLive(): void;
}

export interface LiveParts
  extends Pick<RunParts, 'engine' | 'store' | 'decoder' | 'page' | 'document' | 'newId' | 'words'> {
  readonly canvas: LiveCanvas;
  /** What to draw; null where something is missing. */
  readonly input: () => RunInput | null;
  /** Whether no other drawing runs or waits. Live drawing gives way to all others. */
  readonly isFree: () => boolean;
  readonly onFailure: (failure: Failure) => void;
}

export interface LiveState {
  /** 'missing' where something that a drawing needs is missing, 'waits' while another drawing has the model. */
  readonly phase: 'off' | 'missing' | 'waits' | 'drawing' | 'shown' | 'keeping';
  /** Whether a picture is shown that can be kept. */
  readonly canKeep: boolean;
  turn(on: boolean): void;
  /** Makes the shown picture a layer, in one undo step, and records it. Live drawing then ends. Never rejects. */
  keep(): Promise<void>;
}

export interface Live {
  readonly state: StoreApi<LiveState>;
  /** Something that the picture depends on has changed. */
  changed(): void;
}

/** Milliseconds from the last change to the next drawing, so that a word that is being typed is drawn once. */
const PAUSE_MS = 120;

interface Shown {
  readonly snapshot: RunSnapshot;
  readonly result: DrawResult;
}

const off = { phase: 'off', canKeep: false } as const;

/**
 * Draws from the visible picture again and again, as it and the words change. The newest request replaces the one under
 * way. Nothing is recorded and no undo step is made until the artist keeps a picture.
 */
export function createLive(parts: LiveParts): Live {
  return new LiveDrawing(parts);
}

class LiveDrawing implements Live {
  readonly state = createStore<LiveState>()(() => ({
    ...off,
    turn: (on) => this.#turn(on),
    keep: () => this.#keep(),
  }));
  readonly #parts: LiveParts;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #abort: AbortController | null = null;
  #shown: Shown | null = null;

  constructor(parts: LiveParts) {
    this.#parts = parts;
  }

  #turn(on: boolean): void {
    if (on === this.#isOn) return;
    if (on) {
      this.#set({ phase: 'waits', canKeep: false });
      this.changed();
    } else this.#end();
  }

  changed(): void {
    const { phase } = this.state.getState();
    if (phase === 'off' || phase === 'keeping') return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#draw(), PAUSE_MS);
    if (!this.#parts.isFree()) this.#giveWay();
  }

  async #keep(): Promise<void> {
    const shown = this.#shown;
    const { phase } = this.state.getState();
    if (shown === null || phase === 'off' || phase === 'keeping') return;
    this.#stop();
    this.#set({ phase: 'keeping', canKeep: false });
    try {
      await this.#keepShown(shown);
      this.#end();
    } catch (error) {
      this.#set({ phase: 'shown', canKeep: true });
      this.#parts.onFailure(failureOf(error));
    }
  }

  get #isOn(): boolean {
    return this.state.getState().phase !== 'off';
  }

  async #draw(): Promise<void> {
    this.#stop();
    if (!this.#isOn) return;
    if (!this.#parts.isFree()) return this.#giveWay();
    const input = this.#parts.input();
    if (input === null) return this.#set({ phase: 'missing' });
    const abort = new AbortController();
    this.#abort = abort;
    this.#set({ phase: 'drawing' });
    try {
      const snapshot = await takeSnapshot(this.#parts, input);
      abort.signal.throwIfAborted();
      const request = buildDrawRequest(snapshot, input.seed);
      const result = await this.#parts.engine.draw(request, { signal: abort.signal });
      abort.signal.throwIfAborted();
      await this.#show({ snapshot, result });
    } catch (error) {
      const failure = failureOf(error);
      if (abort.signal.aborted || failure.kind === 'cancelled') return;
      this.#end();
      this.#parts.onFailure(failure);
    } finally {
      if (this.#abort === abort) this.#abort = null;
    }
  }

  async #show(shown: Shown): Promise<void> {
    const { document } = this.#parts.document.getState();
    this.#shown = shown;
    this.#set({ phase: 'shown', canKeep: true });
    await this.#parts.canvas.showLive(shown.result.png, placeGenerated(document, shown.result.frame).frame);
  }

  async #keepShown({ snapshot, result }: Shown): Promise<void> {
    const { document, store, decoder, newId, words } = this.#parts;
    refuseFullPage(document.getState().document);
    const { width, height } = result.frame;
    const placement = placeGenerated(document.getState().document, { width, height });
    const candidate = candidateFrom(snapshot, result, newId(), { ...placement.frame, width, height });
    const inputs = await keepInputs({ store, decoder }, snapshot, candidate);
    const params = commitParams({ ...snapshot, waits: false }, candidate, placement, inputs);
    const generation = await store.commitGeneration(params);
    const size = { width, height };
    const state = document.getState();
    const { frame } = placeGenerated(state.document, size);
    state.step(() => state.addLayer(layerOf(words(), generation, newId(), size, layerBoxFor(frame, size))));
  }

  /** Another drawing has the model. The shown picture stays. */
  #giveWay(): void {
    this.#stop();
    this.#set({ phase: 'waits' });
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    this.#abort = null;
  }

  #end(): void {
    this.#stop();
    this.#shown = null;
    this.#parts.canvas.clearLive();
    this.#set(off);
  }

  #set(patch: Partial<LiveState>): void {
    this.state.setState(patch);
  }
}
