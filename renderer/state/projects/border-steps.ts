import type { PictureDocument } from '../../../preload/contract/document.ts';
import type { Sides } from '../../../preload/contract/task-inputs.ts';
import { diffBetween } from '../../document/history.ts';
import { needsOf, sideNames } from '../../generation/tasks/tasks.ts';
import type { BorderSteps, StepDirection } from '../page-types.ts';
import type { ProjectSession } from '../project/session-types.ts';

/** One change of the border. */
interface BorderStep {
  readonly before: Sides;
  readonly after: Sides;
  /** The document at the change. */
  readonly page: PictureDocument;
}

type Shown = Pick<ProjectSession, 'document' | 'prompt' | 'run'>;

export function createBorderSteps(shown: () => Shown): BorderSteps {
  const trails = new WeakMap<Shown['document'], Record<StepDirection, readonly BorderStep[]>>();
  const trailOf = ({ document }: Shown) => trails.get(document) ?? { undo: [], redo: [] };
  const next = (direction: StepDirection): BorderStep | null => {
    const { document, prompt, run } = shown();
    const step = trailOf(shown())[direction].at(-1);
    const { task, choices } = prompt.state.getState();
    if (step === undefined || !needsOf(task).sides || run.getState().phase !== 'idle') return null;
    const isThere = isSame(choices.sides, direction === 'undo' ? step.after : step.before);
    return isThere && diffBetween(step.page, document.getState().document) === null ? step : null;
  };
  return {
    borderChanged: (before) => {
      const { document, prompt } = shown();
      const after = prompt.state.getState().choices.sides;
      if (isSame(before, after)) return;
      const step = { before, after, page: document.getState().document };
      trails.set(document, { undo: [...trailOf(shown()).undo, step], redo: [] });
    },
    canStepBorder: (direction) => next(direction) !== null,
    stepBorder: (direction) => {
      const step = next(direction);
      if (step === null) return false;
      const { document, prompt } = shown();
      const { undo, redo } = trailOf(shown());
      const isUndo = direction === 'undo';
      trails.set(
        document,
        isUndo
          ? { undo: undo.slice(0, -1), redo: [...redo, step] }
          : { undo: [...undo, step], redo: redo.slice(0, -1) },
      );
      prompt.state.getState().setChoices({ sides: isUndo ? step.before : step.after });
      return true;
    },
  };
}

const isSame = (one: Sides, other: Sides): boolean => sideNames.every((side) => one[side] === other[side]);
