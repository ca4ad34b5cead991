/**
 * `npm run bench -- --wire`: what a retouch with three candidates of a 2048x2048 page sends over the port, and how long a
 * drawing takes. With --against COMMIT the same at that commit, side by side: rounds alternate, medians count.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { median } from '../../main/engine/bench/measure.ts';
import type { WireNumbers } from './wire-round.ts';

const own = fileURLToPath(new URL('../..', import.meta.url));
const round = fileURLToPath(new URL('./wire-round.ts', import.meta.url));
const { values: options } = parseArgs({
  options: {
    against: { type: 'string' },
    repeats: { type: 'string', default: '3' },
    json: { type: 'string' },
  },
});

function measure(root: string): WireNumbers {
  const text = execFileSync(process.execPath, [round, root, process.env.DIMOO_MODEL ?? ''], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(text);
}

const scratch = mkdtempSync(join(tmpdir(), 'dimoo-wire-'));
const trees: { readonly name: string; readonly root: string; readonly rounds: WireNumbers[] }[] = [];
try {
  if (options.against !== undefined) {
    const root = join(scratch, 'then');
    execFileSync('git', ['worktree', 'add', '--quiet', '--detach', root, options.against], { cwd: own });
    symlinkSync(join(own, 'node_modules'), join(root, 'node_modules'), 'junction');
    trees.push({ name: options.against, root, rounds: [] });
  }
  trees.push({ name: 'now', root: own, rounds: [] });
  for (let i = 0; i < Number(options.repeats); i++) for (const { root, rounds } of trees) rounds.push(measure(root));
} finally {
  rmSync(scratch, { recursive: true, force: true });
  execFileSync('git', ['worktree', 'prune'], { cwd: own });
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(2);
for (const { name, rounds } of trees) {
  const of = (key: 'sent' | 'received') => megabytes(median(rounds.map((each) => each[key])));
  const [first, ...later] = [0, 1, 2].map((at) => median(rounds.map((each) => each.untilForecast[at] ?? 0)));
  const drawing = median(rounds.map(({ seconds }) => median(seconds)));
  process.stdout.write(
    `${name.slice(0, 12).padEnd(13)}sent ${of('sent')} MB, received ${of('received')} MB, until the forecast ` +
      `${[first, ...later].map((each) => (each ?? 0).toFixed(3)).join(', ')} s, a drawing ${drawing.toFixed(3)} s\n`,
  );
}
if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(trees, null, 2)}\n`);
