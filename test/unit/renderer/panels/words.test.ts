import { describe, expect, it } from 'vitest';
import { cacheFor, paperCache } from '../../../../preload/contract/speed.ts';
import { newsOf } from '../../../../renderer/panels/prompt/Announcer.tsx';
import { offeredSizes } from '../../../../renderer/panels/prompt/sizes.ts';
import {
  gigabytes,
  openedInWords,
  percent,
  settingsInWords,
  taskInWords,
  timeLeft,
  titleOf,
  whenInWords,
} from '../../../../renderer/panels/words.ts';
import { english } from '../../../helpers/english.ts';

describe('words', () => {
  it('rounds the time left to what can be known', () => {
    expect(timeLeft(english, null)).toBeNull();
    expect(timeLeft(english, 0.4)).toBe('almost done');
    expect(timeLeft(english, 41.2)).toBe('42 s left');
    expect(timeLeft(english, 200)).toBe('3 min left');
    expect(timeLeft(english, 7200)).toBe('2.0 h left');
  });

  it('tells projects of one name apart by when they were open, but not one that can’t say', () => {
    expect(openedInWords(english, { openedAt: Date.now() - 5 * 60_000 - 1 })).toBe('5 min ago');
    expect(openedInWords(english, { openedAt: 0 })).toBe('');
  });

  it('says what was done, and calls a picture without words by it', () => {
    const sides = { left: 0, top: 8, right: 64, bottom: 0 };
    expect(taskInWords(english, { task: 'extend', details: { sides } })).toBe('Extend · top 8 · right 64');
    expect(taskInWords(english, { task: 'vary', details: { strength: 0.3 } })).toBe('Vary · 30%');
    const branch = { from: crypto.randomUUID(), stepsDone: 12 };
    expect(taskInWords(english, { task: 'generate', details: { branch } })).toBe('Draw · drawn on after step 12');
    expect(titleOf(english, { task: 'predict', details: { variant: 'hed' }, prompt: '' })).toBe(
      'Make a map · Soft edges',
    );
    expect(titleOf(english, { task: 'generate', details: {}, prompt: '' })).toBe(english.gallery.noPrompt);
    expect(titleOf(english, { task: 'edit', details: {}, prompt: 'bluer' })).toBe('bluer');
    const mix = { first: crypto.randomUUID(), second: crypto.randomUUID() };
    expect(taskInWords(english, { task: 'mix', details: { mix } })).toBe('Mix');
    // A task of another version of the studio keeps its word.
    expect(taskInWords(english, { task: 'hologram', details: {} })).toBe('hologram');
  });

  it('says when', () => {
    const now = new Date(2026, 4, 20, 15, 30).getTime();
    expect(whenInWords(english, now - 20_000, now)).toBe('just now');
    expect(whenInWords(english, now - 5 * 60_000, now)).toBe('5 min ago');
    expect(whenInWords(english, new Date(2026, 4, 20, 9, 5).getTime(), now)).toBe('today 9:05');
    expect(whenInWords(english, new Date(2026, 2, 3, 14, 5).getTime(), now)).toBe('3 Mar 14:05');
  });

  it('writes settings and zoom without needless digits', () => {
    expect(
      settingsInWords(english, {
        task: 'generate',
        settings: { steps: 1, textGuidance: 4, samplingTemperature: 0.30000000004 },
      }),
    ).toBe('1 step · follow 4 · variety 0.3');
    const settings = { steps: 16, textGuidance: 0, samplingTemperature: 1 };
    const fast = cacheFor('fast', 'generate', 16);
    expect(
      settingsInWords(english, { task: 'generate', settings: { ...settings, ...(fast && { cache: fast }) } }),
    ).toMatch(/variety 1 · fast$/);
    expect(
      settingsInWords(english, {
        task: 'generate',
        settings: { ...settings, cache: { ...paperCache, cacheRatio: 0.12 } },
      }),
    ).toMatch(/· own/);
    expect(settingsInWords(english, { task: 'generate', settings: { ...settings, negativePrompt: 'a dog' } })).toMatch(
      /variety 1 · without “a dog”$/,
    );
    expect([0.31, 4.06, 12.4].map((value) => gigabytes(english, value * 2 ** 30))).toEqual([
      '0.3 GB',
      '4.1 GB',
      '12 GB',
    ]);
    expect(percent(english, 0.0625)).toBe('6.3%');
    expect(percent(english, 0.624)).toBe('62%');
  });
});

describe('offeredSizes', () => {
  const sizes = offeredSizes({
    nativeSizes: [{ width: 256, height: 256 }],
    codec: { patchSize: 16, latentChannels: 4 },
  });

  it('starts with the native size and repeats none', () => {
    expect(sizes[0]).toEqual({ width: 256, height: 256 });
    expect(new Set(sizes.map(({ width, height }) => `${width}x${height}`)).size).toBe(sizes.length);
    expect(sizes.length).toBeGreaterThan(4);
  });

  it('offers whole cells of about the native area', () => {
    for (const { width, height } of sizes) {
      expect(width % 16).toBe(0);
      expect(height % 16).toBe(0);
      expect(Math.abs((width * height) / (256 * 256) - 1)).toBeLessThan(0.15);
    }
  });
});

describe('newsOf', () => {
  it('speaks at the start and at the end only', () => {
    expect(newsOf('idle', 'running', false)).toBe('started');
    expect(newsOf('running', 'running', false)).toBeNull();
    expect(newsOf('running', 'idle', false)).toBe('stopped');
    expect(newsOf('saving', 'candidate', true)).toBe('candidateReady');
  });
});
