import { describe, expect, it } from 'vitest';
import { judgeWords } from '../../../../native-models/judge/judge.ts';
import { parseCaption } from '../../../../native-models/judge/words.ts';
import { expected, knowledge, sampleScenes, samples, world } from '../../../helpers/scenes.ts';

const pair = {
  background: 'an orange background',
  objects: [
    { name: 'circle', colour: 'red', size: 'small', boxes: [[0.2, 0.5, 0.25]] },
    { name: 'square', colour: 'grey', size: 'medium', boxes: [[0.8, 0.45, 0.375]] },
  ],
};
const captionOf = (text: string, facts: object) => judgeWords(text, expected(facts), knowledge);

describe('captions', () => {
  it('are parsed group by group', () => {
    expect(
      parseCaption('Two medium cats and a large butterfly in twemoji style on a gradient from white to black.', world),
    ).toEqual({
      groups: [
        { count: 2, size: 'medium', colour: null, name: 'cat', style: 'noto' },
        { count: 1, size: 'large', colour: null, name: 'butterfly', style: 'twemoji' },
      ],
      relation: null,
      background: 'a gradient from white to black',
    });
    expect(
      parseCaption('three small palm trees, a fish and two octopuses on a red background', world)?.groups.map(
        ({ name }) => name,
      ),
    ).toEqual(['palm tree', 'fish', 'octopus']);
  });

  it('may say a plain ground in a colour that no shape has', () => {
    expect(parseCaption('a small rabbit on a light blue background', world)?.background).toBe(
      'a light blue background',
    );
    expect(parseCaption('a light blue circle on a white background', world)).toBeNull();
    expect(parseCaption('a rabbit on a gradient from light blue to white', world)).toBeNull();
  });

  it.each([
    ['a red circle', 'no background'],
    ['two red circle on a blue background', 'a number that the noun denies'],
    ['a red circles on a blue background', 'a number that the noun denies'],
    ['a red blob on a blue background', 'a thing of no world'],
    ['a red circle on a teal background', 'a colour of no world'],
    ['a red circle on a blue background on a red background', 'two backgrounds'],
    ['', 'nothing'],
  ])('"%s" is none (%s)', (text) => {
    expect(parseCaption(text, world)).toBeNull();
  });

  it.each([
    ['a small red circle left of a medium grey square on an orange background', true],
    ['a medium gray square right of a small red circle on an orange background', true],
    ['a large red circle left of a grey square on a orange background', true],
    ['a small red circle and a medium grey square on an orange background', false],
    ['a small red circle right of a medium grey square on an orange background', false],
    ['a small red circle above a medium grey square on an orange background', false],
    ['a small grey circle left of a medium red square on an orange background', false],
    ['two red circles and a grey square on an orange background', false],
    ['a red circle left of a grey square on a red background', false],
    ['a red circle on an orange background', false],
  ])('"%s" of a pair with a relation is %s', (text, right) => {
    expect(captionOf(text, { ...pair, relation: 'left of' }).right).toBe(right);
  });

  it.each([
    ['a red circle and a grey square on an orange background', true],
    ['a red circle left of a grey square on an orange background', true],
    ['a grey square left of a red circle on an orange background', false],
  ])('where none is asked for, "%s" is %s by the boxes', (text, right) => {
    expect(captionOf(text, pair).right).toBe(right);
  });

  it('that cannot be read are wrong, whichever facts are asked', () => {
    expect(captionOf('blah', { ...pair, facts: ['background'] }).right).toBe(false);
    expect(captionOf('a cat on an orange background', { ...pair, facts: ['background'] }).right).toBe(true);
  });

  it.skipIf(samples === null)("of another renderer's scenes are right of their own, and of no other", () => {
    const scenes = sampleScenes(samples ?? '');
    for (const { caption, facts } of scenes) {
      expect(judgeWords(caption, facts, knowledge).faults).toEqual([]);
      const accepted = scenes.filter(
        (other) => other.caption !== caption && judgeWords(other.caption, facts, knowledge).right,
      );
      expect(accepted).toEqual([]);
    }
  });
});

describe('answers', () => {
  it.each([
    ['grey', 'Gray.', true],
    ['centre', 'the center', true],
    ['a red circle', 'red circle', true],
    ['two', 'three', false],
    ['yes', 'yes, there is', false],
    ['no', '', false],
    [['left', 'top left'], 'top left', true],
  ])('%s: "%s" is %s', (answer, text, right) => {
    expect(judgeWords(text, expected({ answer }), knowledge).right).toBe(right);
  });
});
