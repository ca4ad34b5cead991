import { failureOf } from '../../../preload/contract/errors.ts';
import type { Work } from '../run/run-snapshot.ts';
import type { GenerationSession, SessionState } from '../run/run-types.ts';
import { idle, type Tray } from './candidate-tray.ts';
import type { Settlement, Settling } from './outcome-queue.ts';

/** What becomes of the candidates: one is kept, or none; and what the store refused is tried again. */
export class Decisions {
  readonly #state: GenerationSession;
  readonly #tray: Tray;
  readonly #settling: Settling;

  constructor(state: GenerationSession, tray: Tray, settling: Settling) {
    this.#state = state;
    this.#tray = tray;
    this.#settling = settling;
  }

  get unsaved(): boolean {
    return this.#tray.hasUncommitted || this.#settling.pending;
  }

  /** All are drawn. One picture from words on an empty page becomes its layer; all else waits for the artist. */
  conclude(work: Work): void {
    this.#set({ phase: 'candidate', progress: null, turn: null, unsaved: this.unsaved });
    const { candidate } = this.#get();
    if (this.#tray.waits(work) || candidate?.generation == null) return;
    this.#tray.becomeLayer(candidate, candidate.generation);
    this.#tray.close();
  }

  async accept(): Promise<void> {
    // A pause only where one is needed: a second press must find nothing left to accept or drop.
    if (this.#get().phase === 'candidate' && this.#tray.hasUncommitted) await this.#commitAll();
    const { phase, candidate, candidates } = this.#get();
    const { work } = this.#tray;
    if (phase !== 'candidate' || candidate?.generation == null || work === null) return;
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
    const { work } = this.#tray;
    if (phase !== 'candidate' || work === null) return;
    // What the store never had leaves nothing to record.
    const kept = candidates.filter(({ generation }) => generation !== null);
    await this.#settle(kept.map(({ generationId: id }) => ({ id, outcome: 'dropped' as const })));
  }

  async retry(): Promise<void> {
    const { phase } = this.#get();
    if (phase === 'candidate' && this.#tray.hasUncommitted) await this.#commitAll();
    else if (phase === 'idle' && this.#settling.pending) await this.#settleAll();
  }

  async #settle(settlements: readonly Settlement[]): Promise<void> {
    this.#settling.add(settlements);
    this.#tray.close();
    await this.#settleAll();
  }

  async #settleAll(): Promise<void> {
    this.#set({ phase: 'saving', failure: null });
    try {
      await this.#settling.flush();
      this.#set({ ...idle, unsaved: false });
    } catch (error) {
      this.#set({ ...idle, failure: failureOf(error), unsaved: true });
    }
  }

  async #commitAll(): Promise<void> {
    const { work } = this.#tray;
    if (work === null) return;
    this.#set({ phase: 'saving', failure: null });
    const failure = await this.#tray.commitAll();
    if (this.#tray.work !== work) return;
    if (failure === null) this.conclude(work);
    else this.#set({ phase: 'candidate', failure, unsaved: true });
  }

  #get(): SessionState {
    return this.#state.getState();
  }

  #set(patch: Partial<SessionState>): void {
    this.#state.setState(patch);
  }
}
