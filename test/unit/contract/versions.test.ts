import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { STUDIO_VERSION } from '../../../preload/contract/versions.ts';

test('records tell the version that package.json has', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  expect(STUDIO_VERSION).toBe(version);
});
