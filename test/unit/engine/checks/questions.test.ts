import { describe, expect, test } from 'vitest';
import { questionsOfInstruction } from '../../../../main/engine/checks/instructions.ts';
import { questionsOfPrompt } from '../../../../main/engine/checks/questions.ts';
import { says } from '../../../../main/engine/checks/words.ts';

const told = (questions: readonly { question: string; expected: string }[]) =>
  questions.map(({ question, expected }) => `${question} ${expected}`);

describe('a prompt', () => {
  test.each([
    [
      'a red star on a yellow background',
      ['is there a star? yes', 'what colour is the star? red', 'what colour is the background? yellow'],
    ],
    ['three blue hearts', ['how many hearts are there? three', 'what colour are the hearts? blue']],
    [
      'A green circle left of an orange square',
      [
        'is there a circle? yes',
        'what colour is the circle? green',
        'is there a square? yes',
        'what colour is the square? orange',
        'what is left of the square? circle',
      ],
    ],
    ['Please draw me a picture of 2 dogs and an owl.', ['how many dogs are there? two', 'is there an owl? yes']],
    // Of two of a kind neither the colour nor whether there is one can be asked without it.
    ['a red circle and a blue circle', ['is there a red circle? yes', 'is there a blue circle? yes']],
    ['red', []],
    ['', []],
  ])('%j gives its questions', (prompt, questions) => {
    expect(told(questionsOfPrompt(prompt))).toEqual(questions);
  });
});

describe('an instruction', () => {
  test.each([
    ['make the circle blue', ['what colour is the circle? blue']],
    ['Please paint the red house green.', ['what colour is the house? green']],
    ['change the colour of the star to pink', ['what colour is the star? pink']],
    ['change the background to black', ['what colour is the background? black']],
    ['replace the background with a white background', ['what colour is the background? white']],
    ['add a yellow star above the circle', ['is there a star? yes', 'what colour is the star? yellow']],
    ['remove the red ring', ['is there a red ring? no']],
    [
      'replace the dog with a black cat',
      ['is there a dog? no', 'is there a cat? yes', 'what colour is the cat? black'],
    ],
    ['move the star to the left', []],
    ['something else entirely', []],
  ])('%j is checked', (instruction, questions) => {
    expect(told(questionsOfInstruction(instruction)).slice(0, questions.length || 9)).toEqual(questions);
  });
});

test.each([
  ['Yes, there is.', 'yes', true],
  ['no', 'yes', false],
  ['a 3', 'three', true],
  ['three hearts', 'three', true],
  ['thirteen', 'three', false],
  ['Gray.', 'grey', true],
  ['violet', 'purple', true],
  ['two red circles', 'circle', true],
  ['', 'red', false],
])('%j says %j: %j', (answer, expected, does) => {
  expect(says(answer, expected)).toBe(does);
});
