import { expect, test } from 'vitest';
import { differencesOf } from '../../../../../renderer/generation/run/differences.ts';

const settings = { steps: 8, textGuidance: 1, samplingTemperature: 1 };
const drawing = { prompt: 'a cat', seed: 1, settings, details: {} };

test('each drawing tells what not all of them have, and nothing else', () => {
  const others = [drawing, { ...drawing, seed: 2 }, { ...drawing, settings: { ...settings, steps: 16 } }];
  const nothing = { prompt: null, textGuidance: null, samplingTemperature: null, strength: null };
  expect(differencesOf(others)).toEqual([
    { ...nothing, seed: 1, steps: 8 },
    { ...nothing, seed: 2, steps: 8 },
    { ...nothing, seed: 1, steps: 16 },
  ]);
  expect(Object.values(differencesOf([drawing, drawing])[0] ?? {}).every((value) => value === null)).toBe(true);
});
