import {
  appendFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitingFor } from '../helpers/named-wait.ts';

export interface Settings {
  readonly seed: number;
  /** The model folder that the engine and the command line work with. */
  readonly model: string;
  /** Whether the real window is driven. */
  readonly window: boolean;
}

/** What became of a round. */
export interface Verdict {
  /** What was done to the studio, in a few words. */
  readonly what: string;
  /** One word that the rounds are counted by: "kept", "refused", ... */
  readonly outcome: string;
  /** What must not be, a sentence each; none where the studio held. */
  readonly faults: readonly string[];
}

/** Rounds in a row; those of one story share what the story works on. */
export interface Rounds {
  /** Plays one round in a folder of its own, whose content is kept where there are faults. */
  readonly play: (round: number, folder: string) => Promise<Verdict>;
  readonly end: () => Promise<void>;
}

export interface Kind {
  readonly name: string;
  /** So many rounds follow from one another: a round is played again from the beginning of its story. */
  readonly story: number;
  /** Longer than this, and the round hangs. */
  readonly limitMs: number;
  /** @param rounds those that will be played, in this order, unless one hangs */
  readonly open: (settings: Settings, rounds: readonly number[]) => Promise<Rounds>;
}

export interface Plan extends Settings {
  readonly count: number;
  /** Play this round alone, or null. */
  readonly only: number | null;
  /** Where the log, the summary and the failing cases lie; rounds that its log names are not repeated. */
  readonly out: string;
  readonly log: (line: string) => void;
}

export interface Summary {
  readonly kind: string;
  readonly seed: number;
  readonly window: boolean;
  readonly rounds: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly faults: readonly (Verdict & { readonly round: number; readonly replay: string })[];
}

interface Line extends Verdict {
  readonly round: number;
  readonly seconds: number;
}

/** Plays the rounds that are still to be played, and counts all of them. */
export async function playRounds(kind: Kind, plan: Plan): Promise<Summary> {
  mkdirSync(plan.out, { recursive: true });
  const done = plan.only === null ? readLines(plan.out) : [];
  const lines = [...done];
  let rounds: Rounds | undefined;
  try {
    const toPlay = roundsToPlay(kind, plan, done);
    for (const [index, round] of toPlay.entries()) {
      rounds ??= await kind.open(plan, toPlay.slice(index));
      const line = await playOne(kind, plan, rounds, round);
      if (line.outcome === 'stuck') {
        await rounds.end().catch(() => undefined);
        rounds = undefined;
      }
      lines.push(line);
      plan.log(told(line));
      appendFileSync(
        join(plan.out, plan.only === null ? 'rounds.jsonl' : 'replays.jsonl'),
        `${JSON.stringify(line)}\n`,
      );
    }
  } finally {
    await rounds?.end();
  }
  const summary = summaryOf(kind, plan, lines);
  writeFileSync(
    join(plan.out, plan.only === null ? 'summary.json' : 'replay.json'),
    `${JSON.stringify(summary, null, 2)}\n`,
  );
  return summary;
}

export function roundsToPlay(
  kind: Pick<Kind, 'story'>,
  plan: Pick<Plan, 'only' | 'count'>,
  done: readonly { round: number }[],
) {
  const storyOf = (round: number) => round - (round % kind.story);
  const range = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
  if (plan.only !== null) return range(storyOf(plan.only), plan.only + 1);
  // A story that was broken off begins anew: its later rounds stand on its earlier ones.
  const next = Math.max(-1, ...done.map(({ round }) => round)) + 1;
  return range(next === plan.count ? next : storyOf(next), plan.count);
}

async function playOne(kind: Kind, plan: Plan, rounds: Rounds, round: number): Promise<Line> {
  const folder = mkdtempSync(join(tmpdir(), `dimoo-torture-${kind.name}-`));
  const start = performance.now();
  let verdict: Verdict;
  try {
    verdict = await waitingFor(`round ${round}`, kind.limitMs, rounds.play(round, folder));
  } catch (error) {
    const fault = String(error instanceof Error ? error.stack : error);
    verdict = { what: 'the round itself', outcome: 'stuck', faults: [fault] };
  }
  if (verdict.faults.length > 0) keepCase(kind, plan, round, folder, verdict);
  rmSync(folder, { recursive: true, force: true });
  return { round, seconds: Math.round(performance.now() - start) / 1000, ...verdict };
}

function keepCase(kind: Kind, plan: Plan, round: number, folder: string, verdict: Verdict): void {
  const kept = join(plan.out, `round-${round}`);
  rmSync(kept, { recursive: true, force: true });
  // A pipe or a socket cannot be copied; the verdict says that there was one.
  const canBeCopied = (path: string) => {
    const stats = lstatSync(path);
    return stats.isFile() || stats.isDirectory() || stats.isSymbolicLink();
  };
  cpSync(folder, kept, { recursive: true, verbatimSymlinks: true, filter: canBeCopied });
  const note = { ...verdict, replay: replayOf(kind, plan, round) };
  writeFileSync(join(kept, 'verdict.json'), `${JSON.stringify(note, null, 2)}\n`);
}

function replayOf(kind: Kind, plan: Plan, round: number): string {
  const window = plan.window ? ' --window' : '';
  return `npm run torture -- --kind ${kind.name} --seed ${plan.seed}${window} --only ${round}`;
}

function told({ round, outcome, what, seconds, faults }: Line): string {
  const head = `${String(round).padStart(5)}  ${outcome.padEnd(9)} ${seconds.toFixed(2).padStart(6)} s  ${what}`;
  return [head, ...faults.map((fault) => `       ✗ ${fault}`)].join('\n');
}

function readLines(out: string): Line[] {
  const file = join(out, 'rounds.jsonl');
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

function summaryOf(kind: Kind, plan: Plan, lines: readonly Line[]): Summary {
  // A story that was begun anew has some rounds twice: the last one counts.
  const last = [...new Map(lines.map((line) => [line.round, line])).values()];
  const outcomes: Record<string, number> = {};
  for (const { outcome } of last) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  const faults = last
    .filter((line) => line.faults.length > 0)
    .map(({ seconds: _, ...line }) => ({ ...line, replay: replayOf(kind, plan, line.round) }));
  return { kind: kind.name, seed: plan.seed, window: plan.window, rounds: last.length, outcomes, faults };
}
