import type { DrawRequest } from '../../../preload/contract/drawing.ts';
import type { ImageSettings } from '../../../preload/contract/settings.ts';
import { maskPng } from '../pictures/mask-picture.ts';
import { buildDrawRequest } from '../run/request.ts';
import type { CanvasCandidate, RunParts, RunStore } from '../run/run-types.ts';
import type { RunSnapshot } from '../run/snapshot.ts';
import type { CandidateTray } from './candidate-tray.ts';
import { type Drawing, maskOnPicture, mixableWith, mixRequest } from './mixing.ts';
import { unsureOpened } from './unsure.ts';

/** Draws another candidate beside those that wait. Never rejects. */
type OneMore = (snapshot: RunSnapshot, request: () => DrawRequest | Promise<DrawRequest>) => Promise<void>;

/** Draws further candidates from those that wait: from an earlier step of one, or with a part of another. */
export class ContinueFrom {
  readonly #parts: Pick<RunParts, 'page' | 'document'>;
  readonly #state: RunStore;
  readonly #tray: CandidateTray;
  readonly #oneMore: OneMore;

  constructor(parts: Pick<RunParts, 'page' | 'document'>, state: RunStore, tray: CandidateTray, oneMore: OneMore) {
    this.#parts = parts;
    this.#state = state;
    this.#tray = tray;
    this.#oneMore = oneMore;
  }

  async branch(prompt: string): Promise<void> {
    const { phase, candidate, stepsShown, canBranch, unsaved } = this.#state.getState();
    const from = candidate && this.#tray.snapshotOf(candidate.generationId);
    if (phase !== 'candidate' || !canBranch || unsaved || !candidate?.trace || stepsShown === null || !from) return;
    const { trace, generationId, result: drawn } = candidate;
    const details = { ...from.details, branch: { from: generationId, stepsDone: stepsShown } };
    const snapshot: RunSnapshot = {
      ...{ ...from, prompt: prompt.trim(), settings: drawn.settings, details, waits: true },
      parentId: generationId,
    };
    await this.#oneMore(snapshot, () => buildDrawRequest(snapshot, drawn.seed, { trace, stepsDone: stepsShown }));
  }

  async redrawUnsure(share: number): Promise<void> {
    const { phase, candidate, candidates, canBranch, unsaved } = this.#state.getState();
    const from = candidate && this.#tray.snapshotOf(candidate.generationId);
    if (phase !== 'candidate' || !canBranch || unsaved || !candidate?.trace || !from) return;
    const { trace, generationId, result: drawn } = candidate;
    const resume = unsureOpened(trace, share, drawn.settings.steps);
    if (resume === null) return;
    const branch = { from: generationId, stepsDone: resume.stepsDone, unsure: share };
    const details = { strength: share, ...from.details, branch };
    const { prompt } = candidate;
    const snapshot: RunSnapshot = {
      ...from,
      prompt,
      settings: drawn.settings,
      details,
      waits: true,
      parentId: generationId,
    };
    // Another seed each time, so that a second press draws other parts.
    const seed = (drawn.seed + candidates.length) >>> 0;
    await this.#oneMore(snapshot, () => buildDrawRequest(snapshot, seed, resume));
  }

  async mix(index: number, prompt: string, settings: ImageSettings): Promise<void> {
    const painted = await this.#parts.page.rasteriseMask();
    const { phase, candidate, candidates, shown, unsaved } = this.#state.getState();
    const second = candidates[index];
    const from = candidate && this.#tray.snapshotOf(candidate.generationId);
    if (phase !== 'candidate' || unsaved || !candidate || !second || painted === null || !from) return;
    if (!mixableWith(candidates, shown).includes(index)) return;
    const { branch: _, ...own } = from.details;
    const details = { ...own, mix: { first: candidate.generationId, second: second.generationId } };
    const snapshot: RunSnapshot = {
      ...from,
      prompt: prompt.trim(),
      settings,
      details,
      mask: maskPng(painted),
      parentId: candidate.generationId,
      waits: true,
    };
    const regionMask = maskOnPicture(painted, this.#tray.frameOnPage(candidate), candidate.size);
    await this.#oneMore(snapshot, async () => {
      const [one, other] = await Promise.all([this.#drawingOf(candidate), this.#drawingOf(second)]);
      return mixRequest(one, other, regionMask, snapshot, candidate.result.seed);
    });
    if (this.#state.getState().candidates.length > candidates.length) this.#parts.document.getState().clearRegion();
  }

  /** A candidate as the store has saved it, since only saved pictures can be mixed. Rejects with `bad-picture`. */
  async #drawingOf({ generation, trace }: CanvasCandidate): Promise<Drawing> {
    if (generation === null || trace === null) throw new Error('A mix is of saved pictures with their traces.');
    return { picture: await this.#parts.page.rasterOf(generation.picture), trace };
  }
}
