import { describe, expect, it } from 'vitest';
import {
  closedBy,
  type DrawTask,
  detailsOf,
  drawTasks,
  firstChoices,
  knownVariants,
  missingFor,
  needsOf,
  noSides,
  taskFor,
} from '../../../../../renderer/generation/tasks/tasks.ts';
import { variantInWords } from '../../../../../renderer/panels/words.ts';
import { english } from '../../../../helpers/english.ts';

const pocket = { tasks: ['generate', 'retouch', 'caption', 'ask'] as const };
const large = { tasks: drawTasks };
const given = { text: 'words', sides: noSides, hasReference: false };

/** Tasks that can be chosen then. */
function open(tasks: readonly DrawTask[], hasPicture: boolean, painted: boolean): DrawTask[] {
  return drawTasks.filter((task) => closedBy(task, { manifest: { tasks: [...tasks] }, hasPicture, painted }) === null);
}

describe('what a task needs', () => {
  it('is read from what the contract says it is given', () => {
    const those = (is: (task: DrawTask) => boolean) => drawTasks.filter(is);
    expect(those((task) => !needsOf(task).words)).toEqual(['style', 'predict', 'views']);
    expect(those((task) => needsOf(task).page)).toEqual([
      'retouch',
      'extend',
      'vary',
      'sketch',
      'edit',
      'style',
      'predict',
    ]);
    expect(those((task) => needsOf(task).slot !== null)).toEqual(['subject', 'control', 'style', 'views']);
    expect(those((task) => needsOf(task).paint === 'may')).toEqual(['vary', 'edit']);
    expect(those((task) => needsOf(task).size)).toEqual(['generate', 'subject', 'views']);
    expect(those((task) => needsOf(task).region)).toEqual(['retouch', 'extend', 'vary', 'edit']);
    expect(needsOf('style').slot).toBe('stylePicture');
  });

  it('goes into its record, and nothing else', () => {
    const sides = { ...noSides, top: 4 };
    const choices = { ...firstChoices, sides, strength: 0.5 };
    expect(detailsOf('extend', choices)).toEqual({ sides });
    expect(detailsOf('vary', choices)).toEqual({ strength: 0.5 });
    expect(detailsOf('sketch', { ...choices, sketch: 0 })).toEqual({ strength: 0 });
    expect(detailsOf('control', choices)).toEqual({ variant: 'canny' });
    expect(detailsOf('edit', choices)).toEqual({});
  });
});

describe('which tasks can be chosen', () => {
  it('depends on what the model was trained for: retouching is enough to extend and to vary', () => {
    expect(open(pocket.tasks.slice(0, 2) as DrawTask[], true, false)).toEqual(['generate', 'extend', 'vary', 'sketch']);
    expect(open(drawTasks, true, false)).toEqual(drawTasks.filter((task) => task !== 'retouch'));
    expect(closedBy('edit', { manifest: { tasks: [...pocket.tasks] }, hasPicture: true, painted: false })).toBe(
      'untrained',
    );
    expect(closedBy('generate', { manifest: null, hasPicture: true, painted: false })).toBe('model');
  });

  it('depends on what stands on the page', () => {
    expect(open(drawTasks, false, false)).toEqual(['generate', 'subject', 'control', 'views']);
    expect(open(drawTasks, false, true)).toContain('retouch');
    expect(open(drawTasks, true, true)).not.toContain('generate');
  });

  it('turns drawing into retouching where something is painted', () => {
    expect(taskFor('generate', true)).toBe('retouch');
    expect(taskFor('retouch', false)).toBe('generate');
    expect(taskFor('edit', true)).toBe('edit');
  });
});

it('says the first thing that a chosen task still lacks', () => {
  const now = { manifest: large, hasPicture: true, painted: false };
  expect(missingFor('edit', now, { ...given, text: ' ' })).toBe('words');
  expect(missingFor('edit', now, { ...given, text: 'x'.repeat(4001) })).toBe('long');
  expect(missingFor('predict', now, { ...given, text: 'x'.repeat(4001) })).toBeNull();
  expect(missingFor('edit', now, given)).toBeNull();
  expect(missingFor('extend', now, given)).toBe('sides');
  expect(missingFor('style', now, given)).toBe('slot');
  expect(missingFor('style', now, { ...given, text: '', hasReference: true })).toBeNull();
  expect(missingFor('predict', { ...now, hasPicture: false }, given)).toBe('page');
  // What only the artist can bring comes before what comes by itself.
  expect(missingFor('edit', { ...now, manifest: null }, { ...given, text: ' ' })).toBe('words');
  expect(missingFor('edit', { ...now, manifest: null }, given)).toBe('model');
});

it('offers the kinds that a model was trained for, and all where none is loaded or it does not say', () => {
  expect(knownVariants({ kinds: { predict: ['canny', 'segmentation'] } }, 'predict')).toEqual([
    'canny',
    'segmentation',
  ]);
  expect(knownVariants({ kinds: { predict: ['canny'] } }, 'control')).toEqual(needsOf('control').variants);
  expect(knownVariants({}, 'views')).toEqual(needsOf('views').variants);
  expect(knownVariants(null, 'predict')).toEqual(needsOf('predict').variants);
});

it('has words for every task, every choice and every reason', () => {
  for (const task of drawTasks) {
    const { slot, variants, words } = needsOf(task);
    expect(english.tasks[task].hint !== '').toBe(words);
    expect(Object.hasOwn(english.inputs.slot, task)).toBe(slot !== null);
    for (const variant of variants) expect(variantInWords(english, variant)).toMatch(/^[A-Z]/);
  }
  expect(english.missing.untrained({ model: 'Pocket' })).toBe('Pocket was not trained for this; a larger model is.');
});
