/** What each room adds to a task's entry, as far as the compiler does not ask for it. */
import { describe, expect, it, test } from 'vitest';
import { drawCommands } from '../../../main/engine/cli/draw.ts';
import { pathOptions, taskOptions } from '../../../main/engine/cli/draw-options.ts';
import { drawHelp } from '../../../main/engine/cli/draw-tasks.ts';
import { tasks as layouts, userTextOf } from '../../../main/engine/tasks/table.ts';
import {
  type DrawTaskName,
  drawTaskNames,
  drawTasks,
  taskNames,
  textTaskNames,
} from '../../../preload/contract/tasks.ts';
import { german } from '../../../preload/words/de/index.ts';
import { english } from '../../../preload/words/en/index.ts';
import { drawTasks as chosenTasks } from '../../../renderer/generation/tasks/tasks.ts';

const has = (task: DrawTaskName, input: string): boolean => Object.hasOwn(drawTasks[task].inputs, input);
const slotsOf = (text: string) => new Set(text.match(/\{\w+\}/g) ?? []);

describe.each(drawTaskNames)('the task "%s"', (task) => {
  const { answer, defaults, brought, paint, variants, options } = drawTasks[task];
  const layout = layouts[task];

  it('is laid out with each of its pictures, or fills the cells of its only one', () => {
    const pictures = defaults === 'imageToImage' ? ['picture', 'stylePicture'].filter((input) => has(task, input)) : [];
    expect(layout.pictures).toHaveLength(pictures.length);
    if (brought !== null) expect(has(task, brought)).toBe(true);
  });

  it('puts its words and its variant into the turn of the user, and nothing else', () => {
    const named = slotsOf(layout.userText);
    expect(named.has('{prompt}')).toBe(has(task, 'prompt'));
    if (named.has('{variant}')) expect(has(task, 'variant')).toBe(true);
    expect([...named].every((slot) => ['{prompt}', '{variant}'].includes(slot))).toBe(true);
    expect(variants.length > 0).toBe(has(task, 'variant'));
    for (const variant of variants) expect(userTextOf(layout, 'p', variant)).not.toMatch(/[{}]|undefined/);
  });

  it('takes paint only where it has a mask, and gives a part where it has a soft edge', () => {
    if (paint !== 'no') expect(has(task, 'regionMask')).toBe(true);
    expect(answer === 'region').toBe(has(task, 'feather'));
  });

  it('has a command with help, an option for each input, and no option twice', () => {
    const command = drawCommands().find((one) => one.name() === task);
    expect(command?.description()).toBe(drawHelp[task].says);
    const required: readonly string[] = options.required;
    const names: readonly string[] = [...required, ...options.optional];
    expect(names).toEqual([...new Set(names)]);
    const offered = Object.fromEntries(command?.options.map((one) => [one.attributeName(), one.mandatory]) ?? []);
    expect(offered).toMatchObject(Object.fromEntries(names.map((name) => [name, required.includes(name)])));
    expect(Object.keys(drawHelp[task]).filter((name) => name !== 'says' && !Object.hasOwn(offered, name))).toEqual([]);
    const needed: Readonly<Record<string, readonly string[]>> = {
      prompt: ['prompt'],
      picture: ['image', 'first'],
      stylePicture: ['style'],
      regionMask: ['mask'],
      variant: ['kind', 'view'],
      strength: ['strength'],
      sides: ['left'],
      feather: ['feather'],
      size: ['width'],
      width: ['width'],
    };
    for (const [input, by] of Object.entries(needed)) {
      if (has(task, input)) expect([input, by.some((name) => Object.hasOwn(offered, name))]).toEqual([input, true]);
    }
  });

  it('has words in every language', () => {
    const chosen = chosenTasks.find((name) => name === task);
    expect(chosen !== undefined).toBe(drawTasks[task].chosen);
    if (chosen === undefined) return;
    for (const words of [english, german]) {
      const { hint, ...others } = words.tasks[chosen];
      for (const word of Object.values(others)) expect(word).toMatch(/\w/);
      expect(hint !== '').toBe(has(task, 'prompt'));
      expect(Object.hasOwn(words.inputs.slot, task)).toBe(brought !== null);
      expect(Object.hasOwn(words.inputs.variant, task)).toBe(variants.length > 0);
      for (const variant of variants) expect(words.variants).toHaveProperty(variant);
    }
  });
});

test.each(textTaskNames)('the task "%s" looks at one picture, of any shape', (task) => {
  expect(layouts[task].pictures).toEqual(['free']);
  expect(slotsOf(layouts[task].userText)).toEqual(new Set(task === 'ask' ? ['{prompt}'] : []));
});

test('names of tasks are those of the manifests that exist', () => {
  expect(taskNames).toEqual(
    'generate retouch extend vary sketch mix edit subject control style predict views caption ask'.split(' '),
  );
});

test('an option that names a file is read as a path', () => {
  const files = Object.entries(taskOptions).filter(([, { flags }]) => flags.endsWith('<file>'));
  expect(new Set(pathOptions)).toEqual(new Set(files.map(([name]) => name)));
});
