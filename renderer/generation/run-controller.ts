import { createStore } from 'zustand/vanilla';
import type { DrawProgress, DrawRequest, DrawResult } from '../../preload/contract/drawing.ts';
import { failureOf } from '../../preload/contract/errors.ts';
import { CandidateTray, idle } from './candidates/candidate-tray.ts';
import { ContinueFrom } from './candidates/continue-from.ts';
import { Decisions } from './candidates/decisions.ts';
import { OutcomeQueue } from './candidates/outcome-queue.ts';
import { fitOnPage } from './pictures/placement.ts';
import { candidateFrom } from './run/candidate-from.ts';
import { candidateOf } from './run/generation-row.ts';
import { buildDrawRequest } from './run/request.ts';
import { reusedOf } from './run/reuse.ts';
import { snapshotOfRow, takeSnapshot } from './run/run-snapshot.ts';
import type { Offered, RunEnd, RunInput, RunParts, RunState, RunStore } from './run/run-types.ts';
import { seedsLeft } from './run/seeds.ts';
import type { QueuedRun, RunSnapshot } from './run/snapshot.ts';
import { needsOf } from './tasks/tasks.ts';

/**
 * Controls the run: prompt -> engine -> candidates -> store -> layer. Only one run is active at a time. A result counts
 * as saved only after the store has confirmed it. What the store refuses stays in the window, marked, until `retry` or
 * `drop`.
 */
export function createRun(parts: RunParts): RunStore {
  return new RunController(parts).state;
}

class RunController {
  readonly state: RunStore;
  readonly #parts: RunParts;
  readonly #tray: CandidateTray;
  readonly #decisions: Decisions;
  readonly #continueFrom: ContinueFrom;
  #abort: AbortController | null = null;

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.state = createStore<RunState>()(() => ({
      ...idle,
      confidenceShown: false,
      failure: null,
      unsaved: false,
      reused: null,
      later: 0,
      revision: 0,
      run: (input) => this.#run(input),
      drawQueued: (queued) => this.#drawQueued(queued),
      cancel: () => this.#abort?.abort(),
      flip: (by) => this.#flip(by),
      show: async (index) => {
        const { phase, candidates } = this.#get();
        if (phase === 'candidate' && candidates[index] !== undefined) await this.#show(index);
      },
      showConfidence: (confidenceShown) => {
        this.#set({ confidenceShown });
        this.#tray.showConfidence();
      },
      showSteps: (stepsDone) => this.#tray.showSteps(stepsDone),
      branch: (prompt) => this.#continueFrom.branch(prompt),
      redrawUnsure: (share) => this.#continueFrom.redrawUnsure(share),
      mix: (index, prompt, settings) => this.#continueFrom.mix(index, prompt, settings),
      accept: () => this.#decisions.accept(),
      drop: () => this.#decisions.drop(),
      retry: () => this.#decisions.retry(),
      dismiss: () => this.#set({ failure: null }),
      reuse: (generation, patchSize, withSeed) =>
        this.#set({ reused: reusedOf(this.#parts.words(), generation, patchSize, withSeed) }),
      offer: (kept, region) => this.#offer(kept, region),
      reshow: () => this.#reshow(),
    }));
    const wrote = () => this.#set({ revision: this.#get().revision + 1 });
    this.#tray = new CandidateTray(parts, this.state, wrote);
    this.#decisions = new Decisions(this.state, this.#tray, new OutcomeQueue(parts, wrote));
    this.#continueFrom = new ContinueFrom(parts, this.state, this.#tray, (snapshot, request) =>
      this.#oneMore(snapshot, request),
    );
  }

  async #run(input: RunInput): Promise<void> {
    if (this.#get().phase !== 'idle') return;
    const growth = needsOf(input.task).sides ? input.choices.sides : null;
    this.#set({ ...idle, phase: 'running', task: input.task, prompt: input.prompt, growth, failure: null });
    await this.#guarded(async (abort) => {
      const snapshot = await takeSnapshot(this.#parts, input);
      await this.#drawAll({ snapshot, seed: input.seed, count: input.count, drawn: 0 }, abort);
    });
  }

  async #drawQueued(queued: QueuedRun): Promise<RunEnd> {
    if (this.#get().phase !== 'idle') throw new Error('A job of the queue is drawn only while nothing else is.');
    const { task, prompt, details } = queued.snapshot;
    this.#set({ ...idle, phase: 'running', task, prompt, growth: details.sides ?? null, failure: null });
    return this.#guarded((abort) => this.#drawAll(queued, abort));
  }

  /** Draws the pictures of a run one after the other. */
  async #drawAll(run: QueuedRun, abort: AbortController): Promise<void> {
    const { snapshot } = run;
    abort.signal.throwIfAborted();
    this.#tray.snapshot = snapshot;
    this.#set({ task: snapshot.task, growth: snapshot.details.sides ?? null, canBranch: snapshot.complete });
    const seeds = seedsLeft(run);
    for (const [at, seed] of seeds.entries()) {
      this.#set({ phase: 'running', progress: null, turn: { number: run.drawn + at + 1, of: run.count } });
      const result = await this.#draw(snapshot, buildDrawRequest(snapshot, seed), abort);
      await this.#present(snapshot, result, at === seeds.length - 1);
      if (this.#tray.snapshot !== snapshot) return;
      abort.signal.throwIfAborted();
    }
    await this.#tray.showFirst();
    this.#decisions.conclude(snapshot);
  }

  /** Draws another candidate beside those that wait. */
  async #oneMore(snapshot: RunSnapshot, request: () => DrawRequest | Promise<DrawRequest>): Promise<void> {
    this.#set({ phase: 'running', progress: null, turn: null, failure: null });
    await this.#guarded(async (abort) => {
      const base = this.#tray.snapshot;
      const asked = await request();
      abort.signal.throwIfAborted();
      const result = await this.#draw(snapshot, asked, abort);
      await this.#present(snapshot, result, true);
      if (this.#tray.snapshot === base) this.#decisions.conclude(snapshot);
    });
  }

  /** Runs one job and reports why it stopped or failed. Candidates that were finished before wait for a decision. */
  async #guarded(job: (abort: AbortController) => Promise<void>): Promise<RunEnd> {
    const abort = new AbortController();
    this.#abort = abort;
    try {
      await job(abort);
      return { kind: 'done' };
    } catch (error) {
      this.#parts.canvas.clearPreview();
      const failure = failureOf(error);
      const isCancelled = abort.signal.aborted || failure.kind === 'cancelled';
      this.#stopped(isCancelled ? null : failure);
      return isCancelled ? { kind: 'cancelled' } : { kind: 'failed', failure };
    } finally {
      if (this.#abort === abort) this.#abort = null;
    }
  }

  async #draw(snapshot: RunSnapshot, request: DrawRequest, abort: AbortController): Promise<DrawResult> {
    const result = await this.#parts.engine.draw(request, {
      signal: abort.signal,
      onEvent: (event) => {
        if (!abort.signal.aborted && this.#abort === abort) this.#progress(event, snapshot);
      },
    });
    abort.signal.throwIfAborted();
    return result;
  }

  #progress(event: DrawProgress, { task, regionMask }: RunSnapshot): void {
    const { step, of, secondsLeft, forecast, finishing = null, checking = null, preview } = event;
    const bytes = forecast?.bytes ?? this.#get().progress?.bytes ?? null;
    this.#set({ progress: { step, of, secondsLeft, bytes, finishing, checking } });
    if (preview === null) return;
    const page = this.#parts.document.getState().document;
    const frame = needsOf(task).region ? preview.frame : fitOnPage(page, preview.frame);
    this.#parts.canvas.showPreview(preview.raster, frame, regionMask !== null);
  }

  /** Shows a result and saves its record. */
  async #present(snapshot: RunSnapshot, result: DrawResult, last: boolean): Promise<void> {
    const base = this.#tray.snapshot;
    const { frame } = this.#tray.placementOf(snapshot.task, result.frame);
    const candidate = candidateFrom(snapshot, result, this.#parts.newId(), frame);
    if (last) this.#set({ phase: 'saving', progress: null });
    await this.#tray.add(candidate, snapshot);
    this.#parts.canvas.clearPreview();
    if (this.#tray.snapshot !== base) return;
    const failure = await this.#tray.commit(candidate.generationId);
    if (failure !== null && this.#tray.snapshot === base) this.#set({ failure });
  }

  /** Candidates that were finished before a stop or a failure wait for a decision. */
  #stopped(failure: RunState['failure']): void {
    const { candidates, shown, turn } = this.#get();
    if (candidates.length === 0) this.#set({ ...idle, failure });
    else {
      this.#set({ phase: 'candidate', progress: null, turn: null, failure, unsaved: this.#decisions.unsaved });
      if (turn === null) void this.#show(shown);
      else this.#tray.showFirst().catch((error: unknown) => this.#set({ failure: failureOf(error) }));
    }
  }

  #flip(by: 1 | -1): void {
    const { phase, candidates, shown } = this.#get();
    if (phase !== 'candidate' || candidates.length < 2) return;
    void this.#show((shown + by + candidates.length) % candidates.length);
  }

  #show(index: number): Promise<void> {
    return this.#tray.show(index).catch((error: unknown) => this.#set({ failure: failureOf(error) }));
  }

  async #offer(
    kept: readonly Offered[],
    region: RunSnapshot['region'] = this.#parts.document.getState().document.region,
  ): Promise<void> {
    if (this.#get().phase !== 'idle') return;
    const candidates = await Promise.all(kept.map(candidateOf));
    const [first] = candidates;
    if (first?.generation == null || this.#get().phase !== 'idle') return;
    const snapshot = snapshotOfRow(first.generation, region);
    this.#tray.snapshot = snapshot;
    const { task } = first.result;
    const growth = snapshot.details.sides ?? null;
    this.#set({ phase: 'candidate', task, growth, candidates, canBranch: snapshot.complete });
    try {
      await this.#tray.showFirst();
    } catch (error) {
      if (this.#tray.snapshot === snapshot) this.#tray.close();
      throw error;
    }
  }

  #reshow(): void {
    const { phase, shown, stepsShown } = this.#get();
    if (phase !== 'candidate') return;
    void this.#show(shown);
    this.#tray.showSteps(stepsShown);
  }

  #get(): RunState {
    return this.state.getState();
  }

  #set(patch: Partial<RunState>): void {
    this.state.setState(patch);
  }
}
