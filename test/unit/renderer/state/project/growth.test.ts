import { beforeEach, expect, it } from 'vitest';
import type { Sides } from '../../../../../preload/contract/task-inputs.ts';
import { noSides } from '../../../../../renderer/generation/tasks/tasks.ts';
import { followGrowth, forgetSides } from '../../../../../renderer/state/project/growth.ts';
import { createPrompt, type Prompt } from '../../../../../renderer/state/project/prompt-state.ts';
import { layerWith } from '../../../../helpers/documents.ts';
import { projectId, TestStudio } from '../../../../helpers/test-studio.ts';

const sides: Sides = { left: 32, top: 0, right: 0, bottom: 16 };

let studio: TestStudio;
let prompt: Prompt;
let shown: (Sides | null)[];

beforeEach(async () => {
  studio = new TestStudio();
  shown = [];
  const { hash } = await studio.store.putBlob({
    projectId,
    bytes: new Uint8Array([1]),
    mediaType: 'image/png',
  });
  studio.document.getState().addLayer(layerWith({ blob: hash }));
  const circumstances = () => ({ manifest: { tasks: ['retouch' as const] }, hasPicture: true, painted: false });
  prompt = createPrompt({
    run: studio.run,
    begin: (input) => studio.state.run(input),
    beginSeries: async () => {},
    randomSeed: () => 1,
    circumstances,
    isModelComing: () => false,
    tellMissing: () => {},
    keep: () => {},
  });
  const canvas = { growPage: (wanted: Sides | null) => shown.push(wanted) };
  followGrowth({ prompt: prompt.state, run: studio.run, canvas });
  forgetSides({ prompt: prompt.state, document: studio.document });
});

it('shows how far the page will reach while that is set, and with what runs and waits; accepted, it is the page', async () => {
  const { setTask, setChoices, setText } = prompt.state.getState();
  setText('a wider world');
  setChoices({ sides });
  expect(shown).toEqual([]);
  setTask('extend');
  expect(shown).toEqual([sides]);
  const done = prompt.state.getState().run();
  await new Promise((resolve) => setTimeout(resolve));
  studio.engine.finish({ frame: { x: 0, y: 0, width: 288, height: 272 } });
  await done;
  // Neither beginning nor waiting moves what is shown.
  expect(shown).toEqual([sides]);
  await studio.state.accept();
  expect(shown).toEqual([sides, null]);
  expect(prompt.state.getState().choices.sides).toEqual(noSides);
  expect(studio.page).toMatchObject({ width: 288, height: 272 });
});

it('stays with what was asked for when the result is discarded', async () => {
  const { setTask, setChoices, setText } = prompt.state.getState();
  setText('a wider world');
  setTask('extend');
  setChoices({ sides });
  const done = prompt.state.getState().run();
  await new Promise((resolve) => setTimeout(resolve));
  studio.engine.finish();
  await done;
  await studio.state.drop();
  expect(shown.at(-1)).toEqual(sides);
  setTask('generate');
  expect(shown.at(-1)).toBeNull();
});
