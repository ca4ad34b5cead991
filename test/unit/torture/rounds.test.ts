import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Kind, type Plan, playRounds } from '../../torture/rounds.ts';

function planWith(change: Partial<Plan>): Plan & { played: number[] } {
  const out = mkdtempSync(join(tmpdir(), 'dimoo-rounds-'));
  onTestFinished(() => rmSync(out, { recursive: true, force: true }));
  const usual = { seed: 1, model: '', window: false, count: 10, only: null, out, log: () => undefined };
  return { ...usual, ...change, played: [] };
}

function kindOf(played: number[], story = 1): Kind {
  const play = async (round: number, folder: string) => {
    played.push(round);
    writeFileSync(join(folder, 'input'), String(round));
    mkdirSync(join(folder, 'links'));
    symlinkSync('nowhere', join(folder, 'links', 'dangling'));
    if (round === 4) await new Promise(() => undefined);
    return { what: 'nothing', outcome: round === 2 ? 'lost' : 'kept', faults: round === 2 ? ['It is gone.'] : [] };
  };
  return { name: 'kills', story, limitMs: 300, open: async () => ({ play, end: async () => undefined }) };
}

test('every round is counted, a fault keeps its folder and its number, and a round that hangs is one', async () => {
  const plan = planWith({ count: 6 });
  const summary = await playRounds(kindOf(plan.played), plan);
  expect(summary).toMatchObject({ rounds: 6, outcomes: { kept: 4, lost: 1, stuck: 1 } });
  expect(summary.faults.map(({ round }) => round)).toEqual([2, 4]);
  expect(summary.faults[0]?.replay).toBe('npm run torture -- --kind kills --seed 1 --only 2');
  expect(readFileSync(join(plan.out, 'round-2', 'input'), 'utf8')).toBe('2');
  expect(JSON.parse(readFileSync(join(plan.out, 'summary.json'), 'utf8'))).toEqual(summary);
});

test('what was played is not played again; a story that was broken off begins anew', async () => {
  const plan = planWith({ count: 2 });
  await playRounds(kindOf(plan.played, 2), plan);
  await playRounds(kindOf(plan.played, 2), { ...plan, count: 4 });
  expect(plan.played).toEqual([0, 1, 2, 3]);
  const again = planWith({ count: 4, out: plan.out });
  await playRounds(kindOf(again.played, 3), again);
  expect(again.played).toEqual([]);
  expect((await playRounds(kindOf(again.played, 3), { ...again, count: 4 })).rounds).toBe(4);
});

test('one round is played again from the beginning of its story', async () => {
  const plan = planWith({ only: 7 });
  await playRounds(kindOf(plan.played, 5), plan);
  expect(plan.played).toEqual([5, 6, 7]);
});
