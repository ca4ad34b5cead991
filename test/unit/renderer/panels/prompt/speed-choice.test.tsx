import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { type CacheSettings, cacheFor, paperCache } from '../../../../../preload/contract/speed.ts';
import { StudioContext } from '../../../../../renderer/panels/context.ts';
import { SpeedChoice } from '../../../../../renderer/panels/prompt/SpeedChoice.tsx';
import type { Studio } from '../../../../../renderer/state/studio.ts';

function chosen(cache: CacheSettings | undefined): string[] {
  const settings = { steps: 8, textGuidance: 1, samplingTemperature: 1, ...(cache && { cache }) };
  const prompt = createStore(() => ({ settings: { generate: settings, retouch: settings }, setSpeed: () => {} }));
  const app = createStore(() => ({ language: 'en' }));
  const markup = renderToStaticMarkup(
    <StudioContext value={{ app, prompt } as unknown as Studio}>
      <SpeedChoice task="generate" />
    </StudioContext>,
  );
  expect(markup.match(/<button/g)).toHaveLength(3);
  return [...markup.matchAll(/<button[^>]*aria-checked="true"[^>]*>([^<]*)/g)].map(([, name]) => name ?? '');
}

test('shows which speed is on, and none for dials of an older picture', () => {
  expect(chosen(undefined)).toEqual(['Exact']);
  expect(chosen(cacheFor('balanced', 'generate', 8))).toEqual(['Balanced']);
  expect(chosen({ ...paperCache, cacheRatio: 0.3 })).toEqual([]);
});
