import { expect, test } from 'vitest';
import { ProgressClock, progressLine } from '../../../native-models/converter/progress.ts';

test('a line tells stage, percent and bytes, and the time left once it is known', () => {
  expect(progressLine({ stage: 'hashing', done: 0, of: 0 }, null)).toBe('Reading the checkpoint');
  expect(progressLine({ stage: 'transformer', done: 6_480_000_000, of: 16_200_000_000 }, 170)).toBe(
    'Converting the transformer: 40 %, 6.5 of 16.2 GB, about 3 minutes left',
  );
  expect(progressLine({ stage: 'codec', done: 5_000_000, of: 5_000_000 }, 0)).toBe(
    'Converting the codec: 100 %, 5.0 of 5.0 MB',
  );
  expect(progressLine({ stage: 'codec', done: 1_000_000, of: 5_000_000 }, 0.2)).toContain('about 1 s left');
});

test('the time left follows the rate of reading or of converting, each by itself', () => {
  const clock = new ProgressClock();
  expect(clock.secondsLeft({ stage: 'hashing', done: 0, of: 100 }, 0)).toBeNull();
  expect(clock.secondsLeft({ stage: 'hashing', done: 10, of: 100 }, 1000)).toBeNull();
  expect(clock.secondsLeft({ stage: 'hashing', done: 40, of: 100 }, 4000)).toBeCloseTo(6);
  expect(clock.secondsLeft({ stage: 'transformer', done: 0, of: 100 }, 10_000)).toBeNull();
  expect(clock.secondsLeft({ stage: 'transformer', done: 50, of: 100 }, 15_000)).toBeCloseTo(5);
  expect(clock.secondsLeft({ stage: 'codec', done: 75, of: 100 }, 17_500)).toBeCloseTo(2.5);
});

test('lines come at most once a second, but for the first of a stage and the last', () => {
  const clock = new ProgressClock();
  const due = (done: number, now: number) => clock.isDue({ stage: 'codec', done, of: 10 }, now);
  expect(clock.isDue({ stage: 'transformer', done: 0, of: 10 }, 0)).toBe(true);
  expect([due(0, 0), due(1, 500), due(2, 1000), due(3, 1500), due(10, 1600)]).toEqual([true, false, true, false, true]);
});
