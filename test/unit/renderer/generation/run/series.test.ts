import { expect, test } from 'vitest';
import type { RunInput } from '../../../../../renderer/generation/run/run-types.ts';
import { planSeries, type Series, settingsOf, valuesOf } from '../../../../../renderer/generation/run/series.ts';
import { drawTasks, firstChoices } from '../../../../../renderer/generation/tasks/tasks.ts';

const own = { steps: 8, textGuidance: 1, samplingTemperature: 1 };
const base: RunInput = {
  ...{ task: 'generate', prompt: '', seed: 0xffff_ffff, size: { width: 64, height: 64 }, reference: null },
  ...{ count: 1, verify: false, choices: firstChoices },
  settings: Object.fromEntries(drawTasks.map((task) => [task, own])) as RunInput['settings'],
};
const series: Series = { prompts: 'a {red|blue} cat', seeds: 1, setting: 'none', from: 0, to: 0, values: 3 };
const plan = (patch: Partial<Series>, input: Partial<RunInput> = {}) => {
  const planned = planSeries({ ...series, ...patch }, { ...base, ...input }, (_, settings, change) => ({
    ...settings,
    ...change,
  }));
  return 'inputs' in planned ? planned.inputs : planned.problem;
};

test('a series goes through prompts, values and seeds in this order, one picture each', () => {
  const inputs = plan({ seeds: 2, setting: 'steps', from: 4, to: 8, values: 2 });
  expect(
    Array.isArray(inputs) && inputs.map(({ prompt, seed, settings }) => [prompt, settings.generate.steps, seed]),
  ).toEqual([
    ['a red cat', 4, 0xffff_ffff],
    ['a red cat', 4, 0],
    ['a red cat', 8, 0xffff_ffff],
    ['a red cat', 8, 0],
    ['a blue cat', 4, 0xffff_ffff],
    ['a blue cat', 4, 0],
    ['a blue cat', 8, 0xffff_ffff],
    ['a blue cat', 8, 0],
  ]);
  expect(Array.isArray(inputs) && inputs.every(({ count }) => count === 1)).toBe(true);
});

test('a setting is spread evenly over its range, within what it may be, without repeats', () => {
  expect(valuesOf({ ...series, setting: 'steps', from: 1, to: 4, values: 9 })).toEqual([1, 2, 3, 4]);
  expect(valuesOf({ ...series, setting: 'textGuidance', from: 0, to: 1, values: 3 })).toEqual([0, 0.5, 1]);
  expect(valuesOf({ ...series, setting: 'strength', from: 20, to: 900, values: 2 })).toEqual([20, 100]);
  expect(settingsOf('generate')).not.toContain('strength');
  expect(settingsOf('vary')).toContain('strength');
});

test('the share that is drawn anew is a share of the request', () => {
  const inputs = plan({ prompts: 'a cat', setting: 'strength', from: 20, to: 80, values: 2 }, { task: 'vary' });
  expect(Array.isArray(inputs) && inputs.map(({ choices }) => choices.strength)).toEqual([0.2, 0.8]);
});

test('too many pictures are refused with their number', () => {
  expect(plan({ prompts: '{a|b|c|d|e}', seeds: 16 })).toEqual({ why: 'too-many', count: 80, most: 64 });
  expect(plan({ prompts: 'a cat', seeds: 16, setting: 'steps', from: 1, to: 9, values: 9 })).toEqual({
    ...{ why: 'too-many', count: 144, most: 64 },
  });
});
