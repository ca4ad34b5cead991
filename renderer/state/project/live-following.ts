import type { StoreApi } from 'zustand/vanilla';
import type { DocumentStore } from '../../document/store.ts';
import type { Live } from '../../generation/live/live-drawing.ts';
import type { RunInput, RunStore } from '../../generation/run/run-types.ts';
import { type Circumstances, missingFor } from '../../generation/tasks/tasks.ts';
import type { PromptState } from '../prompt-types.ts';

/** More steps would make the picture follow the hand too late. */
const MOST_STEPS = 8;

/**
 * What live drawing draws with the state of the prompt bar: the visible picture as a sketch, always with the same seed.
 * Null where something is missing.
 */
export function liveInput(prompt: PromptState, circumstances: Circumstances): RunInput | null {
  const { text, settings, seed, size, choices } = prompt;
  const given = { text, sides: choices.sides, hasReference: false };
  if (missingFor('sketch', circumstances, given) !== null) return null;
  const quick = { ...settings.sketch, steps: Math.min(MOST_STEPS, settings.sketch.steps) };
  return {
    task: 'sketch',
    prompt: text.trim(),
    settings: { ...settings, sketch: quick },
    seed,
    size,
    choices,
    reference: null,
    count: 1,
    verify: false,
  };
}

interface Followed {
  readonly document: DocumentStore;
  readonly prompt: StoreApi<PromptState>;
  readonly run: RunStore;
}

/** Tells live drawing of every change that its picture depends on. Another task ends it. */
export function followForLive(live: Live, { document, prompt, run }: Followed): void {
  live.state.subscribe((now, before) => {
    if (now.phase !== 'off' && before.phase === 'off') prompt.getState().setTask('sketch');
  });
  document.subscribe(({ document: now }, { document: before }) => {
    const same = now.layers === before.layers && now.width === before.width && now.height === before.height;
    if (!same || now.paper !== before.paper) live.changed();
  });
  prompt.subscribe((now, before) => {
    if (now.task !== before.task && now.task !== 'sketch') live.state.getState().turn(false);
    const { sketch } = now.settings;
    const same = now.text === before.text && sketch === before.settings.sketch && now.seed === before.seed;
    if (!same || now.choices.sketch !== before.choices.sketch) live.changed();
  });
  run.subscribe((now, before) => now.phase !== before.phase && live.changed());
}
