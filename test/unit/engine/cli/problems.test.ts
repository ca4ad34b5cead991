import { expect, test } from 'vitest';
import { z } from 'zod';
import { jobOf } from '../../../../main/engine/cli/batch.ts';
import { firstProblem } from '../../../../main/engine/cli/problems.ts';
import { StudioError } from '../../../../preload/contract/errors.ts';

function said(job: unknown): string {
  try {
    jobOf(job, 3);
  } catch (error) {
    if (error instanceof StudioError) return error.message;
  }
  throw new Error('It was taken.');
}

test('what is wrong with a job is said in plain words', () => {
  const retouch = { id: 'a', task: 'retouch', image: 'a.png', mask: 'm.png', prompt: 'x' };
  expect(said({ ...retouch, mask: undefined })).toBe('Line 3 is no valid job: "mask": it is missing.');
  expect(said({ ...retouch, image: 7 })).toBe('Line 3 is no valid job: "image": it must be text in quotes.');
  expect(said({ ...retouch, image: '' })).toBe('Line 3 is no valid job: "image": it must not be empty.');
  expect(said({ ...retouch, steps: 0 })).toBe('Line 3 is no valid job: "steps": it must be at least 1.');
  expect(said({ ...retouch, steps: 'x' })).toBe('Line 3 is no valid job: "steps": it must be a number.');
  expect(said({ ...retouch, seed: 1.5 })).toBe('Line 3 is no valid job: "seed": it must be a whole number.');
  expect(said({ ...retouch, task: 'vary', strength: 0 })).toBe(
    'Line 3 is no valid job: "strength": it must be more than 0.',
  );
  expect(said({ ...retouch, task: 'paint' })).toMatch(/"task": it must be one of caption, ask, generate, [a-z, ]+\.$/);
  expect(said(null)).toBe('Line 3 is no valid job: it must be an object in braces.');
  expect(said({ ...retouch, prompt: 'x'.repeat(5000) })).toMatch(/"prompt": it has 5,000 characters/);
});

test('no message of the schemas’ own library comes through', () => {
  const problems = [
    z.enum(['a', 'b']).safeParse('c'),
    z.array(z.string()).max(2).safeParse(['a', 'b', 'c']),
    z.boolean().safeParse('yes'),
  ].map(({ error }) => error && firstProblem(error));
  expect(problems).toEqual(['it must be one of a, b', 'it must have at most 2 entries', 'it must be true or false']);
});
