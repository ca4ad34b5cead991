import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListedGeneration } from '../../../../../preload/contract/records.ts';
import { paperCache } from '../../../../../preload/contract/speed.ts';
import { settingsThatDiffer } from '../../../../../renderer/generation/run/compared-settings.ts';

const drawn: ListedGeneration = {
  id: '3c47ea02-0a6b-420c-b631-96c1f0dfd614',
  sequence: 1,
  runId: '3c47ea02-0a6b-420c-b631-96c1f0dfd615',
  task: 'generate',
  prompt: 'a castle',
  settings: { steps: 16, textGuidance: 4, samplingTemperature: 1 },
  seed: 7,
  modelHash: 'a'.repeat(64),
  modelName: 'Pocket',
  modelFamily: 'lumina-dimoo',
  modelPrecision: 'fp32',
  elementTypes: null,
  provider: 'cpu',
  timings: { total: 1.5, encode: 0, denoise: 1.25, decode: 0.25, running: 1.4 },
  picture: 'b'.repeat(64),
  frame: { x: 0, y: 0, width: 512, height: 512 },
  pageWidth: 512,
  pageHeight: 512,
  mask: null,
  details: {},
  givenPicture: null,
  givenStyle: null,
  freezeMask: null,
  versions: null,
  parentId: null,
  grid: { columns: 64, rows: 64 },
  artifacts: [],
  outcome: 'accepted',
  starred: false,
  createdAt: 1,
};

describe('what two pictures differ in', () => {
  it('is nothing where they were made alike, whatever came of it', () => {
    const other = {
      ...drawn,
      id: 'x',
      sequence: 9,
      runId: 'y',
      starred: true,
      outcome: 'dropped',
      createdAt: 5,
    } as const;
    expect(
      settingsThatDiffer(drawn, { ...other, picture: 'c'.repeat(64), timings: { ...drawn.timings, total: 9 } }),
    ).toEqual([]);
  });

  it('is told in the order of the names, with null where one has no such setting', () => {
    const other: ListedGeneration = {
      ...drawn,
      task: 'retouch',
      prompt: 'a house',
      seed: 8,
      settings: { ...drawn.settings, steps: 32, negativePrompt: 'fog', cache: paperCache },
      details: {
        strength: 0.5,
        sides: { left: 1, top: 2, right: 3, bottom: 4 },
        feather: 0,
        branch: { from: drawn.id, stepsDone: 4 },
      },
      mask: 'd'.repeat(64),
      frame: { x: 9, y: 9, width: 256, height: 512 },
    };
    expect(settingsThatDiffer(drawn, other)).toEqual([
      { name: 'task', values: ['generate', 'retouch'] },
      { name: 'words', values: ['a castle', 'a house'] },
      { name: 'leftOut', values: [null, 'fog'] },
      { name: 'seed', values: [7, 8] },
      { name: 'steps', values: [16, 32] },
      { name: 'speed', values: ['exact', '0.9 · 0.3 · 5 · 1 · least-sure'] },
      { name: 'strength', values: [null, 0.5] },
      { name: 'sides', values: [null, '1 · 2 · 3 · 4'] },
      { name: 'feather', values: [null, 0] },
      { name: 'branch', values: [null, 4] },
      { name: 'size', values: ['512 × 512', '256 × 512'] },
      { name: 'region', values: [null, 'd'.repeat(64)] },
    ]);
  });

  it('names the version of a model where both have one name, and else only the name', () => {
    const version = { ...drawn, modelHash: 'c'.repeat(64) };
    expect(settingsThatDiffer(drawn, version)).toEqual([
      { name: 'modelHash', values: ['a'.repeat(12), 'c'.repeat(12)] },
    ]);
    expect(settingsThatDiffer(drawn, { ...version, modelName: 'DiMOO' })).toEqual([
      { name: 'model', values: ['Pocket', 'DiMOO'] },
    ]);
  });

  it('is the same from the other side', () => {
    const some = fc.record({
      seed: fc.constantFrom(1, 2),
      prompt: fc.constantFrom('a', 'b'),
      provider: fc.constantFrom('cpu', 'cuda'),
      modelHash: fc.constantFrom('a'.repeat(64), 'b'.repeat(64)),
      modelName: fc.constantFrom('one', 'two'),
      settings: fc.record({
        steps: fc.constantFrom(1, 2),
        textGuidance: fc.constant(4),
        samplingTemperature: fc.constantFrom(0, 1),
      }),
    });
    fc.assert(
      fc.property(some, some, (a, b) => {
        const [one, other] = [
          { ...drawn, ...a },
          { ...drawn, ...b },
        ];
        const back = settingsThatDiffer(other, one).map(({ name, values: [x, y] }) => ({ name, values: [y, x] }));
        expect(settingsThatDiffer(one, other)).toEqual(back);
      }),
    );
  });
});
