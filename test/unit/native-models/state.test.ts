import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convertCheckpoint } from '../../../native-models/converter/converter.ts';
import { largestDifference } from '../../helpers/oracle.ts';
import { writeTinyCheckpoint } from '../../helpers/tiny-checkpoint.ts';
import { TransformerSession } from './transformer-session.ts';

const LENGTH = 29;
const first = Array.from({ length: LENGTH }, (_, i) => (i * 37 + 5) % 270);
const second = Array.from({ length: LENGTH }, (_, i) => (i * 53 + 11) % 270);
const all = Array.from({ length: LENGTH }, (_, i) => i);
const both = ['image_logits', 'text_logits'];

describe('the transformer graph', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dimoo-state-'));
  let session: TransformerSession;

  beforeAll(async () => {
    writeTinyCheckpoint(join(folder, 'checkpoint'));
    const options = { checkpoint: join(folder, 'checkpoint'), out: join(folder, 'model'), precision: 'fp32' } as const;
    const { manifest } = await convertCheckpoint(options);
    session = await TransformerSession.open(join(folder, 'model'), manifest);
  });
  afterAll(async () => {
    await session.release();
    rmSync(folder, { recursive: true, force: true });
  });

  it('computes some rows against kept keys and values as the full pass does', async () => {
    const fetch = [...both, ...session.stateNames];
    const full = await session.run({ ids: [first], imageRows: all, textRows: all, fetch });
    // Out of order on purpose: the rows' places are data, not assumed.
    const positions = [17, 3, 28, 4, 0];
    const ids = [positions.map((place) => first[place])];
    const past = session.stateOf(full);
    const part = await session.run({ ids, positions, places: LENGTH, past, imageRows: all, textRows: all, fetch });
    // Logits of places that were not computed come from the states that were kept.
    for (const name of both) expect(largestDifference(part[name], full[name])).toBeLessThan(1e-5);
    // What was computed comes out, and nothing else.
    for (const name of session.stateNames) {
      const width = full[name].length / LENGTH;
      const expected = positions.flatMap((place) => [...full[name].subarray(place * width, (place + 1) * width)]);
      expect(largestDifference(part[name], expected)).toBeLessThan(1e-5);
    }
  });

  it('lets a recomputed row be changed by its token', async () => {
    const before = await session.run({ ids: [first], fetch: session.stateNames });
    const changed = first.with(9, 250);
    const past = session.stateOf(before);
    const part = await session.run({
      ids: [[changed[9]]],
      positions: [9],
      places: LENGTH,
      past,
      fetch: session.stateNames,
    });
    const full = await session.run({ ids: [changed], fetch: session.stateNames });
    const width = full['keys.0'].length / LENGTH;
    const row = (state: Float32Array, place: number) => state.subarray(place * width, (place + 1) * width);
    expect(largestDifference(part['keys.0'], row(full['keys.0'], 9))).toBeLessThan(1e-5);
    expect(largestDifference(part['keys.0'], row(before['keys.0'], 9))).toBeGreaterThan(1e-3);
  });

  it('runs a batch of two as it runs each alone', async () => {
    const fetch = [...both, ...session.stateNames];
    const pair = await session.run({
      ids: [first, second],
      imageRows: [...all, ...all.map((row) => row + LENGTH)],
      textRows: [...all, ...all.map((row) => row + LENGTH)],
      fetch,
    });
    const alone = await Promise.all(
      [first, second].map((ids) => session.run({ ids: [ids], imageRows: all, textRows: all, fetch })),
    );
    for (const name of fetch) {
      const joined = [...alone[0][name], ...alone[1][name]];
      expect(largestDifference(pair[name], joined)).toBeLessThan(1e-5);
    }
  });

  it('runs sequences of unlike lengths in one batch as it runs each alone, full and partial', async () => {
    const short = 21;
    const rest = new Array<number>(LENGTH - short).fill(3);
    const fetch = ['image_logits', ...session.stateNames];
    const lengths = [LENGTH, short];
    const imageRows = [...all, ...all.slice(0, short).map((row) => row + LENGTH)];
    const ids = [first, [...second.slice(0, short), ...rest]];
    const pair = await session.run({ ids, lengths, imageRows, fetch });
    const alone = await session.run({ ids: [second.slice(0, short)], imageRows: all.slice(0, short), fetch });
    expect(largestDifference(pair.image_logits.slice(-alone.image_logits.length), alone.image_logits)).toBeLessThan(
      1e-5,
    );
    const positions = [4, 17];
    const part = await session.run({
      ids: [positions.map((place) => first[place]), positions.map((place) => second[place])],
      positions,
      places: LENGTH,
      lengths,
      past: session.stateOf(pair),
      imageRows,
      fetch,
    });
    expect(largestDifference(part.image_logits, pair.image_logits)).toBeLessThan(1e-5);
  });

  it('mixes states before the head as it would mix logits after it, states of another run among them', async () => {
    const fetch = ['image_logits', 'image_tops', 'states'];
    const here = await session.run({ ids: [first], imageRows: all, fetch });
    const there = await session.run({ ids: [second], imageRows: all, fetch });
    const wanted = [20, 2, 11];
    const mixed = await session.run({
      ids: [first],
      imageRows: wanted.flatMap((row) => [row, LENGTH + row]),
      mix: { branches: 2, shares: wanted.flatMap(() => [3, -2]), others: there.states },
      fetch,
    });
    const columns = here.image_logits.length / LENGTH;
    const expected = wanted.flatMap((row) =>
      Array.from({ length: columns }, (_, code) => {
        const at = row * columns + code;
        return 3 * here.image_logits[at] - 2 * there.image_logits[at];
      }),
    );
    expect(largestDifference(mixed.image_logits, expected)).toBeLessThan(1e-4);
    wanted.forEach((_, row) => {
      const own = mixed.image_logits.subarray(row * columns, (row + 1) * columns);
      const largest = Math.max(...own);
      const sum = own.reduce((all, logit) => all + Math.exp(logit - largest), 0);
      expect(mixed.image_tops[row] * sum).toBeCloseTo(1, 5);
    });
  });

  it('gives just those blocks of codes whose largest logit comes near enough to that of the row', async () => {
    const fetch = ['image_logits', 'image_blocks', 'image_blocks_at'];
    const imageRows = all.slice(0, 9);
    for (const imageSpan of [0, 0.5, 1000]) {
      const found = await session.run({ ids: [first], imageRows, imageSpan, fetch });
      const columns = found.image_logits.length / imageRows.length;
      const size = (2 * found.image_blocks.length) / found.image_blocks_at.length;
      expect(Number.isInteger(columns / size) && size > 1).toBe(true);
      const wanted = imageRows.flatMap((_, row) => {
        const own = found.image_logits.subarray(row * columns, (row + 1) * columns);
        return Array.from({ length: columns / size }, (_, block) => ({
          row,
          block,
          logits: own.subarray(block * size, (block + 1) * size),
        })).filter(({ logits }) => Math.max(...logits) >= Math.max(...own) - imageSpan);
      });
      expect(Array.from(found.image_blocks_at, Number)).toEqual(wanted.flatMap(({ row, block }) => [row, block]));
      expect([...found.image_blocks]).toEqual(wanted.flatMap(({ logits }) => [...logits]));
    }
  });

  it('gives logits only at the rows asked for, in their order', async () => {
    const full = await session.run({ ids: [first], imageRows: all, textRows: all, fetch: both });
    const some = await session.run({ ids: [first], imageRows: [20, 2], textRows: [], fetch: both });
    const columns = full.image_logits.length / LENGTH;
    const expected = [20, 2].flatMap((row) => [...full.image_logits.subarray(row * columns, (row + 1) * columns)]);
    expect(largestDifference(some.image_logits, expected)).toBeLessThan(1e-5);
    expect(some.text_logits.length).toBe(0);
  });

  it('gives the largest logit of a row where only that is wanted, and nothing where none is', async () => {
    const fetch = [...both, 'image_max', 'text_max'];
    const full = await session.run({ ids: [first], imageRows: all, textRows: all, fetch });
    const some = await session.run({ ids: [first], imageMaxRows: [3, 28, 0], textMaxRows: [7], fetch });
    const largest = (name: 'image_logits' | 'text_logits', row: number) => {
      const columns = full[name].length / LENGTH;
      return Math.max(...full[name].subarray(row * columns, (row + 1) * columns));
    };
    const expected = [3, 28, 0].map((row) => largest('image_logits', row));
    expect(largestDifference(some.image_max, expected)).toBeLessThan(1e-5);
    expect(largestDifference(some.text_max, [largest('text_logits', 7)])).toBeLessThan(1e-5);
    expect(full.image_max.length + full.text_max.length).toBe(0);
  });

  it('knows distances only: moved far beyond max_sequence_length, the logits stay and the keys turn', async () => {
    const fetch = ['image_logits', 'keys.0', 'values.0'];
    const here = await session.run({ ids: [first], imageRows: all, fetch });
    const shifted = all.map((place) => place + 5000);
    const far = await session.run({ ids: [first], positions: shifted, places: LENGTH, imageRows: all, fetch });
    expect(largestDifference(far.image_logits, here.image_logits)).toBeLessThan(5e-3);
    expect(largestDifference(far['keys.0'], here['keys.0'])).toBeGreaterThan(0.1);
    expect(far['values.0']).toEqual(here['values.0']);
  });
});
