import type { StoreApi } from 'zustand/vanilla';
import type { Sides } from '../../../preload/contract/task-inputs.ts';
import type { CanvasPort } from '../../document/canvas-port.ts';
import type { DocumentStore } from '../../document/store.ts';
import type { RunStore } from '../../generation/run/run-types.ts';
import { addsNothing, needsOf, noSides } from '../../generation/tasks/tasks.ts';
import type { PromptState } from '../prompt-types.ts';

export interface GrowthParts {
  readonly prompt: StoreApi<PromptState>;
  readonly run: RunStore;
  readonly canvas: Pick<CanvasPort, 'growPage'>;
}

/**
 * Shows on the canvas how far the page will reach, while sides are being set and while a drawing that adds them runs or
 * waits.
 */
export function followGrowth({ prompt, run, canvas }: GrowthParts): void {
  let shown: Sides | null = null;
  const update = () => {
    const wanted = wantedGrowth(prompt.getState(), run.getState());
    if (JSON.stringify(wanted) === JSON.stringify(shown)) return;
    shown = wanted;
    canvas.growPage(wanted);
  };
  prompt.subscribe(update);
  run.subscribe(update);
}

/** Clears the sides in the prompt bar when the page gets another size. */
export function forgetSides({ prompt, document }: Pick<GrowthParts, 'prompt'> & { document: DocumentStore }): void {
  document.subscribe(({ document: now }, { document: before }) => {
    if (now.width !== before.width || now.height !== before.height) prompt.getState().setChoices({ sides: noSides });
  });
}

/** Whether the next drawing would add the border that is shown. */
export function addsBorder({ prompt, run }: Pick<GrowthParts, 'prompt' | 'run'>): boolean {
  const { task, choices } = prompt.getState();
  return needsOf(task).sides && !addsNothing(choices.sides) && run.getState().phase === 'idle';
}

export function removeBorder({ prompt }: Pick<GrowthParts, 'prompt'>): void {
  prompt.getState().setChoices({ sides: noSides });
}

function wantedGrowth(
  { task, choices }: Pick<PromptState, 'task' | 'choices'>,
  { phase, growth }: ReturnType<RunStore['getState']>,
): Sides | null {
  if (growth !== null || phase === 'running' || phase === 'candidate') return growth;
  return needsOf(task).sides && !addsNothing(choices.sides) ? choices.sides : null;
}
