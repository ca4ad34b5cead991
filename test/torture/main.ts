/** The program behind `npm run torture` (tools/torture.mjs says what it takes). */
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { archivesKind } from './archives/kind.ts';
import { checkpointsKind } from './checkpoints/kind.ts';
import { killsKind } from './kills/kind.ts';
import { messagesKind } from './messages/kind.ts';
import { picturesKind } from './pictures/kind.ts';
import { projectsKind } from './projects/kind.ts';
import { replaysKind } from './replays/kind.ts';
import { type Kind, type Plan, playRounds } from './rounds.ts';

const USAGE =
  'Usage: npm run torture -- --kind archives|checkpoints|kills|messages|pictures|projects|replays [--count N] [--seed S] [--window] [--only ROUND] [--fresh] [--out FOLDER]';

const kinds: Readonly<Record<string, (window: boolean) => Kind>> = {
  archives: archivesKind,
  checkpoints: checkpointsKind,
  kills: killsKind,
  messages: messagesKind,
  pictures: picturesKind,
  projects: projectsKind,
  replays: replaysKind,
};

function planOf(args: readonly string[]): { kind: Kind; plan: Plan; fresh: boolean } | null {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        kind: { type: 'string' },
        count: { type: 'string', default: '20' },
        seed: { type: 'string', default: '1' },
        only: { type: 'string' },
        out: { type: 'string' },
        window: { type: 'boolean', default: false },
        fresh: { type: 'boolean', default: false },
      },
    });
    const make = Object.hasOwn(kinds, values.kind ?? '') ? kinds[values.kind ?? ''] : undefined;
    const [count, seed, only] = [values.count, values.seed, values.only ?? '0'].map(Number);
    if (make === undefined || ![count, seed, only].every((n) => n !== undefined && Number.isInteger(n) && n >= 0)) {
      return null;
    }
    const folder = `${values.kind}${values.window ? '-window' : ''}-${seed}`;
    const plan: Plan = {
      count: count ?? 0,
      seed: seed ?? 0,
      only: values.only === undefined ? null : (only ?? 0),
      window: values.window,
      model: process.env.DIMOO_MODEL ?? '',
      out: resolve(values.out ?? join('out', 'torture', folder)),
      log: (line) => process.stderr.write(`${line}\n`),
    };
    return { kind: make(values.window), plan, fresh: values.fresh };
  } catch {
    return null;
  }
}

const chosen = planOf(process.argv.slice(2));
if (chosen === null) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}
const { kind, plan, fresh } = chosen;
if (fresh && plan.only === null) rmSync(plan.out, { recursive: true, force: true });
const summary = await playRounds(kind, plan);
const counts = Object.entries(summary.outcomes).map(([outcome, count]) => `${count} ${outcome}`);
plan.log(`\n${kind.name}: ${summary.rounds} rounds (${counts.join(', ')}), ${summary.faults.length} with faults.`);
for (const fault of summary.faults) plan.log(`  ${fault.replay}`);
plan.log(`Log, summary and failing cases: ${plan.out}`);
process.exit(summary.faults.length === 0 ? 0 : 1);
