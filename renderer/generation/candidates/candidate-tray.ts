import { bestFirst } from '../../../preload/contract/checks.ts';
import { type Failure, failureOf } from '../../../preload/contract/errors.ts';
import type { Frame } from '../../../preload/contract/pictures.ts';
import type { Generation } from '../../../preload/contract/records.ts';
import { refuseFullPage } from '../../document/full-page.ts';
import { grownSize, isEmpty, takesSize } from '../../document/operations.ts';
import { layerOf } from '../pictures/generation-layer.ts';
import { fitOnPage, layerBoxFor, type PagePlacement, placeGenerated } from '../pictures/placement.ts';
import { confidenceOf, openCells, stepsOf } from '../run/draw-trace.ts';
import { commitParams } from '../run/generation-row.ts';
import { keepInputs } from '../run/kept-inputs.ts';
import type { CanvasCandidate, RunParts, RunStore } from '../run/run-types.ts';
import type { RunSnapshot } from '../run/snapshot.ts';
import { type DrawTask, needsOf } from '../tasks/tasks.ts';

export const idle = {
  phase: 'idle',
  task: null,
  prompt: '',
  growth: null,
  progress: null,
  turn: null,
  candidates: [],
  shown: 0,
  candidate: null,
  stepsShown: null,
  canBranch: false,
} as const;

/** The empty trace of a picture that has lost its own. */
const UNKNOWN = { confidence: new Float32Array(0), fixedAt: new Int16Array(0) };

/**
 * The candidates of a run. It holds which one is shown on the page and which ones the store has saved, and turns one
 * into a layer.
 */
export class CandidateTray {
  readonly #parts: RunParts;
  readonly #state: RunStore;
  readonly #onWritten: () => void;
  /**
   * The snapshot of the run behind the candidates. For candidates of an earlier session it comes from their records.
   */
  snapshot: RunSnapshot | null = null;
  /** The snapshot of each candidate. One that was drawn from a step of another has words of its own. */
  readonly #snapshots = new Map<string, RunSnapshot>();

  constructor(parts: RunParts, state: RunStore, onWritten: () => void) {
    this.#parts = parts;
    this.#state = state;
    this.#onWritten = onWritten;
  }

  get hasUncommitted(): boolean {
    return this.#state.getState().candidates.some(({ generation }) => generation === null);
  }

  /**
   * Where a result lies on the present page, or on the page as it will have grown.
   * @param frame the frame in the engine's answer
   */
  placementOf(task: DrawTask, frame: Frame): PagePlacement {
    const page = this.#parts.document.getState().document;
    if (!needsOf(task).region) return placeGenerated(page, frame);
    const { growth } = this.#state.getState();
    return { page: growth === null ? page : grownSize(page, growth), frame };
  }

  async add(candidate: CanvasCandidate, snapshot: RunSnapshot): Promise<void> {
    this.#snapshots.set(candidate.generationId, snapshot);
    const { candidates } = this.#state.getState();
    this.#state.setState({ candidates: [...candidates, candidate] });
    await this.show(candidates.length);
  }

  /** Shows a candidate over the page. Rejects with `bad-picture`. */
  async show(index: number): Promise<void> {
    const candidate = this.#state.getState().candidates[index];
    if (candidate === undefined) return;
    this.#state.setState({ shown: index, candidate, stepsShown: null });
    this.#parts.canvas.hideCells(null, false);
    const shown = this.#parts.canvas.showCandidate(candidate.result.png, this.frameOnPage(candidate));
    this.showConfidence();
    await shown;
  }

  /**
   * Sorts the candidates and shows the first. The best one comes first where the model checked all of them; otherwise
   * they stay in the order of their seeds.
   */
  async showFirst(): Promise<void> {
    const { candidates } = this.#state.getState();
    if (candidates.every(({ result }) => result.checks?.length)) {
      const judged = candidates.map((candidate) => {
        return { candidate, checks: candidate.result.checks, ...(candidate.trace ?? UNKNOWN) };
      });
      this.#state.setState({ candidates: bestFirst(judged).map(({ candidate }) => candidate) });
    }
    await this.show(0);
  }

  /** Whether a result waits for a decision. The first picture on an empty page becomes a layer at once. */
  waits(snapshot: RunSnapshot): boolean {
    return snapshot.waits || !isEmpty(this.#parts.document.getState().document);
  }

  close(): void {
    this.snapshot = null;
    this.#snapshots.clear();
    this.#parts.canvas.hideCells(null, false);
    this.#parts.canvas.clearCandidate();
    this.#state.setState(idle);
  }

  showConfidence(): void {
    const { candidate, confidenceShown } = this.#state.getState();
    const trace = confidenceShown ? candidate?.trace : null;
    this.#parts.canvas.showConfidence(trace ? confidenceOf(trace) : null);
  }

  showSteps(stepsDone: number | null): void {
    const { candidate } = this.#state.getState();
    if (!candidate?.trace) return;
    const { trace, result } = candidate;
    const stepsShown = stepsDone === null || stepsDone >= stepsOf(trace) ? null : Math.max(0, stepsDone);
    this.#state.setState({ stepsShown });
    const open = stepsShown === null ? null : openCells(trace, stepsShown);
    this.#parts.canvas.hideCells(open, !needsOf(result.task).region);
  }

  /** The snapshot that a candidate was drawn from. */
  snapshotOf(generationId: string): RunSnapshot | null {
    return this.#snapshots.get(generationId) ?? this.snapshot;
  }

  /** @returns why the store did not save it; null where it did */
  async commit(generationId: string): Promise<Failure | null> {
    const candidate = this.#state.getState().candidates.find((one) => one.generationId === generationId);
    const snapshot = this.snapshotOf(generationId);
    if (candidate === undefined || snapshot === null) return null;
    const { result, frame, size } = candidate;
    const told = needsOf(result.task).region ? frame : { ...frame, ...size };
    const placement = this.placementOf(result.task, told);
    let generation: Generation;
    try {
      const inputs = await keepInputs(this.#parts, snapshot, candidate);
      generation = await this.#parts.store.commitGeneration(
        commitParams({ ...snapshot, waits: this.waits(snapshot) }, candidate, placement, inputs),
      );
    } catch (error) {
      return failureOf(error);
    }
    this.#onWritten();
    this.#replace({ ...candidate, generation });
    return null;
  }

  /** @returns why the store did not save all of them; null where it did */
  async commitAll(): Promise<Failure | null> {
    for (const { generation, generationId } of this.#state.getState().candidates) {
      const failure = generation === null ? await this.commit(generationId) : null;
      if (failure !== null) return failure;
    }
    return null;
  }

  /** Why no candidate can become a layer; null where one can. */
  get refusal(): Failure | null {
    try {
      refuseFullPage(this.#parts.document.getState().document);
      return null;
    } catch (error) {
      return failureOf(error);
    }
  }

  /**
   * Adds the candidate as a layer, in one undo step. For a part it also clears the region that it used. A whole picture
   * leaves the region as it is, and so does a part where the artist has painted another region since.
   */
  becomeLayer({ result, size, frame }: CanvasCandidate, generation: Generation): void {
    const state = this.#parts.document.getState();
    const { growth } = this.#state.getState();
    const id = this.#parts.newId();
    state.step(() => {
      if (needsOf(result.task).region) {
        if (growth !== null) state.growPage(growth);
        state.addLayer(layerOf(this.#parts.words(), generation, id, frame));
        const used = this.snapshotOf(generation.id)?.region;
        if (generation.mask !== null && used === state.document.region) state.clearRegion();
        return;
      }
      const placed = placeGenerated(state.document, size);
      state.resizePage(placed.page.width, placed.page.height);
      state.addLayer(layerOf(this.#parts.words(), generation, id, size, layerBoxFor(placed.frame, size)));
    });
  }

  /**
   * Where a candidate is shown. If the page will take the picture's shape, the picture is shown where it fits into the
   * present page.
   */
  frameOnPage({ result, size, frame }: CanvasCandidate): Frame {
    if (needsOf(result.task).region) return frame;
    const page = this.#parts.document.getState().document;
    const placed = placeGenerated(page, size).frame;
    return takesSize(page) ? fitOnPage(page, placed) : placed;
  }

  /** Replaces a candidate by its saved form. Does nothing if the candidates have been closed meanwhile. */
  #replace(saved: CanvasCandidate): void {
    const { candidates, candidate } = this.#state.getState();
    const isIt = (one: CanvasCandidate | null) => one?.generationId === saved.generationId;
    this.#state.setState({
      candidates: candidates.map((one) => (isIt(one) ? saved : one)),
      candidate: isIt(candidate) ? saved : candidate,
    });
  }
}
