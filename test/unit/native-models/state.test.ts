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
    for (const name of session.stateNames) expect(largestDifference(part[name], full[name])).toBeLessThan(1e-5);
  });

  it('lets recomputed rows see a changed token, and keeps the state of the others', async () => {
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
    expect(largestDifference(row(part['keys.0'], 9), row(full['keys.0'], 9))).toBeLessThan(1e-5);
    expect(largestDifference(row(part['keys.0'], 9), row(before['keys.0'], 9))).toBeGreaterThan(1e-3);
    expect(row(part['keys.1'], 8)).toEqual(row(before['keys.1'], 8));
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
