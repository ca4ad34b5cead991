import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Sides } from '../../../../../preload/contract/task-inputs.ts';
import { createDocumentStore } from '../../../../../renderer/document/store.ts';
import { firstChoices, noSides } from '../../../../../renderer/generation/tasks/tasks.ts';
import { createBorderSteps } from '../../../../../renderer/state/projects/border-steps.ts';
import { documentWith, idOf, layerWith } from '../../../../helpers/documents.ts';

function project() {
  const document = createDocumentStore(documentWith({ layers: [layerWith({ id: idOf(1) })] }));
  const prompt = createStore<{ task: string; choices: typeof firstChoices; setChoices: (patch: object) => void }>()(
    (set, get) => ({
      task: 'extend',
      choices: firstChoices,
      setChoices: (patch) => set({ choices: { ...get().choices, ...patch } }),
    }),
  );
  const run = createStore(() => ({ phase: 'idle' }));
  return { document, prompt, run, shown: { document, prompt: { state: prompt }, run } };
}

type Project = ReturnType<typeof project>;

function opened() {
  const [one, other] = [project(), project()];
  let now = one;
  const border = createBorderSteps(() => now.shown as never);
  const set = (sides: Sides) => {
    const before = now.prompt.getState().choices.sides;
    now.prompt.getState().setChoices({ sides });
    border.borderChanged(before);
  };
  const show = (project: Project) => {
    now = project;
  };
  return { one, other, show, set, ...border, sides: () => now.prompt.getState().choices.sides };
}

const wide: Sides = { ...noSides, left: 16, right: 16 };
const tall: Sides = { ...noSides, top: 32 };

test('the changes of a border are undone and redone one after the other', () => {
  const { set, sides, stepBorder, canStepBorder } = opened();
  expect(stepBorder('undo')).toBe(false);
  set(wide);
  set(tall);
  set(tall);
  expect(canStepBorder('redo')).toBe(false);
  expect([stepBorder('undo'), sides()]).toEqual([true, wide]);
  expect([stepBorder('undo'), sides()]).toEqual([true, noSides]);
  expect(canStepBorder('undo')).toBe(false);
  expect([stepBorder('redo'), stepBorder('redo'), sides()]).toEqual([true, true, tall]);
  stepBorder('undo');
  set(noSides);
  expect(canStepBorder('redo')).toBe(false);
});

test('what was done to the document since comes first, and a border that runs or is not asked for is left alone', () => {
  const { one, set, sides, stepBorder, canStepBorder } = opened();
  set(wide);
  one.document.getState().renameLayer(idOf(1), 'Sky');
  expect(stepBorder('undo')).toBe(false);
  one.document.getState().undo();
  expect(canStepBorder('undo')).toBe(true);
  one.run.setState({ phase: 'running' });
  expect(canStepBorder('undo')).toBe(false);
  one.run.setState({ phase: 'idle' });
  one.prompt.setState({ task: 'generate' });
  expect(canStepBorder('undo')).toBe(false);
  one.prompt.setState({ task: 'extend' });
  expect([stepBorder('undo'), sides()]).toEqual([true, noSides]);
});

test('each project has its own', () => {
  const { one, other, show, set, sides, stepBorder } = opened();
  set(wide);
  show(other);
  expect(stepBorder('undo')).toBe(false);
  set(tall);
  show(one);
  expect([stepBorder('undo'), sides()]).toEqual([true, noSides]);
});
