/** The decoder as the window has it: supervised, over ports that are brokered, dying of pictures. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { scrubbed } from '../../main/processes/environment.ts';
import { plainService } from '../../main/processes/plain-child.ts';
import { expectedEnds, Supervisor } from '../../main/processes/supervisor.ts';
import type { ServiceState } from '../../preload/contract/desktop.ts';
import { pictureService } from '../../preload/contract/picture-service.ts';
import { pictureClient } from '../../preload/rpc/picture-client.ts';
import { reconnecting } from '../../renderer/services/reconnecting.ts';
import { mainPortPair } from '../helpers/port-pair.ts';

const states: ServiceState[] = [];
const supervisor = new Supervisor({
  service: 'pictures',
  policy: expectedEnds,
  endsItself: true,
  onState: (state) => states.push(state),
  log: () => undefined,
});
const entry = join(import.meta.dirname, '../../main/pictures/index.ts');
supervisor.start(plainService(process.execPath, { entry, environment: scrubbed(process.env, {}) }));
const { client, close } = reconnecting(
  pictureService,
  async () => {
    const [end, page] = mainPortPair();
    supervisor.connect(end);
    return page;
  },
  { firstDelayMs: 20 },
);
const decoder = pictureClient(() => client);
afterAll(async () => {
  close();
  await supervisor.stop(100);
});

const show = (name: string) => {
  const bytes = new Uint8Array(readFileSync(join(import.meta.dirname, '../fixtures/pictures', name)));
  return decoder.show({ bytes, name }).then(
    ({ width, png }) => `${width} ${png === null ? 'as it is' : 'converted'}`,
    (error: Error) => error.message,
  );
};

test('pictures that end it are refused, those around them are read, and nobody is alarmed', {
  timeout: 300_000,
}, async () => {
  const names = [
    'srgb.png',
    'svg-blur.svg',
    'wide-rgb.png',
    'svg-blur.svg',
    'slow.svg',
    'bmp.bmp',
    'svg-blur.svg',
    'srgb.png',
  ];
  expect(await Promise.all(names.map(show))).toEqual([
    '128 as it is',
    expect.stringMatching(/^“svg-blur\.svg” .* refused/),
    '128 converted',
    expect.stringMatching(/^“svg-blur\.svg” .* refused/),
    expect.stringMatching(/^“slow\.svg” .* refused/),
    '128 converted',
    expect.stringMatching(/^“svg-blur\.svg” .* refused/),
    '128 as it is',
  ]);
  expect(await show('wide-rgb.jpg')).toBe('128 converted');
  expect(states.filter(({ state }) => state === 'restarting').length).toBeGreaterThanOrEqual(1);
  expect(states.filter(({ state, told }) => state === 'failed' || told !== null)).toEqual([]);
});
