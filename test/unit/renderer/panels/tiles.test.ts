import { describe, expect, it } from 'vitest';
import type { ListedGeneration } from '../../../../preload/contract/records.ts';
import { chosenTiles, tilesOf } from '../../../../renderer/panels/gallery/tiles.ts';

type Drawn = readonly [id: string, runId: string, outcome?: ListedGeneration['outcome']];

const records = (...drawn: readonly Drawn[]) =>
  drawn.map(([id, runId, outcome = 'dropped']) => ({ id, runId, outcome }) as ListedGeneration);
const found = records(
  ['f', 'run'],
  ['e', 'run', 'accepted'],
  ['d', 'alone', 'accepted'],
  ['c', 'run'],
  ['b', 'lost'],
  ['a', 'lost'],
);
const shut = { dropped: false, openRuns: new Set<string>() };
const told = (choice: Parameters<typeof tilesOf>[1]) =>
  tilesOf(found, choice).map(({ id, pictures, ofRun, isOpen }) => [
    id,
    pictures.map((one) => one.id).join(''),
    ofRun,
    isOpen,
  ]);

describe('the tiles of the gallery', () => {
  it('stack the pictures of a run where its first one stands, with the accepted one on top', () => {
    expect(told(shut)).toEqual([
      ['e', 'e', 3, false],
      ['d', 'd', 1, false],
    ]);
  });

  it('mean discarded pictures too, where these are shown', () => {
    expect(told({ ...shut, dropped: true })).toEqual([
      ['e', 'fec', 3, false],
      ['d', 'd', 1, false],
      ['b', 'ba', 2, false],
    ]);
  });

  it('lie side by side where their run is open, the discarded ones too', () => {
    expect(told({ dropped: false, openRuns: new Set(['run', 'lost']) })).toEqual([
      ['f', 'f', 3, true],
      ['e', 'e', 3, true],
      ['c', 'c', 3, true],
      ['d', 'd', 1, false],
    ]);
  });

  it('stay the same objects for pictures that are alone', () => {
    expect(tilesOf(found, shut)[1]).toBe(tilesOf([...found], shut)[1]);
  });

  it('are chosen where one of their pictures is', () => {
    const tiles = tilesOf(found, { ...shut, dropped: true });
    expect(chosenTiles(tiles, new Set(['c', 'x', 'd'])).map(({ id }) => id)).toEqual(['e', 'd']);
    expect(chosenTiles(tiles, new Set())).toEqual([]);
  });
});
