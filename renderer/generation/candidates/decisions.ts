import { failureOf } from '../../../preload/contract/errors.ts';
import type { RunState, RunStore } from '../run/run-types.ts';
import type { RunSnapshot } from '../run/snapshot.ts';
import { type CandidateTray, idle } from './candidate-tray.ts';
import type { OutcomeQueue, Settlement } from './outcome-queue.ts';

/** Decides about the candidates: one or none of them is kept. It also tries again what the store refused. */
export class Decisions {
  readonly #state: RunStore;
  readonly #tray: CandidateTray;
  readonly #outcomes: OutcomeQueue;

  constructor(state: RunStore, tray: CandidateTray, outcomes: OutcomeQueue) {
    this.#state = state;
    this.#tray = tray;
    this.#outcomes = outcomes;
  }

  get unsaved(): boolean {
    return this.#tray.hasUncommitted || this.#outcomes.pending;
  }

  /**
   * Ends a run whose candidates are all drawn. A single picture from words becomes a layer on an empty page. All other
   * results wait for the artist.
   */
  conclude(snapshot: RunSnapshot): void {
    this.#set({ phase: 'candidate', progress: null, turn: null, unsaved: this.unsaved });
    const { candidate } = this.#get();
    if (this.#tray.waits(snapshot) || candidate?.generation == null) return;
    this.#tray.becomeLayer(candidate, candidate.generation);
    this.#tray.close();
  }

  async accept(): Promise<void> {
    // This awaits only if it has to, so that a second press finds nothing left to accept or drop.
    if (this.#get().phase === 'candidate' && this.#tray.hasUncommitted) await this.#commitAll();
    const { phase, candidate, candidates } = this.#get();
    const { snapshot } = this.#tray;
    if (phase !== 'candidate' || candidate?.generation == null || snapshot === null) return;
    const { refusal } = this.#tray;
    if (refusal !== null) {
      this.#set({ failure: refusal });
      return;
    }
    this.#tray.becomeLayer(candidate, candidate.generation);
    const { generationId } = candidate;
    const others = candidates.filter((one) => one.generationId !== generationId);
    await this.#settle([
      { id: generationId, outcome: 'accepted' },
      ...others.map(({ generationId: id }) => ({ id, outcome: 'dropped' as const })),
    ]);
  }

  async drop(): Promise<void> {
    const { phase, candidates } = this.#get();
    const { snapshot } = this.#tray;
    if (phase !== 'candidate' || snapshot === null) return;
    // A candidate that was never saved has no row to settle.
    const kept = candidates.filter(({ generation }) => generation !== null);
    await this.#settle(kept.map(({ generationId: id }) => ({ id, outcome: 'dropped' as const })));
  }

  async retry(): Promise<void> {
    const { phase } = this.#get();
    if (phase === 'candidate' && this.#tray.hasUncommitted) await this.#commitAll();
    else if (phase === 'idle' && this.#outcomes.pending) await this.#settleAll();
  }

  async #settle(settlements: readonly Settlement[]): Promise<void> {
    this.#outcomes.add(settlements);
    this.#tray.close();
    await this.#settleAll();
  }

  async #settleAll(): Promise<void> {
    this.#set({ phase: 'saving', failure: null });
    try {
      await this.#outcomes.flush();
      this.#set({ ...idle, unsaved: false });
    } catch (error) {
      this.#set({ ...idle, failure: failureOf(error), unsaved: true });
    }
  }

  async #commitAll(): Promise<void> {
    const { snapshot } = this.#tray;
    if (snapshot === null) return;
    this.#set({ phase: 'saving', failure: null });
    const failure = await this.#tray.commitAll();
    if (this.#tray.snapshot !== snapshot) return;
    if (failure === null) this.conclude(snapshot);
    else this.#set({ phase: 'candidate', failure, unsaved: true });
  }

  #get(): RunState {
    return this.#state.getState();
  }

  #set(patch: Partial<RunState>): void {
    this.#state.setState(patch);
  }
}
