import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tinyModelFolder } from '../helpers/tiny-model-folder.ts';
import { archivesKind } from '../torture/archives/kind.ts';
import { checkpointsKind } from '../torture/checkpoints/kind.ts';
import { killsKind } from '../torture/kills/kind.ts';
import { messagesKind } from '../torture/messages/kind.ts';
import { picturesKind } from '../torture/pictures/kind.ts';
import { projectsKind } from '../torture/projects/kind.ts';
import { replaysKind } from '../torture/replays/kind.ts';
import { type Kind, playRounds, type Summary } from '../torture/rounds.ts';

/** The short form of `npm run torture`: a few dozen rounds of each kind, from one seed. */

let model: Awaited<ReturnType<typeof tinyModelFolder>>;
const out = mkdtempSync(join(tmpdir(), 'dimoo-short-torture-'));

beforeAll(async () => {
  model = await tinyModelFolder();
});
afterAll(() => {
  model.remove();
  rmSync(out, { recursive: true, force: true });
});

async function played(kind: Kind, count: number): Promise<Summary> {
  const plan = { seed: 20, model: model.folder, window: false, count, only: null, out: join(out, kind.name) };
  const summary = await playRounds(kind, { ...plan, log: () => undefined });
  expect(summary.rounds).toBe(count);
  return summary;
}

const faultsOf = ({ faults }: Summary) => faults.map(({ round, what, faults }) => ({ round, what, faults }));

test('drawings are drawn again byte for byte, from their records and as recipes', async () => {
  expect(faultsOf(await played(replaysKind(), 8))).toEqual([]);
}, 120_000);

test('killed at random moments, the services lose nothing that they said was saved', async () => {
  expect(faultsOf(await played(killsKind(false), 10))).toEqual([]);
}, 120_000);

test('damaged projects are opened, restored or refused with a sentence, and what is refused stays as it was', async () => {
  const summary = await played(projectsKind(), 30);
  expect(faultsOf(summary)).toEqual([]);
  expect(Object.keys(summary.outcomes).sort()).toEqual(['opened', 'refused', 'restored']);
}, 120_000);

test('mutated project files are taken in or refused with a sentence, and nothing else is changed', async () => {
  const summary = await played(archivesKind(), 40);
  expect(faultsOf(summary)).toEqual([]);
  expect(Object.keys(summary.outcomes).sort()).toEqual(['refused', 'taken']);
}, 120_000);

test('mutated pictures are taken or refused with a sentence on the command line, and all after them still work', async () => {
  const summary = await played(picturesKind(false), 60);
  expect(faultsOf(summary)).toEqual([]);
  expect(Object.keys(summary.outcomes).sort()).toEqual(['accepted', 'refused']);
}, 120_000);

test('hostile messages are refused with a sentence, and change nothing', async () => {
  expect(faultsOf(await played(messagesKind(false), 48))).toEqual([]);
}, 120_000);

test('damaged checkpoints and models work or are refused with a sentence, and nothing is left of what is refused', async () => {
  const summary = await played(checkpointsKind(), 60);
  expect(faultsOf(summary)).toEqual([]);
  expect(Object.keys(summary.outcomes).sort()).toEqual(['refused', 'worked']);
}, 120_000);
