import { createStore } from 'zustand/vanilla';
import type { DrawProgress, DrawResult } from '../../preload/contract/engine.ts';
import { failureOf } from '../../preload/contract/errors.ts';
import type { Generation } from '../../preload/contract/store.ts';
import { isEmpty } from '../document/operations.ts';
import { maskBox, maskPng } from './mask-picture.ts';
import { fitOnPage, layerBoxFor, placeGenerated, topmostLayerUnder } from './placement.ts';
import { commitParams, type Job, layerOf, resultOf } from './record.ts';
import { buildDrawRequest, type RetouchSource } from './request.ts';
import type { Candidate, GenerationSession, RunInput, SessionParts, SessionState } from './session-types.ts';

/**
 * One run at a time: prompt -> engine -> candidate -> store -> layer. The store is told before
 * anything is called saved; what it refuses stays in the window, marked, until `retry` or `drop`.
 */
export function createGenerationSession(parts: SessionParts): GenerationSession {
  return new Session(parts).state;
}

type Settlement = { readonly projectId: string; readonly id: string; readonly outcome: 'accepted' | 'dropped' };

const idle = { phase: 'idle', task: null, progress: null, candidate: null } as const;

class Session {
  readonly state: GenerationSession;
  readonly #parts: SessionParts;
  #abort: AbortController | null = null;
  /** The run behind the candidate. */
  #job: Job | null = null;
  /** Decisions that the store has not taken yet. */
  #unsettled: readonly Settlement[] = [];

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.state = createStore<SessionState>()(() => ({
      ...idle,
      failure: null,
      unsaved: false,
      reused: null,
      revision: 0,
      run: (input) => this.#run(input),
      cancel: () => this.#abort?.abort(),
      accept: () => this.#accept(),
      drop: () => this.#drop(),
      retry: () => this.#retry(),
      dismiss: () => this.#set({ failure: null }),
      reuse: (generation, patchSize) => this.#reuse(generation, patchSize),
      offer: (generation, png) => this.#offer(generation, png),
      leave: () => this.#leave(),
    }));
  }

  async #run(input: RunInput): Promise<void> {
    if (this.#get().phase !== 'idle') return;
    const abort = new AbortController();
    this.#abort = abort;
    this.#set({ ...idle, phase: 'running', failure: null });
    try {
      const { job, source } = await this.#prepare(input);
      abort.signal.throwIfAborted();
      this.#job = job;
      const result = await this.#parts.engine.draw(buildDrawRequest(input, source), {
        signal: abort.signal,
        onEvent: (event) => {
          if (!abort.signal.aborted && this.#abort === abort) this.#progress(event, source !== null);
        },
      });
      abort.signal.throwIfAborted();
      await this.#present(job, result);
    } catch (error) {
      if (this.#abort !== abort) return; // left meanwhile: nothing here is ours any more
      this.#parts.canvas.clearPreview();
      const failure = failureOf(error);
      this.#set({ ...idle, failure: abort.signal.aborted || failure.kind === 'cancelled' ? null : failure });
    } finally {
      if (this.#abort === abort) this.#abort = null;
    }
  }

  /** Takes the page and the mask as they are now: painting may go on while the engine works. */
  async #prepare(input: RunInput): Promise<{ job: Job; source: RetouchSource | null }> {
    const { canvas, document, projectId, newId } = this.#parts;
    const regionMask = canvas.rasteriseMask();
    const base = { projectId: projectId(), generationId: newId(), prompt: input.prompt.trim() };
    this.#set({ task: regionMask === null ? 'generate' : 'retouch' });
    if (regionMask === null) return { job: { ...base, mask: null, parentId: null }, source: null };
    const box = maskBox(regionMask);
    const below = box === null ? null : topmostLayerUnder(document.getState().document, box);
    const picture = await canvas.rasterise();
    return {
      job: { ...base, mask: maskPng(regionMask), parentId: below?.generationId ?? null },
      source: { picture, regionMask },
    };
  }

  #progress({ step, of, secondsLeft, preview }: DrawProgress, retouch: boolean): void {
    this.#set({ progress: { step, of, secondsLeft } });
    if (preview === null) return;
    const page = this.#parts.document.getState().document;
    const frame = retouch ? preview.frame : fitOnPage(page, preview.frame);
    this.#parts.canvas.showPreview(preview.raster, frame, retouch);
  }

  /** Shows what came back and has it recorded. */
  async #present(job: Job, result: DrawResult): Promise<void> {
    const { document, canvas } = this.#parts;
    const page = document.getState().document;
    const placement = result.task === 'retouch' ? { page, frame: result.frame } : placeGenerated(page, result.frame);
    const { generationId, prompt } = job;
    const candidate: Candidate = { generationId, prompt, result, frame: placement.frame, generation: null };
    this.#set({ phase: 'saving', candidate, progress: null });
    // On a page about to change its shape the picture is shown where it fits for now.
    const shown = isEmpty(page) ? fitOnPage(page, placement.frame) : placement.frame;
    await canvas.showCandidate(result.png, result.task === 'retouch' ? placement.frame : shown);
    canvas.clearPreview();
    if (this.#job === job) await this.#commit(job, candidate);
  }

  /** Records the candidate. A generated picture then becomes a layer; a retouch waits for the artist. */
  async #commit(job: Job, candidate: Candidate): Promise<void> {
    const { document, store } = this.#parts;
    const { result, frame } = candidate;
    this.#set({ phase: 'saving', failure: null });
    const page = document.getState().document;
    const placement = result.task === 'retouch' ? { page, frame } : placeGenerated(page, result.frame);
    let generation: Generation;
    try {
      generation = await store.commitGeneration(commitParams(job, result, placement));
    } catch (error) {
      if (this.#job === job) this.#set({ phase: 'candidate', failure: failureOf(error), unsaved: true });
      return;
    }
    this.#wrote();
    if (this.#job !== job) return; // another project is open now; the row is safe in its own
    const saved = { ...candidate, generation };
    this.#set({ phase: 'candidate', candidate: saved, unsaved: this.#unsettled.length > 0 });
    if (result.task === 'generate') this.#becomeLayer(saved, generation);
  }

  #becomeLayer({ result }: Candidate, generation: Generation): void {
    const { document, newId } = this.#parts;
    const state = document.getState();
    const { page, frame } = placeGenerated(state.document, result.frame);
    const layer = layerOf(generation, newId(), result.frame, layerBoxFor(frame, result.frame));
    state.step(() => {
      state.resizePage(page.width, page.height);
      state.addLayer(layer);
    });
    this.#close();
  }

  async #accept(): Promise<void> {
    const { phase, candidate } = this.#get();
    if (phase !== 'candidate' || candidate === null || this.#job === null) return;
    // A pause only where one is needed: a second press must find nothing left to accept or drop.
    if (candidate.generation === null) await this.#commit(this.#job, candidate);
    await this.#acceptCommitted();
  }

  async #acceptCommitted(): Promise<void> {
    const { phase, candidate } = this.#get();
    const job = this.#job;
    if (phase !== 'candidate' || candidate?.generation == null || job === null) return;
    const state = this.#parts.document.getState();
    const layer = layerOf(candidate.generation, this.#parts.newId(), candidate.frame);
    state.step(() => {
      state.addLayer(layer);
      state.clearMask();
    });
    await this.#settle({ projectId: job.projectId, id: job.generationId, outcome: 'accepted' });
  }

  async #drop(): Promise<void> {
    const { candidate, phase } = this.#get();
    const job = this.#job;
    if (phase !== 'candidate' || candidate === null || job === null) return;
    if (candidate.generation === null) {
      // The store never had it: dropping it leaves nothing to record.
      this.#close();
      this.#set({ failure: null, unsaved: this.#unsettled.length > 0 });
      return;
    }
    await this.#settle({ projectId: job.projectId, id: job.generationId, outcome: 'dropped' });
  }

  async #settle(settlement: Settlement): Promise<void> {
    this.#unsettled = [...this.#unsettled, settlement];
    this.#close();
    this.#set({ phase: 'saving' });
    await this.#settleAll();
  }

  /** Oldest first. The document goes along, so that row and layer change together. */
  async #settleAll(): Promise<void> {
    this.#set({ phase: 'saving', failure: null });
    try {
      for (const settlement of this.#unsettled) {
        const own = settlement.projectId === this.#parts.projectId();
        const document = own ? this.#parts.document.getState().document : null;
        await this.#parts.store.settleGeneration({ ...settlement, document });
        this.#unsettled = this.#unsettled.filter((other) => other !== settlement);
        this.#wrote();
      }
      this.#set({ ...idle, unsaved: false });
    } catch (error) {
      this.#set({ ...idle, failure: failureOf(error), unsaved: true });
    }
  }

  async #retry(): Promise<void> {
    const { phase, candidate } = this.#get();
    if (phase === 'candidate' && candidate?.generation === null && this.#job !== null) {
      await this.#commit(this.#job, candidate);
    } else if (phase === 'idle' && this.#unsettled.length > 0) {
      await this.#settleAll();
    }
  }

  #reuse({ prompt, mask, settings, seed, gridColumns, gridRows }: Generation, patchSize: number): void {
    const size = { width: gridColumns * patchSize, height: gridRows * patchSize };
    this.#set({ reused: { task: mask === null ? 'generate' : 'retouch', prompt, settings, seed, size } });
  }

  async #offer(generation: Generation, png: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.#get().phase !== 'idle') return;
    const { id: generationId, prompt, frame, parentId } = generation;
    // The row is kept already, with its mask: nothing of this job is committed again.
    const job: Job = { projectId: this.#parts.projectId(), generationId, prompt, mask: null, parentId };
    const result = resultOf(generation, png);
    this.#job = job;
    this.#set({
      phase: 'candidate',
      task: result.task,
      candidate: { generationId, prompt, result, frame, generation },
    });
    try {
      await this.#parts.canvas.showCandidate(png, frame);
    } catch (error) {
      if (this.#job === job) this.#close();
      throw error;
    }
  }

  #leave(): void {
    this.#abort?.abort();
    this.#abort = null;
    this.#parts.canvas.clearPreview();
    this.#close();
    this.#set({ failure: null, unsaved: this.#unsettled.length > 0 });
  }

  #close(): void {
    this.#job = null;
    this.#parts.canvas.clearCandidate();
    this.#set(idle);
  }

  #wrote(): void {
    this.#set({ revision: this.#get().revision + 1 });
  }

  #get(): SessionState {
    return this.state.getState();
  }

  #set(patch: Partial<SessionState>): void {
    this.state.setState(patch);
  }
}
