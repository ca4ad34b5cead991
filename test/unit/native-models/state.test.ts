import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convertCheckpoint } from '../../../native-models/converter.ts';
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
    const rows = positions.map((_, i) => i);
    const ids = [positions.map((place) => first[place])];
    const past = session.stateOf(full);
    const part = await session.run({ ids, positions, places: LENGTH, past, imageRows: rows, textRows: rows, fetch });
    for (const name of both) {
      const columns = full[name].length / LENGTH;
      positions.forEach((place, row) => {
        const expected = full[name].subarray(place * columns, (place + 1) * columns);
        expect(largestDifference(part[name].subarray(row * columns, (row + 1) * columns), expected)).toBeLessThan(1e-5);
      });
    }
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
